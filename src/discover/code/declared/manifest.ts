// Package manifests of all ecosystems: which packages are declared, where, and what the repository calls itself.
import { androidNames, type NativeName } from './android-manifest.ts'
import { isLockFile, type Locked, lockedIn } from './lock-file.ts'

export interface Declared {
  /** With ecosystem, as the catalogue knows it: `npm:mixpanel`, `maven:io.sentry:sentry`. */
  readonly name: string
  readonly line: number
  /** Declared for development only. */
  readonly dev: boolean
}

export interface Manifest {
  readonly packages: readonly Declared[]
  /** Names by which the project calls itself: package name, scope, module path, group id. */
  readonly names: readonly string[]
  /** Name with the house before it, where each part of a repository is called after what it is about: `acme/plugin-mailer`. */
  readonly inner?: string
  /** Addresses of the project's own site. */
  readonly sites: readonly string[]
  /** Name by which other packages of the repository import this one. */
  readonly workspace: string | null
  readonly aliases: readonly { prefix: string; targets: readonly string[] }[]
  /** Of an AndroidManifest. */
  readonly native?: readonly NativeName[]
  /** Of a lock file: packages that a card knows. */
  readonly locked?: readonly Locked[]
}

/** Names of the packages that a manifest declares or, of vendors, a lock file holds. */
export function namesIn(manifest: Manifest): string[] {
  return [...manifest.packages, ...(manifest.locked ?? [])].map((one) => one.name)
}

/** Reads one manifest by its file name; of a lock file only what `known` asks for. Never throws: what cannot be read declares nothing. */
export function readManifest(path: string, text: string, known: (name: string) => boolean): Manifest {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const none: Manifest = { packages: [], names: [], sites: [], workspace: null, aliases: [] }
  if (name === 'package.json') return packageJson(text) ?? none
  if (/^[jt]sconfig[\w.-]*\.json$/.test(name)) return { ...none, aliases: aliases(text) }
  if (name === 'composer.json') return composerJson(text) ?? none
  if (name === 'go.mod') return goMod(text)
  if (name === 'AndroidManifest.xml') return { ...none, native: androidNames(text) }
  if (isLockFile(name)) return { ...none, locked: lockedIn(name, text, known) }
  const found = byLines(name, text)
  return { ...none, packages: found, names: ownNames(name, text) }
}

// biome-ignore lint/suspicious/noExplicitAny: other people's JSON; each use checks what it takes.
function json(text: string): any {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    try {
      // Comments and final commas, as tsconfig files have them; strings are kept whole.
      return JSON.parse(text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '$1').replace(/,(\s*[}\]])/g, '$1'))
    } catch {
      return null
    }
  }
}

function lineOf(text: string, needle: string): number {
  const at = text.indexOf(needle)
  if (at < 0) return 1
  let line = 1
  for (let i = text.indexOf('\n'); i !== -1 && i < at; i = text.indexOf('\n', i + 1)) line++
  return line
}

function packageJson(text: string): Manifest | null {
  const data = json(text)
  if (data === null || typeof data !== 'object') return null
  const packages: Declared[] = []
  for (const [group, dev] of [
    ['dependencies', false],
    ['optionalDependencies', false],
    ['peerDependencies', false],
    ['devDependencies', true],
  ] as const) {
    const list = data[group]
    if (list === null || typeof list !== 'object') continue
    for (const name of Object.keys(list)) packages.push({ name: `npm:${name}`, line: lineOf(text, `"${name}"`), dev })
  }
  const name = typeof data.name === 'string' ? data.name : ''
  const repository = typeof data.repository === 'string' ? data.repository : data.repository?.url
  const sites = [data.homepage, data.author?.url, data.bugs?.url].filter(
    (one): one is string => typeof one === 'string' && !/github\.com|gitlab\.com/.test(one),
  )
  return {
    packages,
    names: [...name.replace('@', '').split('/'), ...forge(repository)].filter(Boolean),
    sites,
    workspace: name || null,
    // Node's own imports, and those of the package module-alias.
    aliases: [...aliasesOf(data.imports, '.'), ...aliasesOf(data._moduleAliases, '.').flatMap(withFolder)],
  }
}

