// Build pipelines: which code of others runs in them (actions, orbs, pipes, included pipelines), pinned by hash or not, and which of our keys it is handed. Such code handles no data about people, but a key is a key.
import { below, child, type Node, outlineOf } from './outline.ts'

export interface Step {
  /** `codecov/codecov-action`, `orb:codecov/codecov`, an address. */
  readonly uses: string
  readonly version: string
  /** Nobody can change what runs under this version. */
  readonly pinned: boolean
  /** Names of secrets; `*`: all that the pipeline has. */
  readonly keys: readonly { readonly name: string; readonly line: number }[]
  readonly line: number
}

export interface Pipeline {
  readonly steps: readonly Step[]
  /** All secrets that the file names, handed to others or not. */
  readonly secrets: readonly { readonly name: string; readonly line: number }[]
}

const PATHS =
  /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.github\/actions\/(?:[^/]+\/)*action\.ya?ml|action\.ya?ml|\.circleci\/config\.ya?ml|(?:[\w.-]+\/)?\.gitlab-ci\.ya?ml|\.gitlab\/ci\/.*\.ya?ml|bitbucket-pipelines\.ya?ml)$/

/** Is a file, by its path from the root, a pipeline that this reads? */
export function isPipeline(path: string): boolean {
  return PATHS.test(path)
}

/** Reads one pipeline by its path. Never throws. */
export function readPipeline(path: string, text: string): Pipeline {
  const root = outlineOf(text)
  if (path.includes('.circleci/')) return { steps: circle(root), secrets: [] }
  if (path.includes('gitlab')) return { steps: gitlab(root), secrets: [] }
  if (path.includes('bitbucket')) return { steps: bitbucket(root), secrets: [] }
  return { steps: github(root), secrets: distinct([...below(root)].flatMap((one) => secretsIn(one))) }
}

const HASH = /^[0-9a-f]{40,64}$/

function github(root: Node): Step[] {
  const steps: Step[] = []
  const visit = (node: Node, given: ReadonlyMap<string, readonly string[]>): void => {
    const here = new Map(given)
    for (const one of child(node, 'env')?.children ?? [])
      here.set(
        one.key,
        secretsIn(one).map((two) => two.name),
      )
    const uses = child(node, 'uses')
    const hit = uses ? /^(?!\.{1,2}\/)([\w.-]+\/[\w.-]+)((?:\/[\w.-]+)*)@(\S+)$/.exec(uses.value) : null
    const image = uses ? /^docker:\/\/([^@\s]+?)(?:@(sha256:[0-9a-f]{64})|:([\w.-]+))?$/.exec(uses.value) : null
    if (uses && (hit || image)) {
      const own = [child(node, 'with'), child(node, 'env'), child(node, 'secrets')].flatMap((one) => (one ? [...below(one)] : []))
      const keys = own.flatMap((one) => [...secretsIn(one), ...(one.key === 'env' ? [] : readFrom(one, here))])
      // What a job's `env` holds is there for every step of it, but not for another workflow that it calls.
      const calls = hit?.[2]?.startsWith('/.github/workflows/') ?? false
      const around = [...(calls ? [] : given)].flatMap(([, names]) => names.map((name) => ({ name, line: uses.line })))
      if (child(node, 'secrets')?.value === 'inherit') keys.push({ name: '*', line: child(node, 'secrets')!.line })
      const version = hit ? hit[3]! : (image![2] ?? image![3] ?? 'latest')
      steps.push({
        uses: hit ? hit[1]! : `docker:${image![1]}`,
        version,
        pinned: HASH.test(version.replace('sha256:', '')),
        keys: distinct([...keys, ...around]),
        line: uses.line,
      })
    }
    for (const one of node.children) if (one.key !== 'with' && one.key !== 'env') visit(one, here)
  }
  visit(root, new Map())
  return steps
}

