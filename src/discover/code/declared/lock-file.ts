// Lock files: which version of a package a build really takes. A package that stands only here was brought by another one, so it makes no vendor; it says the version of one that is used.

export interface Locked {
  /** With ecosystem, as the catalogue knows it: `npm:@sentry/node`. */
  readonly name: string
  readonly version: string
  readonly line: number
}

interface Form {
  readonly file: RegExp
  readonly ecosystem: string
  /** Group 1 the name, group 2 the version. */
  readonly entry: RegExp
}

const FORMS: readonly Form[] = [
  // Packages at the top only: one inside another's folder is that one's business. Version 1 has bare names, 2 has both, 3 has folders.
  {
    file: /^(?:package-lock|npm-shrinkwrap)\.json$/,
    ecosystem: 'npm',
    entry: /^(?: {4}|\t\t)"(?:node_modules\/)?((?:@[^/"\n]+\/)?[^/"\n]+)":\s*\{\s*(?:"name":\s*"[^"\n]*",\s*)?"version":\s*"([^"\n]+)"/gm,
  },
  { file: /^pnpm-lock\.yaml$/, ecosystem: 'npm', entry: /^ {2}'?\/?((?:@[^/@\s]+\/)?[^/@\s']+)[@/](\d[^\s('":_]*)[^\n]*:$/gm },
  {
    file: /^yarn\.lock$/,
    ecosystem: 'npm',
    entry: /^"?((?:@[^/@\s"]+\/)?[^/@\s"]+)@[^\n]*:\n {2}version:? "?([^"\s]+)"?$/gm,
  },
  { file: /^bun\.lock$/, ecosystem: 'npm', entry: /^ {4}"(?:[^"\n]+)": \["((?:@[^/@"\n]+\/)?[^/@"\n]+)@(\d[^"\n]*)"/gm },
  {
    file: /^(?:poetry|uv|pdm)\.lock$/,
    ecosystem: 'pypi',
    entry: /^\[\[package\]\]\nname = "([^"\n]+)"\nversion = "([^"\n]+)"/gm,
  },
  {
    file: /^Pipfile\.lock$/,
    ecosystem: 'pypi',
    entry: /^ {8}"([\w.-]+)": \{\n(?: {12}(?!"version")[^\n]*\n|(?: {16}|\t)[^\n]*\n){0,400} {12}"version": "==([^"\n]+)"/gm,
  },
  { file: /^Gemfile\.lock$/, ecosystem: 'gem', entry: /^ {4}([\w.-]+) \((\d[^)\n]*)\)$/gm },
  { file: /^go\.sum$/, ecosystem: 'go', entry: /^(\S+) (v[^\s/]+) h1:/gm },
  { file: /^composer\.lock$/, ecosystem: 'composer', entry: /^ {12}"name": "([^"\n]+)",\n {12}"version": "([^"\n]+)"/gm },
  { file: /^(?:gradle|buildscript-gradle)\.lockfile$/, ecosystem: 'maven', entry: /^([\w.-]+:[\w.-]+):([^=\s]+)=/gm },
  { file: /^Podfile\.lock$/, ecosystem: 'pods', entry: /^ {2}- "?([\w/+-]+) \((\d[^)\n]*)\)"?:?$/gm },
  {
    file: /^Package\.resolved$/,
    ecosystem: 'swift',
    entry: /"(?:location|repositoryURL)"\s*:\s*"(?:https:\/\/|git@)([^"\n]+?)(?:\.git)?"[^}]*?\{[^}]*?"version"\s*:\s*"([^"\n]+)"/g,
  },
  { file: /^pubspec\.lock$/, ecosystem: 'pub', entry: /^ {2}(\w+):\n(?: {4}[^\n]*\n(?: {6}[^\n]*\n)*?)*? {4}version: "([^"\n]+)"/gm },
]

/** Names of lock files; they may be larger than code. */
export function isLockFile(path: string): boolean {
  return formOf(path) !== undefined
}

function formOf(path: string): Form | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!/lock|sum$|resolved$|shrinkwrap/.test(name)) return undefined
  return FORMS.find((one) => one.file.test(name))
}

/** Packages of a lock file for which `wanted` is true, in the order of the file; none where the form is not known. */
export function lockedIn(path: string, text: string, wanted: (name: string) => boolean): Locked[] {
  const form = formOf(path)
  if (!form) return []
  const found: Locked[] = []
  const seen = new Set<string>()
  let line = 1
  let from = 0
  for (const hit of text.matchAll(form.entry)) {
    const name = `${form.ecosystem}:${form.ecosystem === 'swift' ? hit[1]!.replace(':', '/') : hit[1]!}`
    if (seen.has(`${name} ${hit[2]}`) || !wanted(name)) continue
    seen.add(`${name} ${hit[2]}`)
    for (let at = text.indexOf('\n', from); at !== -1 && at < hit.index; at = text.indexOf('\n', at + 1)) {
      line++
      from = at + 1
    }
    found.push({ name, version: hit[2]!, line })
  }
  return found
}
