// Who is handed what, across files: brings files together, finds signals, follows values to vendors and wrappers to their callers. All of it in steps, one for a file and a question, each of which depends on what it asks for and nothing else.

import type { Known, Signals } from '../finding.ts'
import { Flow } from '../flow/flow.ts'
import { answersOf, Fresh, type FreshFn, freshHash } from '../flow/fresh.ts'
import { Sinks } from '../flow/sinks.ts'
import type { InputFile } from '../input.ts'
import type { Expr, Unit } from '../ir.ts'
import { addressConstants, loadTold } from '../names/address-constants.ts'
import { calledByName, type Mention, mentionsOf, theirs } from '../names/callers.ts'
import { namedInData } from '../names/data-hosts.ts'
import { joinedHash } from '../names/joined-files.ts'
import type { Modules } from '../names/modules.ts'
import { builtWithClients, phpMentions, phpNames } from '../names/php-names.ts'
import { Program } from '../names/program.ts'
import { type Asked, hashed, Reads } from '../names/reads.ts'
import { DECLARES } from '../names/receivers.ts'
import { interfacesTurned, saidNumbers } from '../names/said.ts'
import { addressSettings } from '../names/script-settings.ts'
import { contentHash, lastName, Source } from '../names/source.ts'
import { Mentions } from '../tree/mentions.ts'
import { type Called, calledOf, optionNames, optionsSet, vendorCallOf } from '../vendors/called.ts'
import { frameworkSignals } from '../vendors/from-frameworks.ts'
import { settingSignals } from '../vendors/from-settings.ts'
import { clientsProvided } from '../vendors/injected-clients.ts'
import { sharedClients } from '../vendors/shared.ts'
import { signalsOf } from '../vendors/signals.ts'
import type { Added, Linking } from './effects.ts'
import type { KeptLink } from './kept-link.ts'
import { differentNames, type KeptTree } from './kept-tree.ts'
import { LinkSteps } from './link-steps.ts'
import { calledHash, Replay } from './replay.ts'

const MAX_ROUNDS = 4

/** What linking is handed of the first look. */
export interface Linked {
  readonly files: readonly InputFile[]
  readonly modules: Modules
  readonly known: Known
  readonly globals: ReadonlySet<string>
  /** Constants that an Android build writes. */
  readonly built: ReadonlyMap<string, Expr>
  /** Files that are worth parsing by themselves. */
  readonly toParse: readonly InputFile[]
  readonly imported: (path: string) => readonly string[]
  readonly seen: (path: string) => boolean
  readonly text: (path: string) => string | null
  /** A file in the common form; null where it cannot be brought into it. */
  readonly unit: (file: InputFile) => Unit | null
  /** Files that will be asked for at once. */
  readonly ahead: (files: readonly InputFile[]) => void
  /** What an earlier scan went through, as far as the files are as they were. */
  readonly before: KeptTree | null
}

export class Link {
  readonly added: Added
  readonly mentions: Mentions
  /** Parsed files → how many searches for names had been made before. */
  readonly joined: Record<string, number> = {}
  readonly failed = new Set<string>()
  readonly steps: LinkSteps
  readonly #given: Linked
  readonly #program: Program
  readonly #reads = new Reads()
  readonly #signals: Signals
  readonly #flow: Flow
  readonly #sinks: Sinks
  readonly #replay: Replay<Linking> | null
  readonly #options: RegExp
  readonly #files: ReadonlyMap<string, InputFile>
  readonly #flagged: ReadonlySet<string>
  readonly #near = new Map<string, { readonly leads: boolean } & Asked>()
  readonly #rounds: (readonly FreshFn[])[] = []

