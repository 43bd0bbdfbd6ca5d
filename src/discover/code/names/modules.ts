// Which file an import means: relative paths, path aliases, workspace packages, Python packages, Java classes, Go folders. By the list of paths alone.
import { posix } from 'node:path'
import type { Lang } from '../kinds.ts'

export interface Alias {
  /** Folder of the tsconfig, '' or ending in '/'. */
  readonly base: string
  /** `@/*` → prefix `@/`. */
  readonly prefix: string
  readonly targets: readonly string[]
}

export interface Workspace {
  readonly name: string
  /** Folder of its manifest, '' or ending in '/'. */
  readonly folder: string
}

const JS_ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '.vue',
  '.svelte',
  '.astro',
  '/index.ts',
  '/index.tsx',
  '/index.js',
  '/index.jsx',
  '/index.mjs',
  '/src/index.ts',
  '/src/index.tsx',
  '/src/index.js',
]

export class Modules {
  readonly #paths: ReadonlySet<string>
  readonly #aliases: readonly Alias[]
  readonly #workspaces: readonly Workspace[]
  readonly #goModules: readonly Workspace[]
  readonly #names: ReadonlySet<string>
  /** Last two path parts without ending → paths, for Python and Java. */
  readonly #tails = new Map<string, string[]>()
  /** Names of all folders with scripts. */
  readonly #folders = new Set<string>()
  /** An import means the same for all files of a folder. */
  readonly #known = new Map<string, readonly string[]>()

  constructor(paths: readonly string[], aliases: readonly Alias[], workspaces: readonly Workspace[], goModules: readonly Workspace[]) {
    this.#paths = new Set(paths)
    this.#aliases = [...aliases].sort((a, b) => b.base.length - a.base.length || b.prefix.length - a.prefix.length)
    this.#workspaces = [...workspaces].sort((a, b) => b.name.length - a.name.length)
    this.#names = new Set(workspaces.map((one) => one.name))
    this.#goModules = [...goModules].sort((a, b) => b.name.length - a.name.length)
    for (const path of paths) {
      if (/\.(?:[cm]?[jt]sx?|vue|svelte)$/.test(path)) for (const one of path.split('/').slice(0, -1)) this.#folders.add(one)
      const stem = /\.(?:py|java|kt|php|rb)$/.test(path) ? path.replace(/\/__init__\.py$/, '').replace(/\.\w+$/, '') : null
      if (stem === null) continue
      const last = stem.slice(stem.lastIndexOf('/') + 1)
      const key = path.endsWith('.rb') ? `${plainOf(last)}.rb` : last
      const list = this.#tails.get(key)
      if (list) list.push(path)
      else this.#tails.set(key, [path])
    }
  }

  /** Paths of the files an import stands for; empty: not the company's own. */
  resolve(from: string, module: string, lang: Lang): readonly string[] {
    switch (lang) {
      case 'js':
      case 'markup': {
        const key = `${posix.dirname(from)}\0${module}`
        let known = this.#known.get(key)
        if (!known) {
          const found = this.#js(from, module)
          known = found === null ? [] : [found]
          this.#known.set(key, known)
        }
        return known
      }
      case 'python':
        return this.#python(from, module)
      case 'java':
      case 'kotlin':
        return this.#tail(module.replaceAll('.', '/'), module.slice(module.lastIndexOf('.') + 1))
      case 'php': {
        // PSR-4: the first part of the name stands for a folder of another name.
        const parts = module.split('\\').slice(1)
        return parts.length >= 2 || /^App\\/.test(module)
          ? this.#tail(`/${parts.join('/')}`.slice(parts.length >= 2 ? 1 : 0), parts.at(-1) ?? '')
          : []
      }
      case 'ruby':
        return this.#ruby(from, module)
      case 'go': {
        const folder = this.goFolder(module)
        return folder === null ? [] : this.beside(`${folder}.go`)
      }
      default:
        return []
    }
  }

  /** Folder of a Go import that lies in this repository; null otherwise. */
  goFolder(module: string): string | null {
    for (const one of this.#goModules) {
      if (module === one.name) return one.folder
      if (module.startsWith(`${one.name}/`)) return `${one.folder}${module.slice(one.name.length + 1)}/`
    }
    return null
  }

