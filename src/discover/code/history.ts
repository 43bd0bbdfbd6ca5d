// Since when a vendor and a field are in the code, from git: the first commit that added the name by which each is known, in the files where it is found now. A collector: runs git, reads only.
import { spawn } from 'node:child_process'
import type { ScanResult, Vendor } from './result.ts'

const AT_ONCE = 2
const MOST_FILES = 12

/** A result with `since` (the day of the commit, `2023-04-02`) for every vendor and field that git knows; unchanged where the tree is in no repository. `lineAt` gives the text of a line, or null. */
export async function withHistory(
  result: ScanResult,
  root: string,
  lineAt: (path: string, line: number) => string | null,
  names: (vendor: string) => readonly string[],
): Promise<ScanResult> {
  if ((await git(root, ['rev-parse', '--is-inside-work-tree']))?.trim() !== 'true') return result
  const jobs: (() => Promise<void>)[] = []
  const vendors = result.vendors.map((vendor) => ({
    ...vendor,
    fields: vendor.fields.map((field) => ({ ...field }) as Vendor['fields'][number] & { since?: string }),
  }))
  for (const vendor of vendors) {
    jobs.push(async () => {
      const needle = needleOf(vendor, lineAt, names(vendor.id))
      const since = await first(root, needle, [...new Set(vendor.evidence.map((one) => one.path))].slice(0, MOST_FILES))
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
        const since = await first(root, needle, [path])
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

async function first(root: string, needle: string, paths: readonly string[]): Promise<string | null> {
  if (needle === '' || paths.length === 0) return null
  const out = await git(root, ['log', '--reverse', '--format=%cs', `-S${needle}`, '--', ...paths.map((path) => `:(literal)${path}`)])
  return /^\d{4}-\d\d-\d\d/.exec(out ?? '')?.[0] ?? null
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
