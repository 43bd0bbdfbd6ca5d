// A scan from beginning to end: probe every file, parse the few that matter, follow what vendors are handed to its callers, weigh, answer. Pure but for the reader it is handed.
import { createHash } from 'node:crypto'
import type { Card } from '../../catalog/card.ts'
import { answerOf } from './answer/answer.ts'
import { buildFields, builtConstants } from './declared/build-fields.ts'
import { isLockFile } from './declared/lock-file.ts'
import { forge, type Manifest, namesIn, readManifest } from './declared/manifest.ts'
import type { Known } from './finding.ts'
import type { Input, InputFile, Scan } from './input.ts'
import type { Unit } from './ir.ts'
import type { Kept } from './kept/cache.ts'
import { foundAlike, type Past } from './kept/past.ts'
import type { Lang } from './kinds.ts'
import { type KeptLink, linkBytes, linkOf } from './link/kept-link.ts'
import { KeptTree, type Now } from './link/kept-tree.ts'
import { Link } from './link/link.ts'
import { isReady } from './lower/grammars.ts'
import { lower } from './lower/index.ts'
import { nestedTooDeeply } from './lower/nesting.ts'
import { type Alias, Modules, type Workspace } from './names/modules.ts'
import { type Pipeline, readPipeline } from './pipeline/pipeline.ts'
import { companyNames, ownDomains } from './tree/company.ts'
import { probe } from './tree/probe.ts'
import { givenPattern } from './vendors/given-methods.ts'
import { libraryOwners } from './vendors/owners.ts'

export type { Input, InputFile, Scan } from './input.ts'

/** Text kept in memory for the second look; beyond it files are read again. */
const KEEP_CHARACTERS = 40 * 1024 * 1024

export function scan(input: Input): Scan {
  const begun = begin(input)
  return begun.again() ?? begun.relink() ?? begun.finish()
}

/** A scan that has had its first look at every file. */
export interface Begun {
  /** Files that are not as an earlier scan knew them. */
  readonly changed: readonly InputFile[]
  /** The earlier answer, where what changed says the same as before. Needs the grammars of what changed. */
  readonly again: () => Scan | null
  /** The answer worked out anew from what changed and what that reaches; null where no earlier scan can be gone by. Needs the grammars of what changed. */
  readonly relink: () => Scan | null
  /** Everything anew. Needs the grammars of all files. */
  readonly finish: () => Scan
}

export function begin(input: Input): Begun {
  const run = new Run(input)
  run.manifests()
  run.probe()
  return {
    changed: run.changed,
    again: () => run.again(),
    relink: () => (run.relink() ? run.finish() : null),
    finish: () => {
      run.link(null)
      return run.finish()
    },
  }
}

class Run {
  readonly #input: Input
  readonly #skipped: { path: string; why: string }[]
  readonly #texts = new Map<string, string>()
  #kept = 0
  readonly #imports = new Map<string, { imports: readonly string[]; lang: Lang }>()
  readonly #manifests = new Map<string, Manifest>()
  readonly #pipelines = new Map<string, Pipeline>()
  readonly #toParse: InputFile[] = []
  #modules!: Modules
  #own!: (domain: string) => boolean
  #built!: ReturnType<typeof builtConstants>
  #declared!: ReadonlySet<string>
  #cardOf!: (module: string) => Card | null
  /** Names by which code calls declared libraries without saying whose they are. */
  #names: RegExp | null = null
  readonly #deep = new Set<string>()
  /** Files that an earlier scan knew otherwise or not at all. */
  readonly changed: InputFile[] = []
  readonly #looks = new Map<string, Kept>()
  #globals: ReadonlySet<string> = new Set()
  #link!: Link
  /** What an earlier scan went through, where it is gone by. */
  #tree: KeptTree | null = null
  #past: { past: Past; answer: () => Scan | null } | null = null
  #base = ''
  /** Is only parsed what some thread has the parser for? */
  #asReady = false

  constructor(input: Input) {
    this.#input = input
    this.#skipped = [...input.skipped]
  }

