// Walks source trees: the only file here that touches the disk. Never follows a link, never reads what is not a regular file, and says what it left out and why.
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { LIMITS } from '../../../core/limits.ts'
import { isLockFile } from '../declared/lock-file.ts'
import { type Lang, langOf, type Role, roleOf } from '../kinds.ts'
import { type IgnoreRule, ignored, ignoreRules } from './ignore.ts'

export interface Found {
  /** Relative to the root, with '/'. */
  readonly path: string
  readonly lang: Lang
  readonly role: Role
  /** By which a cache knows it again. */
  readonly state: { readonly size: number; readonly mtimeMs: number; readonly ctimeMs: number; readonly ino: number }
}

export interface Skipped {
  readonly path: string
  readonly why: string
}

export interface Tree {
  readonly root: string
  readonly seen: number
  readonly files: readonly Found[]
  readonly skipped: Skipped[]
}

const NEVER = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  'venv',
  '__pycache__',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.turbo',
  '.yarn',
  '.gradle',
  '.idea',
  '.tox',
  '.mypy_cache',
  '.terraform',
  'bower_components',
  'site-packages',
  '.cache',
  'coverage',
  'DerivedData',
])

/** Lists what can be read under `root`, `below` being the paths given (relative, '' for all). Sorted by path, so that every later step has one order. */
export function walk(root: string, below: readonly string[]): Tree {
  const files: Found[] = []
  const skipped: Skipped[] = []
  let seen = 0
  const folder = (path: string, rules: readonly IgnoreRule[], depth: number): void => {
    if (depth > LIMITS.scanDepth) return void skipped.push({ path, why: `deeper than ${LIMITS.scanDepth} folders` })
    let entries: import('node:fs').Dirent[]
    try {
      entries = readdirSync(join(root, path), { withFileTypes: true })
    } catch (error) {
      return void skipped.push({ path: path || '.', why: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})` })
    }
    const base = path === '' ? '' : `${path}/`
    const own = entries.some((entry) => entry.name === '.gitignore' && entry.isFile())
      ? [...rules, ...ignoreRules(readText(root, `${base}.gitignore`) ?? '', base)]
      : rules
    entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const inner = base + entry.name
      if (entry.isSymbolicLink()) skipped.push({ path: inner, why: 'a link is not followed' })
      else if (entry.isDirectory()) {
        if (NEVER.has(entry.name) || ignored(own, inner, true)) continue
        folder(inner, own, depth + 1)
      } else if (entry.isFile()) {
        if (ignored(own, inner, false)) continue
        seen++
        if (seen > LIMITS.scanFiles) continue
        one(inner)
      }
    }
  }
  const one = (path: string): void => {
    const lang = langOf(path)
    if (lang === 'none') return
    const stat = lstatSync(join(root, path), { throwIfNoEntry: false })
    if (!stat?.isFile()) return
    if (stat.size > mostOf(path)) return void skipped.push({ path, why: `larger than ${mostOf(path)} bytes` })
    files.push({ path, lang, role: roleOf(path), state: { size: stat.size, mtimeMs: stat.mtimeMs, ctimeMs: stat.ctimeMs, ino: stat.ino } })
  }
  for (const path of below) {
    const stat = lstatSync(join(root, path), { throwIfNoEntry: false })
    if (stat?.isDirectory()) folder(path, [], 0)
    else if (stat?.isFile()) {
      seen++
      one(path)
    }
  }
  if (seen > LIMITS.scanFiles) skipped.push({ path: '.', why: `more than ${LIMITS.scanFiles} files` })
  files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  return { root, seen, files, skipped }
}

function mostOf(path: string): number {
  return isLockFile(path) || path.endsWith('project.pbxproj') ? LIMITS.scanLock : LIMITS.scanFile
}

let shared = Buffer.allocUnsafe(1 << 16)

/** Text of a file, invalid UTF-8 replaced; null where it cannot be read. Opened without following a link, so that a file swapped for one after the walk is not read either. */
export function readText(root: string, path: string): string | null {
  let fd: number
  try {
    fd = openSync(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return null
  }
  try {
    const stat = fstatSync(fd)
    if (!stat.isFile() || stat.size > mostOf(path)) return null
    if (shared.length < stat.size) shared = Buffer.allocUnsafe(stat.size * 2)
    let length = 0
    for (;;) {
      const got = readSync(fd, shared, length, stat.size - length, null)
      if (got === 0) break
      length += got
      if (length >= stat.size) break
    }
    if (shared.subarray(0, Math.min(length, 8192)).includes(0)) return null
    return shared.toString('utf8', 0, length)
  } catch {
    return null
  } finally {
    closeSync(fd)
  }
}

/** Machine-made text that holds no facts worth the time: very long lines throughout. Returns why, or null. */
export function machineMade(text: string): string | null {
  if (text.length < 5_000) return null
  const head = text.length > 65_536 ? text.slice(0, 65_536) : text
  let lines = 1
  for (let i = head.indexOf('\n'); i !== -1; i = head.indexOf('\n', i + 1)) lines++
  return head.length / lines > 400 ? 'minified or generated' : null
}
