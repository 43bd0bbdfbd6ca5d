// What the house rules read: the files of the repository, or a handful of invented ones. A rule sees only this, so that each can be shown a tree that breaks it.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

export interface Tree {
  /** Paths of the repository's own files, sorted, with `/`. */
  readonly paths: readonly string[]
  /** Text of a file, also of one that is not the repository's own (an installed package); throws where there is none. */
  text(path: string): string
  exists(path: string): boolean
  /** Paths of all files in a folder, also of one that is not the repository's own. */
  under(folder: string): readonly string[]
}

/** A rule of the house. `check` gives one line for each breach, `path:line: what`. */
export interface Rule {
  readonly name: string
  readonly check: (tree: Tree) => string[]
  /** Trees that break it, with what the rule must say of each: the proof that it can fail. */
  readonly breaks: readonly { readonly files: Readonly<Record<string, string>>; readonly says: RegExp }[]
  /** Trees in which nothing is wrong, though they look a little like it. */
  readonly holds?: readonly Readonly<Record<string, string>>[]
}

/** Files that git knows or would add; what others have not committed yet counts, so that they see it before they do. */
export function repository(root: string): Tree {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const paths = [...new Set(listed.split('\0'))]
    .filter((path) => path && existsSync(join(root, path)) && statSync(join(root, path)).isFile())
    .sort()
  const texts = new Map<string, string>()
  return {
    paths,
    exists: (path) => existsSync(join(root, path)),
    under: (folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(root, join(entry.parentPath, entry.name))),
    text(path) {
      let text = texts.get(path)
      if (text === undefined) {
        text = readFileSync(join(root, path), 'utf8')
        texts.set(path, text)
      }
      return text
    },
  }
}

/** An invented tree. A folder exists where a file in it does. */
export function invented(files: Readonly<Record<string, string>>): Tree {
  const paths = Object.keys(files).sort()
  return {
    paths,
    under: (folder) => paths.filter((path) => path.startsWith(`${folder}/`)),
    exists: (path) => paths.some((one) => one === path || one.startsWith(`${path}/`)),
    text(path) {
      const text = files[path]
      if (text === undefined) throw new Error(`no ${path} in this tree`)
      return text
    },
  }
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

export const isCode = (path: string): boolean => /\.(ts|tsx|mts|js|mjs)$/.test(path) && !/(^|\/)golden\//.test(path)
export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('test/')