function withFolder(one: { prefix: string; targets: string[] }): { prefix: string; targets: string[] }[] {
  return [one, { prefix: `${one.prefix}/*`, targets: one.targets.map((target) => `${target}/*`) }]
}

/** Owner and name of a repository address at a forge. */
export function forge(address: unknown): string[] {
  const hit =
    typeof address === 'string'
      ? /(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?(?:[/#].*)?$/.exec(address)
      : null
  return hit ? [hit[1]!, hit[2]!] : []
}

function aliases(text: string): { prefix: string; targets: string[] }[] {
  const options = json(text)?.compilerOptions
  const base = typeof options?.baseUrl === 'string' ? options.baseUrl : '.'
  const told = aliasesOf(options?.paths, base)
  // With a base, a bare name is looked for there first: `utils/mail` is src/utils/mail.
  return typeof options?.baseUrl === 'string' ? [...told, ...aliasesOf({ '*': ['*'] }, base)] : told
}

/** `{ "@/*": ["src/*"] }` with the folder that targets are counted from. Conditions, as package.json may have them, are read through to the path. */
function aliasesOf(paths: unknown, base: string): { prefix: string; targets: string[] }[] {
  const textsOf = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
  return Object.entries(paths ?? {}).map(([prefix, targets]) => ({
    prefix,
    targets: textsOf(targets).map((one) => `${base}/${one}`.replace(/^(?:\.\/)+/, '')),
  }))
}

function composerJson(text: string): Manifest | null {
  const data = json(text)
  if (data === null || typeof data !== 'object') return null
  const packages: Declared[] = []
  for (const [group, dev] of [
    ['require', false],
    ['require-dev', true],
  ] as const) {
    for (const name of Object.keys(data[group] ?? {})) packages.push({ name: `composer:${name}`, line: lineOf(text, `"${name}"`), dev })
  }
  const name = typeof data.name === 'string' ? data.name : ''
  return {
    packages,
    names: name.split('/').filter(Boolean),
    ...(name.includes('/') ? { inner: name } : {}),
    sites: [data.homepage].filter((one): one is string => typeof one === 'string'),
    workspace: null,
    aliases: [],
  }
}

function goMod(text: string): Manifest {
  const packages: Declared[] = []
  let module = ''
  text.split('\n').forEach((line, i) => {
    const own = /^module\s+(\S+)/.exec(line)
    if (own) module = own[1]!
    const hit = /^\s*(?:require\s+)?((?:[\w-]+\.)+[a-z]{2,}\/\S+)\s+v/.exec(line)
    if (hit && !line.includes('// indirect')) packages.push({ name: `go:${hit[1]}`, line: i + 1, dev: false })
  })
  const parts = module.split('/')
  return {
    packages,
    names: /github|gitlab|bitbucket/.test(parts[0] ?? '') ? parts.slice(1, 3) : parts.slice(0, 1),
    sites: [],
    workspace: module || null,
    aliases: [],
  }
}

const LINES: readonly { file: RegExp; ecosystem: string; line: RegExp; dev?: RegExp }[] = [
  {
    file: /requirements[\w.-]*\.(?:txt|in)$|\.(?:txt|in)$/,
    ecosystem: 'pypi',
    line: /^\s*([A-Za-z][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:[=<>!~;@]|$)/,
  },
  {
    file: /^(?:pyproject\.toml|Pipfile|setup\.(?:py|cfg))$/,
    ecosystem: 'pypi',
    line: /^\s*["']?([A-Za-z][\w.-]*)["']?\s*(?:\[[^\]]*\])?\s*(?:[=<>!~;@,"']|$)/,
    dev: /^\[.*(?:dev|test|lint|docs)/,
  },
  { file: /^Gemfile$/, ecosystem: 'gem', line: /^\s*gem\s+["']([\w-]+)["']/, dev: /^\s*group\s.*(?:test|development)/ },
  { file: /\.gemspec$/, ecosystem: 'gem', line: /add_(?:runtime_)?dependency\s*\(?\s*["']([\w-]+)["']/ },
  {
    file: /^build\.gradle/,
    ecosystem: 'maven',
    line: /(?:^|[{;])\s*(?:implementation|api|compile|runtimeOnly|\w+(?:[iI]mplementation|Api|RuntimeOnly))\b[^"';]*["']([\w.-]+:[\w.-]+)(?::[^"']*)?["']/,
  },
  // `implementation group: 'com.acme', name: 'sdk'`.
  {
    file: /^build\.gradle/,
    ecosystem: 'maven',
    line: /^\s*\w*(?:[iI]mplementation|api|compile|runtimeOnly)\b.*\bgroup\s*[:=]\s*["']([\w.-]+)["']\s*,\s*name\s*[:=]\s*["']([\w.-]+)["']/,
  },
  { file: /\.versions\.toml$/, ecosystem: 'maven', line: /(?:module\s*=\s*|=\s*)"([\w.-]+:[\w.-]+)(?::[^"]*)?"/ },
  // `{ group = "com.acme", name = "sdk", … }`.
  { file: /\.versions\.toml$/, ecosystem: 'maven', line: /\bgroup\s*=\s*"([\w.-]+)"\s*,\s*name\s*=\s*"([\w.-]+)"/ },
  { file: /^Podfile$/, ecosystem: 'pods', line: /^\s*pod\s+["']([\w/+-]+)["']/ },
  { file: /^Package\.swift$/, ecosystem: 'swift', line: /url:\s*"https:\/\/([^"]+?)(?:\.git)?"/ },
  { file: /^project\.pbxproj$/, ecosystem: 'swift', line: /\brepositoryURL\s*=\s*"https:\/\/([^"]+?)(?:\.git)?"/ },
  { file: /^pubspec\.yaml$/, ecosystem: 'pub', line: /^ {2}([a-z_]\w*):/, dev: /^dev_dependencies:/ },
  { file: /\.csproj$/, ecosystem: 'nuget', line: /PackageReference\s+Include="([\w.]+)"/ },
]

function byLines(name: string, text: string): Declared[] {
  if (name === 'pom.xml') return pom(text)
  const rules = LINES.filter((one) => one.file.test(name))
  const rule = rules[0]
  if (!rule) return []
  const found: Declared[] = []
  let dev = /(?:dev|test|lint|docs)/.test(name)
  const fileDev = dev
  text.split('\n').forEach((line, i) => {
    if (/^\s*(?:#|\/\/)/.test(line)) return
    if (/^(?:\[|\w+:$|\s*group\b|end\b)/.test(line)) dev = fileDev || (rule.dev?.test(line) ?? false)
    const hit = rule.line.exec(line) ?? rules[1]?.line.exec(line)
    if (hit)
      found.push({
        name: `${rule.ecosystem}:${hit.slice(1).join(':')}`,
        line: i + 1,
        dev: dev || /^\s*test|androidTest|^\s*debug/.test(line),
      })
  })
  return found
}

function pom(text: string): Declared[] {
  const found: Declared[] = []
  for (const hit of text.matchAll(/<dependency>([\s\S]{0,1500}?)<\/dependency>/g)) {
    const group = /<groupId>\s*([\w.-]+)/.exec(hit[1]!)?.[1]
    const artifact = /<artifactId>\s*([\w.-]+)/.exec(hit[1]!)?.[1]
    if (group && artifact)
      found.push({ name: `maven:${group}:${artifact}`, line: lineOf(text, hit[0]), dev: /<scope>\s*test/.test(hit[1]!) })
  }
  return found
}

function ownNames(name: string, text: string): string[] {
  if (name === 'pom.xml') {
    // What it is built from and with is somebody else's.
    const own = text.replace(/<(dependencies|dependencyManagement|build|profiles|reporting)>[\s\S]*?<\/\1>/g, '')
    const group = /<groupId>\s*([\w.-]+)/.exec(own)?.[1] ?? ''
    const artifact = /<artifactId>\s*([\w.-]+)/.exec(own.replace(/<parent>[\s\S]*?<\/parent>/, ''))?.[1] ?? ''
    return [...group.split('.').filter((one) => one.length > 3), artifact].filter(
      (one) => one !== '' && !/^(?:github|spring|boot)/.test(one),
    )
  }
  const toml = name === 'pyproject.toml' ? /^name\s*=\s*["']([\w.-]+)["']/m.exec(text) : null
  if (toml) return [toml[1]!]
  const android = /^build\.gradle/.test(name) ? /(?:applicationId|namespace)\s*=?\s*["']([\w.]+)["']/.exec(text) : null
  return android ? android[1]!.split('.').filter((one) => one.length > 3) : []
}
