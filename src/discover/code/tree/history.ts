// Since when a vendor and a field are in the code, from git: the first commit that added the name by which each is known, in the files where it is found now. A collector: runs git, reads only.
import { spawn } from 'node:child_process'
import type { ScanResult, Vendor } from '../result.ts'

const AT_ONCE = 2
const MOST_FILES = 12

/** A result with `since` (the day of the commit, `2023-04-02`) for every vendor and field that git knows; unchanged where the tree is in no repository, without what lies behind a shallow clone. `lineAt` gives the text of a line, or null. */
export async function withHistory(
  result: ScanResult,
  root: string,
  lineAt: (path: string, line: number) => string | null,
  names: (vendor: string) => readonly string[],
): Promise<ScanResult> {
  if ((await git(root, ['rev-parse', '--is-inside-work-tree']))?.trim() !== 'true') return result
  const cut = await boundary(root)
  const jobs: (() => Promise<void>)[] = []
  const formerly = new Map<string, Promise<string[]>>()
  const everNamed = async (paths: readonly string[]): Promise<string[]> => {
    const before = await Promise.all(
      paths.map((path) => {
        const asked = formerly.get(path) ?? formerNames(root, path)
        formerly.set(path, asked)
        return asked
      }),
    )
    return [...new Set([...paths, ...before.flat()])]
  }
  const vendors = result.vendors.map((vendor) => ({
    ...vendor,
    fields: vendor.fields.map((field) => ({ ...field }) as Vendor['fields'][number] & { since?: string }),
  }))
  for (const vendor of vendors) {
    jobs.push(async () => {
      const needle = needleOf(vendor, lineAt, names(vendor.id))
      const paths = [...new Set(vendor.evidence.map((one) => one.path))].slice(0, MOST_FILES)
      const since = await first(root, needle, await everNamed(paths), cut)
      if (since) vendor.since = since
    })
    const asked = new Map<string, (typeof vendor.fields)[number][]>()
    for (const field of vendor.fields) {
      const last = field.property.slice(field.property.lastIndexOf('.') + 1)
      const key = `${field.path}\0${last}`
      asked.set(key, [...(asked.get(key) ?? []), field])
    }
    for (const [key, fields] of asked) {
      const [path = '', needle = ''] = key.split('\0')
      jobs.push(async () => {
        const since = await first(root, needle, await everNamed([path]), cut)
        if (since) for (const field of fields) field.since = since
      })
    }
  }
  let next = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < jobs.length) await jobs[next++]!()
    }),
  )
  return { ...result, vendors }
}

/** The vendor's name as its first evidence line writes it: the longest of its packages, hosts and settings that stands there. */
function needleOf(vendor: Vendor, lineAt: (path: string, line: number) => string | null, names: readonly string[]): string {
  const sorted = [...names].sort((a, b) => b.length - a.length)
  for (const one of vendor.evidence.slice(0, 10)) {
    const line = lineAt(one.path, one.line)
    const hit = line === null ? undefined : sorted.find((name) => line.includes(name))
    if (hit) return hit
  }
  return vendor.domain.split('.')[0]!
}

/** Names that a file had before, as git detects renames: newest first. */
async function formerNames(root: string, path: string): Promise<string[]> {
  const out = await git(root, ['log', '--follow', '--diff-filter=R', '--name-status', '--format=', '-z', '--', `:(literal)${path}`])
  // `R100`, the old name, the new one.
  const parts = (out ?? '').split('\0')
  return parts.flatMap((part, i) => (/^\n?R\d+$/.test(part) && parts[i + 1] ? [parts[i + 1]!] : []))
}

/** Where a shallow clone was cut off: what these commits seem to add may be far older. Empty for a whole history. */
async function boundary(root: string): Promise<ReadonlySet<string>> {
  if ((await git(root, ['rev-parse', '--is-shallow-repository']))?.trim() !== 'true') return new Set()
  return new Set(((await git(root, ['rev-list', '--max-parents=0', 'HEAD'])) ?? '').split('\n').filter((one) => one !== ''))
}

async function first(root: string, needle: string, paths: readonly string[], cut: ReadonlySet<string>): Promise<string | null> {
  if (needle === '' || paths.length === 0) return null
  const out = await git(root, ['log', '--reverse', '--format=%H %cs', `-S${needle}`, '--', ...paths.map((path) => `:(literal)${path}`)])
  const hit = /^([0-9a-f]+) (\d{4}-\d\d-\d\d)/.exec(out ?? '')
  return hit && !cut.has(hit[1]!) ? hit[2]! : null
}

/** Runs git without the repository's own hooks, pagers, filters or remotes; null where it fails. */
function git(root: string, args: readonly string[]): Promise<string | null> {
  return new Promise((done) => {
    const child = spawn(
      'git',
      [
        '-c',
        'core.fsmonitor=false',
        '-c',
        'core.hooksPath=/dev/null',
        '-c',
        'diff.external=',
        '--no-pager',
        '--no-optional-locks',
        ...args,
      ],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' },
      },
    )
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      if (text.length < 1 << 20) text += part
    })
    child.on('error', () => done(null))
    child.on('close', (code) => done(code === 0 ? text : null))
  })
}