  constructor(given: Linked) {
    const { before } = given
    this.#given = given
    this.#files = new Map(given.files.map((one) => [one.path, one]))
    this.#flagged = new Set(given.toParse.map((one) => one.path))
    this.#options = optionNames(given.known.catalog)
    this.#program = new Program(given.modules, this.#reads, before ? (hash) => before.sayers(hash) : undefined)
    this.#program.globals = given.globals
    this.#program.built = given.built
    this.#program.isVendors = (module) => given.known.cardOf(`maven:${module}`) !== null
    this.#program.load = (path) => this.#loadNear(path)
    this.#sinks = new Sinks(this.#reads)
    this.#flow = new Flow(this.#program, this.#sinks)
    this.#signals = { findings: [], calls: [], code: [], envs: [] }
    const { findings, code, envs } = this.#signals
    const { grown, followed } = this.#sinks
    const { handed, wrapped } = this.#flow
    this.added = { joins: [], grown, followed, findings, called: [], code, envs, handed, wrapped }
    this.#replay = before ? new Replay(before.kept.steps, (path) => this.#namesOf(path)) : null
    this.steps = new LinkSteps({
      reads: this.#reads,
      added: this.added,
      replay: this.#replay,
      forget: () => this.#program.forget(),
      again: (done) => this.#again(done),
    })
    this.mentions = new Mentions({
      files: given.files,
      seen: given.seen,
      imported: given.imported,
      isParsed: (path) => this.#program.has(path),
      text: given.text,
      parse: (files) => {
        given.ahead(files)
        for (const file of files) this.#add(file)
      },
      known: before && ((at, names, place) => before.mentions(at, names, place)),
    })
  }