/** Secrets in a value: `${{ secrets.X }}`, `${{ github.token }}`. */
function secretsIn(node: Node): { name: string; line: number }[] {
  return [...node.value.matchAll(/\bsecrets(?:\.(\w+)|\[\s*['"](\w+)['"]\s*\])|\bgithub\.token\b/g)].map((hit) => ({
    name: hit[1] ?? hit[2] ?? 'GITHUB_TOKEN',
    line: node.line,
  }))
}

/** `${{ env.X }}` where X was given a secret further out. */
function readFrom(node: Node, given: ReadonlyMap<string, readonly string[]>): { name: string; line: number }[] {
  return [...node.value.matchAll(/\benv\.(\w+)/g)].flatMap((hit) => (given.get(hit[1]!) ?? []).map((name) => ({ name, line: node.line })))
}

/** An orb's version of three numbers can never be published again; a shorter one moves. */
function circle(root: Node): Step[] {
  const orbs = new Map((child(root, 'orbs')?.children ?? []).map((one) => [one.key, one]))
  const keys = new Map<string, { name: string; line: number }[]>()
  for (const one of below(root)) {
    const alias = /^([\w.-]+)\/[\w.-]+$/.exec(one.key)?.[1]
    if (!alias || !orbs.has(alias)) continue
    const given = [...below(one)].flatMap((two) => variablesIn(two))
    keys.set(alias, [...(keys.get(alias) ?? []), ...given])
  }
  return [...orbs].flatMap(([alias, one]): Step[] => {
    const hit = /^([\w-]+\/[\w-]+)@(\S+)$/.exec(one.value)
    if (!hit) return []
    return [
      {
        uses: `orb:${hit[1]}`,
        version: hit[2]!,
        pinned: /^\d+\.\d+\.\d+$/.test(hit[2]!),
        keys: distinct(keys.get(alias) ?? []),
        line: one.line,
      },
    ]
  })
}

/** `$ACME_TOKEN`, or the name of a variable in a parameter that takes one: `token: ACME_TOKEN`. */
function variablesIn(node: Node): { name: string; line: number }[] {
  const found = [...node.value.matchAll(/\$\{?([A-Z][A-Z0-9_]+)\}?/g)].map((hit) => hit[1]!)
  if (/token|key|secret|password|dsn/i.test(node.key) && /^[A-Z][A-Z0-9_]+$/.test(node.value)) found.push(node.value)
  return found.filter((name) => /KEY|TOKEN|SECRET|PASS|DSN|AUTH/.test(name)).map((name) => ({ name, line: node.line }))
}

/** Included pipelines of others; every variable of the pipeline is theirs to read, so only what is handed by name is listed. */
function gitlab(root: Node): Step[] {
  const include = child(root, 'include')
  if (!include) return []
  return include.children.flatMap((item): Step[] => {
    const part = child(item, 'component') ?? child(item, 'remote') ?? (/^https?:/.test(item.value) ? item : undefined)
    if (!part || /^\$CI_SERVER/.test(part.value)) return []
    const component = /^([\w./-]+)@(\S+)$/.exec(part.value)
    const keys = [...below(item)].flatMap((one) => variablesIn(one))
    const version = component?.[2] ?? child(item, 'integrity')?.value ?? ''
    return [
      {
        uses: component?.[1] ?? part.value,
        version,
        pinned: HASH.test(version) || version.startsWith('sha256-'),
        keys: distinct(keys),
        line: part.line,
      },
    ]
  })
}

function bitbucket(root: Node): Step[] {
  return [...below(root)].flatMap((item): Step[] => {
    const pipe = child(item, 'pipe')
    const hit = pipe ? /^(?:docker:\/\/)?([\w.-]+\/[\w.-]+)(?:@(sha256:\S+)|:(\S+))?$/.exec(pipe.value) : null
    if (!pipe || !hit) return []
    const keys = [...below(item)].flatMap((one) => variablesIn(one))
    return [
      { uses: `pipe:${hit[1]}`, version: hit[2] ?? hit[3] ?? '', pinned: hit[2] !== undefined, keys: distinct(keys), line: pipe.line },
    ]
  })
}

function distinct<T extends { readonly name: string }>(list: readonly T[]): T[] {
  return [...new Map(list.toReversed().map((one) => [one.name, one])).values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
