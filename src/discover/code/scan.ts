// A scan from beginning to end: probe every file, parse the few that matter, follow what vendors are handed to its callers, weigh, answer. Pure but for the reader it is handed.
import { createHash } from 'node:crypto'
import type { Card } from '../../catalog/card.ts'
import { addressConstants, loadTold } from './address-constants.ts'
import { answerOf } from './answer.ts'
import { bounded } from './bounded.ts'
import type { Kept } from './cache.ts'
import { calledByName, indexByName, mentionsOf, theirs } from './callers.ts'
import { interfacesTurned } from './clients.ts'
import { companyNames, ownDomains } from './company.ts'
import { namedInData } from './data-hosts.ts'
import { Flow } from './flow.ts'
import { frameworkSignals } from './from-frameworks.ts'
import { settingSignals } from './from-settings.ts'
import { givenPattern } from './given-methods.ts'
import { clientsProvided } from './injected-clients.ts'
import type { Input, InputFile, Scan } from './input.ts'
import type { Unit } from './ir.ts'
import type { Lang } from './kinds.ts'
import { isLockFile } from './lock-file.ts'
import { lower } from './lower/index.ts'
import { nestedTooDeeply } from './lower/nesting.ts'
import { forge, type Manifest, namesIn, readManifest } from './manifest.ts'
import { Mentions } from './mentions.ts'
import { type Alias, Modules, type Workspace } from './modules.ts'
import { libraryOwners } from './owners.ts'
import { foundAlike, keyOf, type Past, type Query } from './past.ts'
import { builtWithClients, phpMentions } from './php-names.ts'
import { type Pipeline, readPipeline } from './pipeline/pipeline.ts'
import { probe } from './probe.ts'
import { Program, type Source, sourceOf } from './program.ts'
import { DECLARES } from './receivers.ts'
import { addressSettings } from './script-settings.ts'
import { sharedClients } from './shared.ts'
import { type Signals, signalsOf } from './signals.ts'
import { lastName } from './source.ts'

export type { Input, InputFile, Scan } from './input.ts'

/** Text kept in memory for the second look; beyond it files are read again. */
const KEEP_CHARACTERS = 40 * 1024 * 1024
const MAX_ROUNDS = 4

export function scan(input: Input): Scan {
  const begun = begin(input)
  return begun.again() ?? begun.finish()
}

/** A scan that has had its first look at every file. */
export interface Begun {
  /** Files that are not as an earlier scan knew them. */
  readonly changed: readonly InputFile[]
  /** The earlier answer, where what changed says the same as before. Needs the grammars of what changed. */
  readonly again: () => Scan | null
  /** Needs the grammars of all files. */
  readonly finish: () => Scan
}