  run(): void {
    for (const file of this.#given.toParse) this.#add(file)
    this.#markChanged()
    this.#constants()
    this.#each('told', (source) => this.#anywhere(() => loadTold(this.#program, source, this.#given.known.own)))
    this.steps.enter('data')
    this.steps.step('data', () => this.#namedInData())
    this.#each('bases', (source) => this.#bases(source))
    this.#each('turned', (source) => this.#turned(source))
    for (const time of ['one', 'two']) this.#clients(time)
    const calls = new Map<Source, readonly Called[]>()
    this.#each(
      'signals',
      (source) => this.#find(source),
      (source, from) => calls.set(source, this.added.called.slice(from)),
    )
    this.steps.enter('hands')
    for (const [source, list] of calls)
      if (source.role === 'run' && list.length > 0) this.steps.step(`hands ${source.path}`, () => this.#hands(source, list))
    let from = 0
    for (let round = 0; round < MAX_ROUNDS && this.#sinks.grown.length > from; round++) {
      const fresh = this.#sinks.grown.slice(from).map(({ path, fn, name, owner }) => ({ path, fn, name, owner }))
      from = this.#sinks.grown.length
      this.#round(round, fresh)
    }
  }

  /** What is to be known of it the next time; null where a limit was reached that all steps share. */
  kept(base: string, looks: KeptLink['looks'], targets: KeptLink['targets']): KeptLink | null {
    if (this.#sinks.full) return null
    const said = new Map(
      this.#program.all().map((source) => [source.path, this.#given.before?.said(source.path) ?? saidNumbers(source.content())]),
    )
    const { joined, mentions, steps } = this
    return {
      base,
      looks,
      targets,
      joined,
      failed: [...this.failed],
      queries: mentions.asked,
      near: Object.fromEntries([...this.#near].map(([path, one]) => [path, one.leads])),
      rounds: this.#rounds,
      steps: steps.done,
      said,
    }
  }

  #each(kind: string, what: (source: Source) => unknown, then: (source: Source, from: number) => void = () => undefined): void {
    this.steps.enter(`${kind} `)
    for (const source of this.#program.all()) {
      const from = this.added.called.length
      this.steps.step(`${kind} ${source.path}`, () => what(source))
      then(source, from)
    }
  }

  /** Parses the files that mention a name. */
  #search(names: readonly Mention[], homes: ReadonlySet<string>, importers: boolean | null = false): void {
    const at = this.mentions.asked.length
    this.mentions.parse(names, homes, importers)
    if (!this.#replay) return
    const [before, now] = [new Set(this.#given.before!.kept.queries[at]?.added ?? []), new Set(this.mentions.asked[at]!.added)]
    for (const place of [...before, ...now])
      if (before.has(place) !== now.has(place)) this.#replay.markJoined(this.#given.files[place]!.path)
  }

  /** Constants, settings and clients that other files use without naming a vendor. Twice, for those who hold an address of a settings class that the first look brought in. */
  #constants(): void {
    const asked = new Set<string>()
    for (const time of ['one', 'two']) {
      const instances: Mention[] = []
      const names: Mention[] = []
      const homes = new Set<string>()
      this.#grown(
        `constants-${time}`,
        (source) => this.#addresses(source),
        (source, found) => {
          names.push(...found.names)
          if (found.home) homes.add(source.path)
        },
      )
      if (time === 'one')
        this.#grown(
          'instances',
          (source) => this.#program.instanceConstants(source),
          (_, found) => instances.push(...named(found)),
        )
      this.steps.enter(`provided-${time}`)
      const clients = this.steps.step(`provided-${time}`, () => clientsProvided(this.#program))
      const built = named([...this.#given.built.keys()].map((name) => `BuildConfig.${name}`))
      const all = [...instances, ...names, ...clients, ...built]
      this.#search(
        all.filter((one) => !asked.has(one.name)),
        homes,
      )
      for (const one of all) asked.add(one.name)
    }
    const given = named(phpNames(this.#given.known))
    this.#grown(
      'php',
      (source) => phpMentions(this.#program, source, this.#given.known),
      (_, found) => given.push(...found),
    )
    this.#search(given, new Set())
    const settings: string[] = []
    this.#grown(
      'settings',
      (source) => addressSettings(source, this.#given.known.own),
      (_, found) => settings.push(...found),
    )
    this.#search(named(settings), new Set(), null)
  }

  #addresses(source: Source): { names: Mention[]; home: boolean } | null {
    let found: { names: Mention[]; home: boolean } | null = null
    this.#anywhere(() => {
      found = addressConstants(this.#program, source, this.#given.known.own)
    })
    return found
  }

  /** Asks every file, also those that join meanwhile. What says nothing is not kept. */
  #grown<T>(kind: string, what: (source: Source) => T | null, then: (source: Source, found: T) => void): void {
    this.steps.enter(`${kind} `)
    for (const source of this.#program.growing()) {
      const found = this.steps.step(`${kind} ${source.path}`, () => {
        const all = what(source)
        return isEmpty(all) ? null : all
      })
      if (found !== null) then(source, found)
    }
  }

  #namedInData(): void {
    for (const { path, lang, role } of this.#given.files)
      if ((lang === 'java' || lang === 'kotlin') && role === 'run' && namedInData(this.#program, path))
        this.#program.joined(path) ?? this.#load(path)
  }

  /** Classes that hold an address hand it to the one they inherit, which sends. */
  #bases(source: Source): void {
    // Requests that are classes stand below the class that knows the address, and name no vendor.
    if (source.lang === 'php' && source.fns.has('resolveBaseUrl')) this.#below(source.path.slice(0, source.path.lastIndexOf('/') + 1))
    if (source.role !== 'run' || !DECLARES.test(source.lang) || source.lang === 'go' || source.unit.texts.length === 0) return
    this.#anywhere(() => builtWithClients(this.#program, source))
    for (const target of source.assigns.keys())
      if (target.endsWith('.super')) this.#anywhere(() => this.#program.baseOf(source, target.slice(0, -6)))
  }

  #below(folder: string): void {
    if (folder.split('/').length < 3) return
    for (const file of this.#given.files)
      if (file.lang === 'php' && file.role === 'run' && file.path.startsWith(folder)) this.#program.joined(file.path) ?? this.#add(file)
  }

  /** The interfaces that a file's calls turn into clients: their files say what is sent, and name no vendor. */
  #turned(source: Source): void {
    if (source.lang !== 'java' && source.lang !== 'kotlin') return
    for (const name of interfacesTurned(source.unit))
      for (const ending of ['java', 'kt'])
        for (const path of this.#given.modules.named(`${name}.${ending}`)) this.#program.joined(path) ?? this.#load(path)
  }

  #clients(time: string): void {
    const names: string[] = []
    const homes = new Set<string>()
    this.#grown(
      `clients-${time}`,
      (source) => sharedClients(this.#program, source, this.#given.known.cardOf),
      (source, found) => {
        names.push(...found)
        homes.add(source.path)
      },
    )
    this.#search(named(names), homes, true)
  }

  /** What a file says about vendors. */
  #find(source: Source): void {
    const { known } = this.#given
    this.#signals.calls.length = 0
    this.steps.bounded(() => signalsOf(this.#program, source, known, this.#signals))
    settingSignals(source, known, this.#signals)
    frameworkSignals(this.#program, source, known, this.#signals)
    const set = once(() => optionsSet(source, this.#options))
    for (const one of this.#signals.calls) this.added.called.push(calledOf(one, this.#options, set))
  }

  /** What the vendors' calls of a file hand over. */
  #hands(source: Source, calls: readonly Called[]): void {
    this.#reads.note({ hash: calledHash(source.path), stamp: 0 })
    for (const one of calls) this.#anywhere(() => this.#flow.vendorCall(vendorCallOf(one, source)))
  }

  #round(round: number, all: readonly FreshFn[]): void {
    const sourceOf = (path: string): Source => this.#program.peek(path)!
    const once = [...new Map(all.map((one) => [`${one.path}#${one.fn}`, one])).values()]
    this.steps.enter(`above${round} `)
    for (const { path, owner } of new Map(once.map((one) => [`${one.path} ${one.owner}`, one])).values())
      this.steps.step(`above${round} ${path} ${owner}`, () => this.#anywhere(() => this.#program.baseOf(sourceOf(path), lastName(owner))))
    this.steps.enter(`names${round} `)
    const names = once.flatMap(({ path, fn }) =>
      this.steps.step(`names${round} ${path}#${fn}`, () => mentionsOf(this.#program, [{ source: sourceOf(path), fn }])),
    )
    this.#search(names, new Set(all.map((one) => one.path)))
    this.#rounds.push(all)
    this.#markFresh(round, all)
    const fresh = new Fresh(all, this.#reads, sourceOf)
    this.steps.enter(`callers${round} `)
    for (const source of this.#program.all())
      if (source.role === 'run') this.steps.step(`callers${round} ${source.path}`, () => this.#callers(source, fresh))
  }

  #callers(source: Source, fresh: Fresh): void {
    for (const call of source.unit.calls) {
      const origin = this.#program.ofCall(source, call)
      if (origin?.k === 'fn') {
        const hit = fresh.has(origin.source, origin.fn)
        if (hit) this.#anywhere(() => this.#flow.callOfOwn(source, call, origin))
        // A method of a base class may be one that a class which inherits it fills; in Ruby one called on a class makes an instance first.
        const { owner } = origin.source.unit.fns[origin.fn]!
        if (hit || !(source.lang === 'ruby' || call.callee.startsWith('this.') || this.#program.isInherited(owner))) continue
      }
      if (origin?.k === 'package' && theirs(origin, source)) continue
      for (const target of calledByName(this.#program, source, call, fresh))
        this.#anywhere(() => this.#flow.callOfOwn(source, call, target))
    }
  }

  /** Values are followed into any file; who calls whom is asked only where a vendor is near, or everything would be parsed. */
  #anywhere(what: () => void): void {
    this.#program.load = (path) => this.#load(path)
    this.#program.wide = true
    this.steps.bounded(what)
    this.#program.load = (path) => this.#loadNear(path)
    this.#program.wide = false
  }

  #load(path: string): Source | null {
    const file = this.#files.get(path)
    return file && file.role !== 'test' ? this.#add(file) : null
  }

  /** Files that others refer to are parsed when a name leads there, here only those that lead to a vendor. */
  #loadNear(path: string): Source | null {
    let near = this.#near.get(path)
    if (!near) {
      near = { leads: this.#leads(path), hash: nearHash(path), stamp: 0 }
      this.#near.set(path, near)
    }
    this.#reads.note(near)
    return near.leads ? this.#load(path) : null
  }

  #leads(path: string): boolean {
    return this.#flagged.has(path) || this.#given.imported(path).some((one) => this.#flagged.has(one))
  }

  #add(file: InputFile): Source | null {
    const { path } = file
    if (this.#program.has(path) || this.failed.has(path)) return null
    const source = this.#sourceOf(file)
    if (!source) {
      this.failed.add(path)
      return null
    }
    this.joined[path] = this.mentions.asked.length
    this.added.joins.push(path)
    this.#program.add(source, this.#given.before?.knows(path))
    return source
  }

  /** A file that an earlier scan knew is read when it is asked for. */
  #sourceOf(file: InputFile): Source | null {
    const { path, lang, role } = file
    const unit = this.#given.before?.knows(path) ? () => this.#given.unit(file)! : this.#given.unit(file)
    return unit && new Source(path, lang, role, unit, this.#reads, this.added.joins.length)
  }

  /** Does what a step of the earlier scan did. */
  #again(done: Linking): void {
    for (const path of done.joins) this.#add(this.#files.get(path)!)
    for (const one of done.grown) this.#sinks.grow(one)
    for (const one of done.followed) this.#sinks.follow(one)
    this.added.findings.push(...done.findings)
    this.added.called.push(...done.called)
    this.added.code.push(...done.code)
    this.added.envs.push(...done.envs)
    this.added.handed.push(...done.handed)
    this.added.wrapped.push(...done.wrapped)
  }

  /** Marks what changed files say otherwise than before, and which files lead to a vendor now that did not, or no more. */
  #markChanged(): void {
    const { before } = this.#given
    if (!before || !this.#replay) return
    for (const path of before.changed) {
      const file = this.#files.get(path)!
      const joined = path in before.kept.joined
      if (before.kept.failed.includes(path)) this.#replay.mark(joinedHash(path))
      if (this.#flagged.has(path) !== before.flagged(path)) this.#replay.markJoined(path)
      if (!joined || before.sameUnit(path)) continue
      this.#replay.mark(contentHash(path))
      const now = this.#program.peek(path) ?? this.#sourceOf(file)
      if (!now) this.#replay.markJoined(path)
      else for (const hash of differentNames(before.kept.said.get(path)!, saidNumbers(now.content()))) this.#replay.mark(hash)
    }
    for (const [path, leads] of Object.entries(before.kept.near)) if (this.#leads(path) !== leads) this.#replay.mark(nearHash(path))
  }

  #markFresh(round: number, all: readonly FreshFn[]): void {
    if (!this.#replay) return
    const [before, now] = [answersOf(this.#given.before!.kept.rounds[round] ?? []), answersOf(all)]
    for (const key of new Set([...before.keys(), ...now.keys()])) if (before.get(key) !== now.get(key)) this.#replay.mark(freshHash(key))
  }

  /** By what questions are known that a file answers once it has joined, as it was and as it is. */
  #namesOf(path: string): number[] {
    const { before } = this.#given
    const found = [joinedHash(path)]
    const add = (said: Uint32Array | undefined): void => {
      for (let i = 0; said && i < said.length; i += 2) found.push(said[i]!)
    }
    add(before?.kept.said.get(path))
    const source = before?.said(path) ? undefined : this.#program.peek(path)
    if (source) add(saidNumbers(source.content()))
    return found
  }
}

function isEmpty(found: unknown): boolean {
  return Array.isArray(found) ? found.length === 0 : JSON.stringify(found) === '{"names":[],"home":false}'
}

function named(names: Iterable<string>): Mention[] {
  return [...names].map((name) => ({ name, owner: '' }))
}
function nearHash(path: string): number {
  return hashed('near', path)
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