  /** Paths that end so: `config/services.php`. */
  named(end: string): readonly string[] {
    const found: string[] = []
    for (const path of this.#paths) if (path === end || path.endsWith(`/${end}`)) found.push(path)
    return found
  }

  /** Go files of the same folder: one package, which needs no import within itself. */
  beside(path: string): readonly string[] {
    const folder = posix.dirname(path)
    let found = this.#known.get(`\0${folder}`)
    if (!found) {
      found = [...this.#paths].filter((one) => one.endsWith('.go') && !one.endsWith('_test.go') && posix.dirname(one) === folder)
      this.#known.set(`\0${folder}`, found)
    }
    return found
  }

  /** The workspace package an import names, whether or not its file is found. */
  isWorkspace(module: string): boolean {
    return this.#names.has(module) || this.#names.has(module.split('/', module.startsWith('@') ? 2 : 1).join('/'))
  }

  /** Is there a file at this path? */
  has(path: string): boolean {
    return this.#paths.has(path)
  }

  #js(from: string, module: string): string | null {
    if (module.startsWith('.')) return this.#file(posix.normalize(posix.join(posix.dirname(from), module)))
    for (const alias of this.#aliases) {
      if (!from.startsWith(alias.base)) continue
      const wild = alias.prefix.endsWith('*')
      const prefix = wild ? alias.prefix.slice(0, -1) : alias.prefix
      if (wild ? !module.startsWith(prefix) : module !== prefix) continue
      for (const target of alias.targets) {
        const found = this.#file(posix.normalize(alias.base + target.replace('*', wild ? module.slice(prefix.length) : '')))
        if (found) return found
      }
    }
    for (const one of this.#workspaces) {
      if (module !== one.name && !module.startsWith(`${one.name}/`)) continue
      const rest = module.slice(one.name.length + 1)
      const found =
        rest === ''
          ? this.#file(one.folder.slice(0, -1))
          : (this.#file(one.folder + rest) ?? this.#file(`${one.folder}src/${rest}`) ?? this.#file(`${one.folder}app/${rest}`))
      if (found) return found
    }
    const bare = /^(?:@|~|~~|\$lib|#|src|app|lib)\//.exec(module)
    const own = bare ? null : /^[@~#]?([\w-]+)\/./.exec(module)
    // Tools may be told to look in a folder of their own; a module of ours begins with the name of one of our folders.
    if (!bare && !(own && this.#folders.has(own[1]!))) return null
    const rest = module.slice(bare ? bare[0].length : /^[@~#]/.test(module) ? 1 : 0)
    const tries = own
      ? [`src/${rest}`, `app/${rest}`, rest]
      : /^\w/.test(bare![0])
        ? [module, `src/${module}`]
        : [
            `src/${rest}`,
            rest,
            `app/${rest}`,
            `src/lib/${rest}`,
            `resources/js/${rest}`,
            `resources/${rest}`,
            `client/${rest}`,
            `frontend/${rest}`,
          ]
    // From the nearest folder upwards, so that the package the file lies in wins.
    for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
      for (const one of tries) {
        const found = this.#file(folder === '.' ? one : `${folder}/${one}`)
        if (found) return found
      }
      if (folder === '.' || folder === '/') return null
    }
  }

  #file(path: string): string | null {
    if (path.startsWith('..')) return null
    for (const ending of JS_ENDINGS) if (this.#paths.has(path + ending)) return path + ending
    // `./x.js` names x.ts in TypeScript.
    const stem = path.replace(/\.[mc]?jsx?$/, '')
    if (stem !== path) for (const ending of ['.ts', '.tsx', '.mts']) if (this.#paths.has(stem + ending)) return stem + ending
    return null
  }

  #python(from: string, module: string): readonly string[] {
    if (module.startsWith('.')) {
      const up = /^\.+/.exec(module)![0].length
      let folder = posix.dirname(from)
      for (let i = 1; i < up; i++) folder = posix.dirname(folder)
      const inner = posix.normalize(`${folder}/${module.slice(up).replaceAll('.', '/')}`).replace(/\/$/, '')
      return [`${inner}.py`, `${inner}/__init__.py`].filter((path) => this.#paths.has(path))
    }
    const path = module.replaceAll('.', '/')
    return this.#tail(path, path.slice(path.lastIndexOf('/') + 1))
  }

  /** As Rails loads classes: `Billing::TaxRate` stands in billing/tax_rate.rb, a class named within a module in the module's folder. */
  #ruby(from: string, module: string): readonly string[] {
    const parts = module.split('::').map(plainOf)
    const list = this.#tails.get(`${parts.at(-1)}.rb`) ?? []
    if (list.length === 0) return []
    const wanted = `/${parts.join('/')}`
    const found = list.filter((one) => plainOf(`/${one.slice(0, -3)}`).endsWith(wanted))
    if (found.length < 2) return found
    const folder = `${posix.dirname(from)}/`
    const inner = `${from.slice(0, -3)}/`
    const near = found.filter((one) => one.startsWith(inner) || `${posix.dirname(one)}/` === folder)
    return (near.length > 0 ? near : found).slice(0, 3)
  }

  #tail(path: string, last: string): readonly string[] {
    const list = this.#tails.get(last) ?? []
    if (!path.includes('/')) return list.filter((one) => one === `${path}.py` || one === `${path}/__init__.py`)
    return list.filter((one) => `/${one.replace(/\/__init__\.py$/, '').replace(/\.\w+$/, '')}`.endsWith(`/${path}`))
  }
}

/** A name of a Ruby class or file without what the two spell differently. */
function plainOf(name: string): string {
  return name.toLowerCase().replaceAll('_', '')
}