export function begin(input: Input): Begun {
  const run = new Run(input)
  run.manifests()
  run.probe()
  return {
    changed: run.changed,
    again: () => run.again(),
    finish: () => {
      run.parse()
      run.follow()
      const done = run.answer()
      run.keep(done)
      return done
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
  readonly #signals: Signals = { findings: [], calls: [], code: [], envs: [] }
  #program!: Program
  #modules!: Modules
  #flow!: Flow
  #own!: (domain: string) => boolean
  #declared!: ReadonlySet<string>
  #cardOf!: (module: string) => Card | null
  /** Names by which code calls declared libraries without saying whose they are. */
  #names: RegExp | null = null
  #parsed = 0
  readonly #deep = new Set<string>()
  /** Files that an earlier scan knew otherwise or not at all. */
  readonly changed: InputFile[] = []
  readonly #looks = new Map<string, Kept>()
  #mentions!: Mentions
  readonly #joined: Record<string, number> = {}
  readonly #failed = new Set<string>()
  #past: { past: Past; answer: () => Scan | null } | null = null
  #base = ''
  #load: (path: string) => Source | null = () => null
  #loadNear: (path: string) => Source | null = () => null

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
    this.#declared = new Set([...this.#manifests.values()].flatMap((one) => namesIn(one)))
    this.#cardOf = libraryOwners(this.#input.catalog, this.#declared)
    this.#names = givenPattern(this.#input.catalog, this.#declared)
    this.#program = new Program(this.#modules)
    this.#program.isVendors = (module) => this.#cardOf(`maven:${module}`) !== null
    this.#flow = new Flow(this.#program)
  }

  /** What a first look depends on besides the file, the catalogue and the code: the company's names, the packages declared. */
  #cacheKey(names: readonly string[]): string {
    const manifests = [...this.#manifests].map(([path, one]) => [path, one.workspace, namesIn(one)])
    return JSON.stringify([names, this.#input.domains, manifests])
  }

  probe(): void {
    const globals = new Set(this.#input.catalog.cards.filter((card) => !this.#own(card.domain)).flatMap((card) => card.globals))
    this.#program.globals = globals
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
  keep(answer: Scan): void {
    const past = { base: this.#base, queries: this.#mentions.asked, joined: this.#joined, failed: [...this.#failed] }
    this.#input.cache?.close(past, answer)
  }

  #shelf(): Mentions {
    const past = this.#past?.past.base === this.#base ? this.#past.past : null
    const changed = new Set(this.changed.map((file) => file.path))
    const before = new Map((past?.queries ?? []).map((query, at) => [keyOf(query), { at, added: new Set(query.added) }]))
    let last: { query: Omit<Query, 'added'>; found: { at: number; added: ReadonlySet<number> } | undefined } | null = null
    return new Mentions({
      files: this.#input.files,
      seen: (path) => this.#imports.has(path),
      imported: (path) => this.#imported(path),
      isParsed: (path) => this.#program.sources.has(path),
      text: (path) => this.#text(path),
      parse: (files) => {
        this.#ahead(files)
        for (const file of files) this.#add(file)
      },
      known: (query, place) => {
        if (last?.query !== query) last = { query, found: before.get(keyOf(query)) }
        const { path } = this.#input.files[place]!
        if (!last.found || changed.has(path)) return null
        const found = last.found.added.has(place)
        return found || (past?.joined[path] ?? Number.POSITIVE_INFINITY) > last.found.at ? found : null
      },
    })
  }

  parse(): void {
    this.#mentions = this.#shelf()
    for (const file of this.#toParse) this.#add(file)
    // Files that others refer to are parsed when a name leads there: now only those that lead to a vendor, later (in follow) any.
    const files = new Map(this.#input.files.map((one) => [one.path, one]))
    const flagged = new Set(this.#toParse.map((one) => one.path))
    const near = new Map<string, boolean>()
    const leads = (path: string): boolean => {
      const known = near.get(path)
      if (known !== undefined) return known
      const found = flagged.has(path) || this.#imported(path).some((one) => flagged.has(one))
      near.set(path, found)
      return found
    }
    this.#load = (path) => {
      const file = files.get(path)
      return file && file.role !== 'test' ? this.#add(file) : null
    }
    this.#loadNear = (path) => (leads(path) ? this.#load(path) : null)
    this.#program.load = this.#loadNear
    const known = { catalog: this.#input.catalog, own: this.#own, declared: this.#declared, cardOf: this.#cardOf }
    const asked = new Set<string>()
    // Once more for those who hold an address of a settings class that the first look brought in.
    for (let step = 0; step < 2; step++) {
      let shared: ReturnType<typeof addressConstants> = { names: [], homes: new Set() }
      this.#anywhere(() => {
        shared = addressConstants(this.#program, this.#own)
      })
      const instances = step === 0 ? this.#program.instanceConstants().map((name) => ({ name, owner: '' })) : []
      const names = [...instances, ...shared.names, ...clientsProvided(this.#program)]
      this.#mentions.parse(
        names.filter((one) => !asked.has(one.name)),
        shared.homes,
      )
      for (const one of names) asked.add(one.name)
    }
    this.#mentions.parse(phpMentions(this.#program, known), new Set())
    this.#mentions.parse(addressSettings(this.#program, this.#own), new Set(), null)
    this.#anywhere(() => loadTold(this.#program, this.#own))
    for (const file of this.#input.files)
      if ((file.lang === 'java' || file.lang === 'kotlin') && file.role === 'run' && namedInData(this.#program, file.path))
        this.#load(file.path)
    this.#bases()
    for (const name of interfacesTurned(this.#program)) for (const path of this.#modules.named(name)) this.#load(path)
    for (let step = 0; step < 2; step++) {
      const clients = sharedClients(this.#program, this.#cardOf)
      this.#mentions.parse(
        [...clients.names].map((name) => ({ name, owner: '' })),
        clients.homes,
        true,
      )
    }
    for (const source of [...this.#program.sources.values()]) {
      bounded(() => signalsOf(this.#program, source, known, this.#signals))
      settingSignals(source, known, this.#signals)
      frameworkSignals(this.#program, source, known, this.#signals)
    }
  }

  #below(folder: string): void {
    const near = folder.split('/').length < 3 ? [] : this.#input.files
    for (const file of near) if (file.lang === 'php' && file.role === 'run' && file.path.startsWith(folder)) this.#add(file)
  }

  /** Classes that hold an address hand it to the one they inherit, which sends. */
  #bases(): void {
    for (const source of [...this.#program.sources.values()]) {
      // Requests that are classes stand below the class that knows the address, and name no vendor.
      if (source.lang === 'php' && source.fns.has('resolveBaseUrl')) this.#below(source.path.slice(0, source.path.lastIndexOf('/') + 1))
      if (source.role !== 'run' || !DECLARES.test(source.lang) || source.lang === 'go' || source.unit.texts.length === 0) continue
      this.#anywhere(() => builtWithClients(this.#program, source))
      for (const target of source.assigns.keys())
        if (target.endsWith('.super')) this.#anywhere(() => this.#program.baseOf(source, target.slice(0, -6)))
    }
  }

  #add(file: InputFile): Source | null {
    if (this.#program.sources.has(file.path)) return null
    const unit = this.#input.cache?.unit(file.path, file.lang) ?? this.#lowered(file)
    if (!unit) {
      this.#failed.add(file.path)
      return null
    }
    this.#parsed++
    this.#joined[file.path] = this.#mentions.asked.length
    const source = sourceOf(file.path, file.lang, file.role, unit)
    this.#program.add(source)
    return source
  }

  #lowered(file: InputFile): Unit | null {
    const told = this.#input.ahead?.take(file.path)
    if (told) {
      if (told.deep) this.#tooDeep(file.path)
      if (told.unit === null) return null
      this.#input.cache?.keepUnit(file.path, file.lang, told.unit)
      return JSON.parse(told.unit) as Unit
    }
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

  follow(): void {
    for (const call of this.#signals.calls) if (call.source.role === 'run') this.#anywhere(() => this.#flow.vendorCall(call))
    for (let round = 0; round < MAX_ROUNDS && this.#flow.fresh.length > 0; round++) {
      const fresh = this.#flow.fresh
      this.#flow.fresh = []
      for (const one of fresh) this.#anywhere(() => this.#program.baseOf(one.source, lastName(one.source.unit.fns[one.fn]!.owner)))
      this.#mentions.parse(mentionsOf(this.#program, fresh), new Set(fresh.map((one) => one.source.path)))
      this.#program.forget()
      this.#callers(fresh)
    }
  }

  /** Values are followed into any file; who calls whom is asked only where a vendor is near, or everything would be parsed. */
  #anywhere(step: () => void): void {
    this.#program.load = this.#load
    this.#program.wide = true
    bounded(step)
    this.#program.load = this.#loadNear
    this.#program.wide = false
  }

  readonly #targets = new Map<string, readonly string[]>()

  /** Files that a file imports. */
  #imported(path: string): readonly string[] {
    let found = this.#targets.get(path)
    if (!found) {
      const seen = this.#imports.get(path)
      found = seen ? seen.imports.flatMap((module) => this.#modules.resolve(path, module, seen.lang)) : []
      this.#targets.set(path, found)
    }
    return found
  }

  #callers(fresh: readonly { source: Source; fn: number }[]): void {
    const wanted = new Map<Source, Set<number>>()
    for (const one of fresh) wanted.set(one.source, (wanted.get(one.source) ?? new Set()).add(one.fn))
    const byName = indexByName(fresh)
    for (const source of [...this.#program.sources.values()]) {
      if (source.role !== 'run') continue
      for (const call of source.unit.calls) {
        const origin = this.#program.ofCall(source, call)
        if (origin?.k === 'fn') {
          const hit = wanted.get(origin.source)?.has(origin.fn) === true
          if (hit) this.#anywhere(() => this.#flow.callOfOwn(source, call, origin))
          // A method of a base class may be one that a class which inherits it fills; in Ruby one called on a class makes an instance first.
          const { owner } = origin.source.unit.fns[origin.fn]!
          if (hit || !(source.lang === 'ruby' || call.callee.startsWith('this.') || this.#program.classes.isInherited(owner))) continue
        }
        if (origin?.k === 'package' && theirs(origin, source)) continue
        for (const target of calledByName(this.#program, source, call, byName))
          this.#anywhere(() => this.#flow.callOfOwn(source, call, target))
      }
    }
  }

  answer(): Scan {
    return answerOf({
      input: this.#input,
      skipped: this.#skipped,
      manifests: this.#manifests,
      pipelines: this.#pipelines,
      imports: this.#imports,
      imported: (path) => this.#imported(path),
      signals: this.#signals,
      handed: this.#flow.handed,
      wrapped: this.#flow.wrapped,
      parsed: this.#parsed,
      own: this.#own,
      cardOf: this.#cardOf,
    })
  }
}
