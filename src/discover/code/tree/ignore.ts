// .gitignore rules as git reads them, as far as a scan needs: what the company does not keep in its repository is not its code.

export interface IgnoreRule {
  readonly test: RegExp
  readonly not: boolean
  readonly directoryOnly: boolean
  /** Asked of the last part of a path, wherever that stands; else of the whole path. */
  readonly byName: boolean
}

/** Rules of one .gitignore file standing in `base` ('' or a path ending in '/'). Patterns are translated to linear expressions; a broken one is left out. */
export function ignoreRules(text: string, base: string): IgnoreRule[] {
  const rules: IgnoreRule[] = []
  for (const raw of text.split('\n').slice(0, 2000)) {
    let line = raw.replace(/\r$/, '').replace(/(?<!\\) +$/, '')
    if (line === '' || line.startsWith('#') || line.length > 300) continue
    const not = line.startsWith('!')
    if (not) line = line.slice(1)
    const directoryOnly = line.endsWith('/')
    if (directoryOnly) line = line.slice(0, -1)
    const anchored = line.includes('/')
    const byName = !anchored && !line.includes('**')
    const before = byName ? '' : literal(base) + (anchored ? '' : '(?:.*/)?')
    rules.push({ test: new RegExp(`^${before}${translate(line.replace(/^\//, ''))}$`), not, directoryOnly, byName })
  }
  return rules
}

/** Is a path (relative to the root, no final slash, in the folder of each rule's file) ignored? The last rule that matches decides. */
export function ignored(rules: readonly IgnoreRule[], path: string, directory: boolean): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  for (let i = rules.length - 1; i >= 0; i--) {
    const rule = rules[i]!
    if (rule.directoryOnly && !directory) continue
    if (rule.test.test(rule.byName ? name : path)) return !rule.not
  }
  return false
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

function translate(pattern: string): string {
  let out = ''
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!
    if (c === '*' && pattern[i + 1] === '*') {
      while (pattern[i + 1] === '*') i++
      if (pattern[i + 1] === '/') {
        i++
        out += '(?:.*/)?'
      } else out += '.*'
    } else if (c === '*') {
      while (pattern[i + 1] === '*') i++
      out += '[^/]*'
    } else if (c === '?') out += '[^/]'
    else if (c === '[') {
      const close = pattern.indexOf(']', i + 2)
      if (close < 0) out += '\\['
      else {
        out += `[${pattern
          .slice(i + 1, close)
          .replace(/^!/, '^')
          .replace(/[\\[]/g, '\\$&')}]`
        i = close
      }
    } else if (c === '\\' && i + 1 < pattern.length) out += literal(pattern[++i]!)
    else out += literal(c)
  }
  return out
}
