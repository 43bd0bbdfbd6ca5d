// Pages and templates to the common form: their elements as calls, their scripts through the JavaScript lowering. Read tolerantly, tag by tag, so that any template language may stand in between.
import type { Entry, Expr, Unit } from '../ir.ts'
import { lineIndex } from '../ir.ts'
import { Builder, either, join } from './build.ts'
import { HOLES, holesAsNames, nameIn } from './holes.ts'
import { lowerJs } from './js.ts'
import { railsScripts, withoutQuietLines } from './rails-pages.ts'
import { loadedByStyles, STYLESHEET } from './stylesheets.ts'

const TAG =
  /<(script|iframe|img|link|form|embed|object|source|video|audio|input|textarea|select|amp-\w+|[A-Z]\w+|[a-z]+-[\w-]+)\b((?:[^>"'`{]|"[^"]*"|'[^']*'|`[^`]*`|\{\{[\s\S]*?\}\}|\{(?:[^{}]|\{[^{}]*\})*\}|<[%?][\s\S]*?[%?]>)*)\/?>/g
const ATTRIBUTE = /([:@\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|\{((?:[^{}]|\{[^{}]*\})*)\}|([^\s"'>]+))/g
/** Lowers a page or template. Comments of HTML and of the usual template languages do not count. */
export function lowerMarkup(text: string, path: string): Unit {
  if (STYLESHEET.test(path)) return styles(new Builder(), text, lineIndex(text)).unit
  const clean = withoutQuietLines(blankComments(text), path)
  const lines = lineIndex(text)
  const builder = new Builder()
  const scripts: { text: string; line: number; typed: boolean }[] = []
  const blocks = /<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>([\s\S]*?)<\/script>/gi
  for (const hit of clean.matchAll(blocks)) {
    if (/\btype\s*=\s*["'](?:application\/(?:ld\+)?json|importmap|speculationrules|text\/(?:template|x-template|html))/.test(hit[1]!))
      continue
    const start = hit.index + hit[0].indexOf('>') + 1
    scripts.push({ text: hit[2]!, line: lines(start) - 1, typed: /lang\s*=\s*["']tsx?/.test(hit[1]!) || /\.(?:astro)$/.test(path) })
  }
  const front = path.endsWith('.astro') ? /^---\n([\s\S]*?)\n---/.exec(clean) : null
  if (front) scripts.push({ text: front[1]!, line: 1, typed: true })
  const bare = clean.replace(
    blocks,
    (whole, attributes: string) => `<script${attributes}>${whole.slice(attributes.length + 8, -9).replace(/[^\n]/g, ' ')}</script>`,
  )
  for (const hit of bare.matchAll(TAG)) {
    const line = lines(hit.index)
    builder.call('element', hit[1]!, null, line, () => ({ args: [{ t: 'object', entries: attributes(builder, hit[2]!, line) }] }))
  }
  for (const hit of bare.matchAll(/@import\s+(?:url\(\s*)?["']?((?:https?:)?\/\/[^"')\s;]+)/g))
    element(builder, 'link', hit[1]!, lines(hit.index))
  helpers(builder, clean, path, lines)
  scripts.push(...railsScripts(clean, path))
  for (const map of clean.matchAll(/<script\b[^>]*\btype\s*=\s*["']importmap["'][^>]*>([\s\S]*?)<\/script>/gi))
    for (const one of map[1]!.matchAll(/:\s*"(https?:\/\/[^"\s]+)"/g)) element(builder, 'script', one[1]!, lines(map.index))
  styles(builder, clean, lines)
  let unit = builder.unit
  for (const script of scripts)
    unit = merge(
      unit,
      lowerJs(holesAsNames(script.text, path.endsWith('.blade.php')), script.typed ? 'script.tsx' : 'script.jsx', script.line),
    )
  return unit
}

function blankComments(text: string): string {
  return text.replace(/<!--[\s\S]*?-->|\{#[\s\S]*?#\}|\{\{--[\s\S]*?--\}\}|<%#[\s\S]*?%>|\{\{!--[\s\S]*?--\}\}/g, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  )
}

function attributes(builder: Builder, text: string, line: number): Entry[] {
  const found: Entry[] = []
  for (const hit of text.matchAll(ATTRIBUTE)) {
    const key = hit[1]!.replace(/^(?::|v-bind:|th:|ng-|bind:)/, '')
    const raw = hit[2] ?? hit[3] ?? hit[5]
    // Thymeleaf: `th:src="'https://…' + ${x}"`, `th:src="@{https://…(q=${x})}"`.
    const given = hit[1]!.startsWith('th:') ? raw?.replace(/^@\{([\s\S]*)\}$/, '$1').replace(/'([^']*)'(?:\s*\+\s*)?/g, '$1') : raw
    const bound = hit[4] ?? (/^(?::|v-bind:)/.test(hit[1]!) ? raw : undefined)
    const value = builder.keyed(key, () => (bound !== undefined ? expression(builder, bound, line) : template(builder, given ?? '', line)))
    found.push({ key, value, line })
  }
  return found
}

/** Text with holes: literal pieces and the names that stand in the holes. */
export function template(builder: Builder, text: string, line: number): Expr {
  const parts: Expr[] = []
  let at = 0
  for (const hit of text.matchAll(HOLES)) {
    if (hit.index > at) parts.push(piece(builder, text.slice(at, hit.index), parts.length === 0, line))
    const inner = hit.slice(1).find((one) => one !== undefined)
    parts.push(inner === undefined ? { t: 'none' } : hole(builder, inner, line))
    at = hit.index + hit[0].length
  }
  if (at < text.length) parts.push(piece(builder, text.slice(at), parts.length === 0, line))
  return join(parts)
}

/** What stands in a hole: a name, and the address it has where nothing else is set (`config('x', 'https://…')`). */
function hole(builder: Builder, text: string, line: number): Expr {
  const address = text.includes('//') ? /(["'])((?:https?:)?\/\/[^"'\s]+)\1/.exec(text) : null
  return address ? either([nameIn(text), builder.text(address[2]!, line)]) : nameIn(text)
}

function piece(builder: Builder, text: string, first: boolean, line: number): Expr {
  return first ? builder.text(text, line) : { t: 'text', text: text.slice(0, 512) }
}

/** A bound attribute: a template string, a quoted text or a name. */
function expression(builder: Builder, text: string, line: number): Expr {
  const quoted = /^\s*(["'`])([\s\S]*)\1\s*$/.exec(text)
  if (quoted) return template(builder, quoted[2]!, line)
  const inner = /["'`]([^"'`]*\/\/[^"'`]*)["'`]/.exec(text)
  return inner ? join([template(builder, inner[1]!, line), nameIn(text.replace(inner[0], ''))]) : nameIn(text)
}

/** Template helpers that make elements: `javascript_include_tag "https://…"`, `image_tag`, `stylesheet_link_tag`; and Haml, Slim and Pug tags. */
function helpers(builder: Builder, text: string, path: string, lines: (offset: number) => number): void {
  for (const hit of text.matchAll(/\b(javascript_include_tag|stylesheet_link_tag|image_tag|script_tag)\b([^\n]*)/g)) {
    const name = hit[1]!.startsWith('image') ? 'img' : hit[1]!.startsWith('style') ? 'link' : 'script'
    for (const address of addressesIn(hit[2]!)) element(builder, name, address, lines(hit.index))
  }
  for (const hit of text.matchAll(
    /\b(?:content_tag\s*\(?\s*:|tag\.)(script|iframe|img|link)\b[^\n]*?\b(?:src|href):\s*["']([^"'\n]+)["']/g,
  ))
    element(builder, hit[1]!, hit[2]!, lines(hit.index))
  if (!/\.(?:haml|slim|pug)$/.test(path)) return
  for (const hit of text.matchAll(
    /^\s*%?(script|iframe|img|link|form)\b([^\n]*?(?:\bsrc|\bhref|\baction)["']?\s*[:=]>?\s*["']([^"'\n]+)["'][^\n]*)/gm,
  )) {
    const rel = /\brel["']?\s*[:=]>?\s*["']([^"']+)["']/.exec(hit[2]!)?.[1]
    if (hit[1] !== 'link' || !rel || /stylesheet/.test(rel)) element(builder, hit[1]!, hit[3]!, lines(hit.index))
  }
}

/** Quoted addresses among a helper's arguments, before its options. */
function addressesIn(text: string): string[] {
  return [...(/^\s*\(?\s*((?:["'][^"'\n]*["']\s*,?\s*)+)/.exec(text)?.[1] ?? '').matchAll(/["']([^"'\n]+)["']/g)].map((hit) => hit[1]!)
}

function element(builder: Builder, name: string, address: string, line: number): void {
  const key = name === 'link' ? 'href' : name === 'form' ? 'action' : 'src'
  const entries: Entry[] = [{ key, value: builder.keyed(key, () => template(builder, address, line)), line }]
  if (name === 'link') entries.push({ key: 'rel', value: { t: 'text', text: 'stylesheet' }, line })
  builder.call('element', name, null, line, () => ({ args: [{ t: 'object', entries }] }))
}

function styles(builder: Builder, text: string, lines: (offset: number) => number): Builder {
  for (const { address, offset } of loadedByStyles(text)) element(builder, 'link', address, lines(offset))
  return builder
}

/** Two readings of one file as one unit. */
export function merge(a: Unit, b: Unit): Unit {
  const fns = a.fns.length
  const calls = a.calls.length
  const move = (expr: Expr): Expr => {
    switch (expr.t) {
      case 'call':
        return { ...expr, call: expr.call + calls }
      case 'fn':
        return { t: 'fn', fn: expr.fn + fns }
      case 'join':
        return { t: 'join', parts: expr.parts.map(move) }
      case 'list':
      case 'either':
        return { t: expr.t, items: expr.items.map(move) }
      case 'object':
        return { t: 'object', entries: expr.entries.map((one) => ({ ...one, value: move(one.value) })) }
      default:
        return expr
    }
  }
  // The script's own top level becomes one function of the page.
  const fn = (index: number): number => (index === 0 ? 0 : index + fns - 1)
  const moved = (expr: Expr): Expr => fixFn(move(expr), fns)
  return {
    imports: [...a.imports, ...b.imports],
    exports: [...a.exports, ...b.exports],
    fns: [...a.fns, ...b.fns.slice(1).map((one) => ({ ...one, outer: fn(one.outer), returns: one.returns.map(moved) }))],
    calls: [
      ...a.calls,
      ...b.calls.map((one) => ({ ...one, fn: fn(one.fn), on: one.on ? moved(one.on) : null, args: one.args.map(moved) })),
    ],
    assigns: [...a.assigns, ...b.assigns.map((one) => ({ ...one, fn: fn(one.fn), value: moved(one.value) }))],
    types: [...a.types, ...b.types],
    texts: [...a.texts, ...b.texts.map((one) => ({ ...one, fn: fn(one.fn), call: one.call < 0 ? -1 : one.call + calls }))],
    envs: [...a.envs, ...b.envs],
    whole: a.whole && b.whole,
  }
}

/** `move` shifts functions by all of the first unit's; the second's file function is dropped, hence one less. */
function fixFn(expr: Expr, fns: number): Expr {
  switch (expr.t) {
    case 'fn':
      return { t: 'fn', fn: expr.fn >= fns ? expr.fn - 1 : expr.fn }
    case 'join':
      return { t: 'join', parts: expr.parts.map((one) => fixFn(one, fns)) }
    case 'list':
    case 'either':
      return { t: expr.t, items: expr.items.map((one) => fixFn(one, fns)) }
    case 'object':
      return { t: 'object', entries: expr.entries.map((one) => ({ ...one, value: fixFn(one.value, fns) })) }
    default:
      return expr
  }
}
