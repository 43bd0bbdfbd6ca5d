// Settings files as a flat list: where each value stands (`spring.mail.host`), what it is, on which line. Read by shape, line by line, because templates and half-written files must be read too; a full parser would refuse them.
import type { Setting } from '../ir.ts'

const MOST = 5_000
const LONGEST = 2_000

/** Settings of a file by its name's ending; YAML where it tells nothing. */
export function settingsOf(path: string, text: string): Setting[] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (name.endsWith('.json')) return fromJson(text)
  if (name.endsWith('.plist')) return fromPlist(text)
  if (name.endsWith('.xml')) return fromLogging(text)
  if (/\.(?:toml|ini|cfg|conf)$/.test(name)) return fromSections(text)
  if (/\.properties$|^\.?env|\.env/.test(name) || /^(?:docker|container)file|\.dockerfile$|^procfile$/.test(name)) return fromPairs(text)
  return fromIndented(text)
}

/** JSON, with comments and final commas let pass. */
function fromJson(text: string): Setting[] {
  const found: Setting[] = []
  const at: string[] = []
  const lists: boolean[] = []
  const groups: number[] = []
  let count = 0
  let key = ''
  let line = 1
  for (const hit of text.matchAll(/"((?:[^"\\\n]|\\[^\n])*)"?(\s*:)?|([{[])|([}\]])|\n|\/\/[^\n]*|(-?\d[\w.+-]*|true|false)/g)) {
    if (found.length >= MOST) break
    if (hit[0] === '\n') line++
    else if (hit[3]) {
      at.push(key)
      lists.push(hit[3] === '[')
      groups.push(count++)
      key = ''
    } else if (hit[4]) {
      at.pop()
      lists.pop()
      groups.pop()
      key = ''
    } else if (hit[2]) key = hit[1]!
    else if (hit[1] !== undefined || hit[5] !== undefined) {
      found.push({ path: path(at, key), value: (hit[1] ?? hit[5]!).replaceAll('\\/', '/'), line, group: groups.at(-1) ?? 0 })
      if (!lists.at(-1)) key = ''
    }
    if (hit[2]?.includes('\n')) line += hit[2].split('\n').length - 1
  }
  return found
}

function path(at: readonly string[], key: string): string[] {
  return [...at, key].filter((one) => one !== '')
}

/** Property lists of Apple's systems, in XML: a key and its text. */
function fromPlist(text: string): Setting[] {
  let line = 1
  let from = 0
  return [...text.matchAll(/<key>([^<]{1,200})<\/key>\s*<string>([^<]{0,2000})<\/string>/g)].slice(0, MOST).map((hit) => {
    for (let at = text.indexOf('\n', from); at !== -1 && at < hit.index; at = text.indexOf('\n', at + 1)) {
      line++
      from = at + 1
    }
    return { path: [hit[1]!], value: hit[2]!, line, group: 0 }
  })
}

/** Logback's and Log4j's own settings: the class of each appender, and what it is told. */
function fromLogging(text: string): Setting[] {
  const found: Setting[] = []
  const clean = text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '))
  let line = 1
  let from = 0
  for (const hit of clean.matchAll(/<appender\b[^>]*\bclass\s*=\s*"([\w.$]+)"|<([A-Za-z]\w*)>\s*([^<\s][^<]{0,500}?)\s*</g)) {
    for (let at = clean.indexOf('\n', from); at !== -1 && at < hit.index; at = clean.indexOf('\n', at + 1)) {
      line++
      from = at + 1
    }
    if (found.length >= MOST) break
    found.push({ path: ['appender', hit[2] ?? 'class'], value: hit[1] ?? hit[3] ?? '', line, group: 0 })
  }
  return found
}