  #text(path: string): string | null {
    const kept = this.#texts.get(path)
    if (kept !== undefined) return kept
    const text = this.#input.read(path)
    if (typeof text === 'string') {
      if (this.#kept + text.length < KEEP_CHARACTERS) {
        this.#texts.set(path, text)
        this.#kept += text.length
      }
      return text
    }
    return null
  }

  manifests(): void {
    const names: string[] = [...this.#input.names]
    const sites: string[] = []
    const aliases: Alias[] = []
    const workspaces: Workspace[] = []
    const goModules: Workspace[] = []
    const fields: [string, string][] = []
    const texts: string[] = []
    for (const file of this.#input.files) {
      if (file.lang === 'pipeline') {
        const text = this.#text(file.path) ?? ''
        texts.push(text)
        this.#pipelines.set(file.path, readPipeline(file.path, text))
      }
      if (file.lang !== 'manifest') continue
      // A lock file may be large, and is asked for once.
      const given = isLockFile(file.path) ? this.#input.read(file.path) : this.#text(file.path)
      const text = typeof given === 'string' ? given : null
      const manifest = text === null ? null : readManifest(file.path, text, (name) => this.#input.catalog.byPackage(name) !== null)
      if (text !== null) fields.push(...buildFields(file.path, text))
      texts.push(manifest?.locked ? JSON.stringify(manifest.locked) : (text ?? ''))
      if (manifest === null) continue
      this.#manifests.set(file.path, manifest)
      if (file.role === 'test' || file.role === 'copy') continue
      const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1)
      const depth = folder.split('/').length
      if (depth <= 3) names.push(...companyNames(manifest, depth > 1))
      if (depth <= 2) sites.push(...manifest.sites)
      for (const one of manifest.aliases) aliases.push({ base: folder, prefix: one.prefix, targets: one.targets })
      if (manifest.workspace) (file.path.endsWith('go.mod') ? goModules : workspaces).push({ name: manifest.workspace, folder })
    }
    names.push(...forge(this.#input.root))
    this.#own = ownDomains(this.#input.domains, names, sites)
    this.#modules = new Modules(
      this.#input.files.map((one) => one.path),
      aliases,
      workspaces,
      goModules,
    )
    this.#input.cache?.open(this.#cacheKey(names))
    if (this.#input.cache) {
      this.#base = this.#baseOf([this.#input.cache.stamp, ...texts])
      this.#past = this.#input.cache.past()
    }
    this.#built = builtConstants(fields)
    this.#declared = new Set([...this.#manifests.values()].flatMap((one) => namesIn(one)))
    this.#cardOf = libraryOwners(this.#input.catalog, this.#declared)
    this.#names = givenPattern(this.#input.catalog, this.#declared)
  }

  /** What a first look depends on besides the file, the catalogue and the code: the company's names, the packages declared. */
  #cacheKey(names: readonly string[]): string {
    const manifests = [...this.#manifests].map(([path, one]) => [path, one.workspace, namesIn(one)])
    return JSON.stringify([names, this.#input.domains, manifests])
  }

  probe(): void {
    const globals = new Set(this.#input.catalog.cards.filter((card) => !this.#own(card.domain)).flatMap((card) => card.globals))
    this.#globals = globals
    const total = this.#input.files.length
    for (const [i, file] of this.#input.files.entries()) {
      this.#input.progress?.(i, total)
      if (file.lang === 'manifest' || file.lang === 'pipeline') continue
      const seen = this.#probed(file, globals)
      this.#looks.set(file.path, seen)
      if (seen.skipped !== null) {
        this.#skipped.push({ path: file.path, why: seen.skipped })
        continue
      }
      this.#imports.set(file.path, { imports: seen.imports, lang: file.lang })
      if (seen.parse) this.#toParse.push(file)
    }
  }

  /** The first look at one file, or what an earlier scan kept of it. */
  #probed(file: InputFile, globals: ReadonlySet<string>): Kept {
    const state = file.state ? { ...file.state, path: file.path } : null
    const cache = state ? this.#input.cache : undefined
    const before = state && cache?.look(state)
    if (before) return before
    const given = this.#input.read(file.path)
    const same = state && typeof given === 'string' ? cache?.same(state, given) : null
    if (same) return same
    this.changed.push(file)
    if (typeof given !== 'string') {
      const kept = { imports: [], parse: false, skipped: given?.skipped ?? 'binary or unreadable' }
      if (state) cache?.keep(state, '', kept)
      return kept
    }
    if (this.#kept + given.length < KEEP_CHARACTERS) {
      this.#texts.set(file.path, given)
      this.#kept += given.length
    }
    const workspace = (module: string): boolean => this.#modules.isWorkspace(module) || this.#modules.goFolder(module) !== null
    const kept = {
      ...probe(given, file.lang, this.#input.catalog, this.#own, globals, workspace, this.#cardOf, this.#names),
      skipped: null,
    }
    if (state) cache?.keep(state, given, kept)
    if (kept.parse) this.#input.ahead?.ask({ path: file.path, lang: file.lang, text: given })
    return kept
  }

  /** The answer of an earlier scan, where every file that changed since says what it said before. */
  again(): Scan | null {
    if (!this.#past || this.#past.past.base !== this.#base) return null
    const places = new Map(this.#input.files.map((file, i) => [file.path, i]))
    for (const file of this.changed) if (!this.#alike(file, this.#past.past, places)) return null
    const answer = this.#past.answer()
    if (answer) this.#input.cache?.close(this.#past.past, answer)
    return answer
  }

  #alike(file: InputFile, past: Past, places: ReadonlyMap<string, number>): boolean {
    const { cache } = this.#input
    const before = cache?.before(file.path)
    const now = this.#looks.get(file.path)
    if (
      !before ||
      !now ||
      before.parse !== now.parse ||
      before.skipped !== now.skipped ||
      before.imports.join('\n') !== now.imports.join('\n')
    )
      return false
    if (file.path in past.joined) {
      const unit = this.#lowered(file)
      if (!unit || JSON.stringify(unit) !== cache?.unitBefore(file.path, file.lang)) return false
    }
    const imported = this.#imported(file.path).map((path) => places.get(path) ?? -1)
    const { path, lang } = file
    return foundAlike(past, { path, place: places.get(path)!, lang, run: file.role === 'run', imported, text: this.#text(path) })
  }

  /** Digest of everything but what stands in source files. */
  #baseOf(texts: readonly string[]): string {
    const { root, seen, files, skipped, domains, names, extra } = this.#input
    const list = files.map((file) => `${file.path}\0${file.lang}\0${file.role}`)
    return createHash('sha256')
      .update(JSON.stringify([root, seen, list, skipped, domains, names, extra ?? [], texts]))
      .digest('hex')
  }

  /** Keeps the answer for the next scan. */
  #keep(answer: Scan): void {
    const { cache } = this.#input
    if (!cache) return
    const { mentions, joined, failed } = this.#link
    cache.close({ base: this.#base, queries: mentions.asked, joined, failed: [...failed] }, answer)
    const looks = Object.fromEntries([...this.#looks.keys()].map((path) => [path, this.#look(path)]))
    const places = new Map(this.#input.files.map((file, i) => [file.path, i]))
    const targets = Object.fromEntries([...this.#targets].map(([path, list]) => [path, list.map((one) => places.get(one)!)]))
    const kept = this.#link.kept(this.#base, looks, targets)
    cache.keepLink(kept && linkBytes(kept))
  }

  /** What an earlier scan went through, where it is about the same list of files. */
  #before(): KeptLink | null {
    const { cache, catalog } = this.#input
    const bytes = cache?.linked()
    const kept = bytes ? linkOf(bytes, (id) => catalog.byId(id) ?? null) : null
    return kept?.base === this.#base ? kept : null
  }

  finish(): Scan {
    const done = this.#answer()
    this.#keep(done)
    return done
  }

  relink(): boolean {
    const before = this.#before()
    if (!before) return false
    this.#asReady = true
    try {
      this.link(before)
      return true
    } catch (error) {
      if (!(error instanceof NotReady)) throw error
      return false
    } finally {
      this.#asReady = false
    }
  }

  link(before: KeptLink | null): void {
    const { cache } = this.#input
    const known: Known = { catalog: this.#input.catalog, own: this.#own, declared: this.#declared, cardOf: this.#cardOf }
    const now: Now = {
      files: this.#input.files,
      look: (path) => this.#look(path),
      hasUnit: (path, lang) => cache?.hasUnit(path, lang) ?? false,
      sameUnit: (path, lang, hash) => cache?.sameUnit(path, lang, hash) ?? false,
      imported: (path) => this.#imported(path),
      text: (path) => this.#text(path),
    }
    this.#tree = before && new KeptTree(before, now)
    this.#link = new Link({
      files: this.#input.files,
      modules: this.#modules,
      known,
      globals: this.#globals,
      built: this.#built,
      toParse: this.#toParse,
      imported: (path) => this.#imported(path),
      seen: (path) => this.#imports.has(path),
      text: (path) => this.#text(path),
      unit: (file) => cache?.unit(file.path, file.lang) ?? this.#lowered(file),
      ahead: (files) => this.#ahead(files),
      before: this.#tree,
    })
    this.#link.run()
  }

  /** By what the first look at a file is known. */
  #look(path: string): string {
    return `${this.#looks.get(path)?.parse ? '+' : '-'}${this.#input.cache?.hash(path) ?? ''}`
  }

  #lowered(file: InputFile): Unit | null {
    const told = this.#input.ahead?.take(file.path)
    if (told) {
      if (told.deep) this.#tooDeep(file.path)
      if (told.unit === null) return null
      this.#input.cache?.keepUnit(file.path, file.lang, told.unit)
      return JSON.parse(told.unit) as Unit
    }
    if (this.#asReady && !isReady(file.lang)) throw new NotReady()
    const text = this.#text(file.path)
    if (text === null) return null
    if ((file.lang === 'js' || file.lang === 'markup') && nestedTooDeeply(text)) {
      this.#tooDeep(file.path)
      return null
    }
    const unit = lower(file.lang, file.path, text)
    if (unit && this.#input.cache) this.#input.cache.keepUnit(file.path, file.lang, JSON.stringify(unit))
    return unit
  }

  #tooDeep(path: string): void {
    if (!this.#deep.has(path)) this.#skipped.push({ path, why: 'nested too deeply' })
    this.#deep.add(path)
  }

  /** Files that will be parsed at once: begun on further threads, as far as nobody has them. */
  #ahead(files: readonly InputFile[]): void {
    const { ahead, cache } = this.#input
    if (!ahead) return
    for (const file of files) {
      const text = cache?.hasUnit(file.path, file.lang) ? null : this.#text(file.path)
      if (text !== null) ahead.ask({ path: file.path, lang: file.lang, text })
    }
  }

  readonly #targets = new Map<string, readonly string[]>()

  /** Files that a file imports. */
  #imported(path: string): readonly string[] {
    let found = this.#targets.get(path)
    if (!found) {
      const seen = this.#imports.get(path)
      found = this.#resolved(path) ?? (seen ? seen.imports.flatMap((module) => this.#modules.resolve(path, module, seen.lang)) : [])
      this.#targets.set(path, found)
    }
    return found
  }

  /** The same as an earlier scan found it, where the file is as it was. */
  #resolved(path: string): readonly string[] | null {
    if (!this.#tree || this.#tree.changed.has(path)) return null
    return this.#tree.kept.targets[path]?.map((place) => this.#input.files[place]!.path) ?? null
  }

  #answer(): Scan {
    const { added, joined } = this.#link
    return answerOf({
      input: this.#input,
      skipped: this.#skipped,
      manifests: this.#manifests,
      pipelines: this.#pipelines,
      imports: this.#imports,
      imported: (path) => this.#imported(path),
      signals: added,
      called: added.called,
      handed: added.handed,
      wrapped: added.wrapped,
      parsed: Object.keys(joined).length,
      own: this.#own,
      cardOf: this.#cardOf,
    })
  }
}

/** A file is to be parsed for which no parser was made ready. */
class NotReady extends Error {}
