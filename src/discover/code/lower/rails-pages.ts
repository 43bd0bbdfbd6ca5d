// The scripts of Rails' pages that stand in no script tag: Haml's and Slim's filters, lines below a script element, and blocks of `javascript_tag`.

interface Script {
  readonly text: string
  /** Lines before it. */
  readonly line: number
  readonly typed: boolean
}

const BY_INDENT = /\.(?:haml|slim|pug)$/
const BEGINS =
  /^(?::javascript|javascript:|%script(?:\{[^}]*\}|\([^)]*\))?|script(?:\[[^\]]*\]|\([^)]*\))?[.:]?|=+\s*javascript_tag\b.*\bdo)\s*$/
const FILTER = /^\s*:(?:plain|erb|coffeescript|coffee)\s*$/
const FILTER_OF_OTHERS = /^\s*:(?:markdown|css|sass|scss)\s*$/

/** Scripts of one page, as they stand there. */
export function railsScripts(text: string, path: string): Script[] {
  return BY_INDENT.test(path) ? nested(text) : /\bjavascript_tag\b/.test(text) ? blocks(text) : []
}

/** A page without the comments of Haml and Slim, and what is nested in them. */
export function withoutQuietLines(text: string, path: string): string {
  if (!BY_INDENT.test(path)) return text
  let quiet = -1
  return text
    .split('\n')
    .map((line) => {
      const depth = depthOf(line)
      if (depth < 0) return line
      if (quiet >= 0 && depth > quiet) return ''
      quiet = /^\s*(?:-#|\/(?![/*])|\/\/-?\s)/.test(line) ? depth : -1
      return quiet >= 0 ? '' : line
    })
    .join('\n')
}

/** -1: an empty line, which is as deep as its neighbours. */
function depthOf(line: string): number {
  return line.trim() === '' ? -1 : line.length - line.trimStart().length
}

function nested(text: string): Script[] {
  const found: Script[] = []
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i++) {
    if (!BEGINS.test(lines[i]!.trim())) continue
    const depth = depthOf(lines[i]!)
    const inner: string[] = []
    let at = i + 1
    for (; at < lines.length && (depthOf(lines[at]!) < 0 || depthOf(lines[at]!) > depth); at++)
      inner.push(FILTER.test(lines[at]!) || /^\s*(?:[-=!&]=?\s|[-=]\w)/.test(lines[at]!) ? '' : lines[at]!)
    if (!inner.some((line) => FILTER_OF_OTHERS.test(line))) found.push({ text: inner.join('\n'), line: i + 1, typed: false })
    i = at - 1
  }
  return found
}

/** `<%= javascript_tag do %> … <% end %>`, up to the end that is its own. */
function blocks(text: string): Script[] {
  const found: Script[] = []
  const begins = /<%=?\s*javascript_tag\b[^%]*\bdo\s*-?%>/g
  for (const hit of text.matchAll(begins)) {
    const start = hit.index + hit[0].length
    let open = 1
    for (const tag of text.slice(start).matchAll(/<%[-=]?\s*([\s\S]*?)-?%>/g)) {
      if (/^(?:if|unless|case|while|for)\b|\bdo\s*(?:\|[^|]*\|)?\s*$/.test(tag[1]!)) open++
      if (/^end\b/.test(tag[1]!)) open--
      if (open > 0) continue
      found.push({ text: text.slice(start, start + tag.index), line: text.slice(0, start).split('\n').length - 1, typed: false })
      break
    }
  }
  return found
}