const PAIR = /^(\s*(?:-\s+)*)["']?([\w./[\]$@-]+)["']?\s*(?::(?=\s|$)|=)\s*(.*)$/

/** YAML, by indentation. */
function fromIndented(text: string): Setting[] {
  const found: Setting[] = []
  const open: { indent: number; key: string; line: number }[] = []
  eachLine(text, (raw, line) => {
    const pair = PAIR.exec(raw)
    const indent = pair ? pair[1]!.length : raw.length - raw.trimStart().length
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop()
    const above = open.map((one) => one.key)
    const group = open.at(-1)?.line ?? 0
    if (!pair) {
      const item = /^\s*-\s+(\S.*)$/.exec(raw)
      if (item && above.length > 0) found.push({ path: above, value: unquoted(item[1]!), line, group })
      return
    }
    const own = [...above, ...pair[2]!.split('.')]
    const value = pair[3]!.trim()
    if (value === '' || value === '|' || value === '>' || /^[&!]\S+$/.test(value)) {
      open.push({ indent, key: pair[2]!, line })
      if (value === '') return
    }
    spread(own, value, line, group, found)
  })
  return named(found)
}

/** TOML and INI. */
function fromSections(text: string): Setting[] {
  const found: Setting[] = []
  let above: string[] = []
  let group = 0
  eachLine(text, (raw, line) => {
    const section = /^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*$/.exec(raw)
    if (section) {
      above = section[1]!.split('.').map((one) => unquoted(one))
      group = line
      return
    }
    const pair = /^\s*["']?([\w.-]+)["']?\s*[=:]\s*(.*)$/.exec(raw)
    if (pair) spread([...above, ...pair[1]!.split('.')], pair[2]!, line, group, found)
  })
  return found
}

/** Properties, env files, Dockerfiles: a key and a value a line, or several with `ENV A=b C=d`. */
function fromPairs(text: string): Setting[] {
  const found: Setting[] = []
  eachLine(text, (raw, line) => {
    const docker = /^\s*(?:ENV|ARG)\s+(.*)$/.exec(raw)
    const several = docker ? [...docker[1]!.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\S*)/g)] : []
    if (several.length > 0) for (const one of several) found.push({ path: [one[1]!], value: unquoted(one[2]!), line, group: 0 })
    else {
      const pair = /^\s*(?:export\s+|ENV\s+|ARG\s+)?([\w.[\]-]+)\s*(?:[=:]|\s)\s*(.*)$/.exec(raw)
      if (pair) found.push({ path: pair[1]!.split('.'), value: unquoted(pair[2]!), line, group: 0 })
    }
  })
  return found
}

const COMMENT = /[#;]|\/\//

function eachLine(text: string, body: (line: string, number: number) => void): void {
  let number = 0
  for (const raw of text.split('\n')) {
    number++
    if (number > MOST * 4) return
    if (raw.length > LONGEST) continue
    const line = COMMENT.test(raw) ? raw.replace(/(?:^|\s)(?:#|\/\/|;).*$/, '') : raw
    if (line.trim() !== '') body(line, number)
  }
}

/** A value that is a flow mapping (`{ host: a, port: 1 }`) or list in one line is taken apart. */
function spread(at: readonly string[], raw: string, line: number, group: number, found: Setting[]): void {
  if (found.length >= MOST) return
  const bare = raw.trim()
  const value = bare.endsWith(',') ? bare.slice(0, -1).trimEnd() : bare
  const inner = /^\{[^{].*\}$|^\[.*\]$/.test(value) ? value.slice(1, -1).trim() : undefined
  if (inner === undefined) {
    found.push({ path: [...at], value: unquoted(value), line, group })
    return
  }
  for (const part of inner.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\{[^{}]*\}|[^,])+/g) ?? []) {
    const pair = /^\s*["']?([\w.-]+)["']?\s*(?::\s|=)\s*(.+)$/.exec(part)
    found.push(
      pair
        ? { path: [...at, ...pair[1]!.split('.')], value: unquoted(pair[2]!.trim()), line, group }
        : { path: [...at], value: unquoted(part.trim()), line, group },
    )
  }
}

/** `- name: X` with `value: y` below it (Kubernetes) is the setting X. */
function named(found: readonly Setting[]): Setting[] {
  return found.map((one, i) => {
    const before = found[i - 1]
    return one.path.at(-1) === 'value' && before?.path.at(-1) === 'name' && before.path.length === one.path.length
      ? { ...one, path: [...one.path.slice(0, -1), before.value] }
      : one
  })
}

function unquoted(text: string): string {
  const bare = text.trim()
  return bare.startsWith('"') || bare.startsWith("'") || bare.endsWith('"') || bare.endsWith("'") ? bare.replace(/^["']|["']$/g, '') : bare
}
