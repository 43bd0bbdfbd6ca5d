// What one parsed file says about vendors: imports, calls, requests, page code, hosts, environment names. Only finds; weighing is another file's work.
import type { Card } from '../../../catalog/card.ts'
import type { Known, Signals, Strength } from '../finding.ts'
import { addressOf } from '../hosts.ts'
import type { Assign, Call, Entry, Expr } from '../ir.ts'
import { ecosystemOf } from '../kinds.ts'
import { dataAddresses } from '../names/data-hosts.ts'
import { literals } from '../names/literal.ts'
import type { Origin, Program, Source } from '../names/program.ts'
import { namesUsed } from '../names/source.ts'
import type { Signal } from '../result.ts'
import { built, inherited, onlyRead, placesOf, withOptions } from './addresses.ts'
import { interfaceAddresses, makers } from './clients.ts'
import { askedIn } from './forms.ts'
import { unknownSdk } from './generic-sdk.ts'
import { geocoded } from './geocoders.ts'
import { givenMethods, OF_ITSELF } from './given-methods.ts'
import { injectedAddresses } from './injected-clients.ts'
import { loggedTo } from './log-sinks.ts'
import { messengerOf, vendorOfSetting } from './named-by-setting.ts'
import { clientNamed } from './named-clients.ts'
import { modelGateway, namedBy, signInsNamed } from './named-vendors.ts'
import { instanceNamed, providerNamed } from './providers.ts'
import { requestClasses } from './request-classes.ts'
import { addressArguments, answers, buildsAddress, isClient, machineAddress, readsAddress, sends } from './requests.ts'
import { indexedModels } from './scout.ts'
import { AMAZONS, attribute, cardNamed, EMBEDS, INIT, joined, type Loads, loadsFrom, noData, partNamed } from './signal-rules.ts'
import { vendorAt } from './whom.ts'
import { writtenSignals } from './written.ts'

export type { Finding, Known, Signals, Strength, VendorCall } from '../finding.ts'

export function signalsOf(program: Program, source: Source, known: Known, out: Signals): void {
  const scan = new FileSignals(program, source, known, out)
  scan.imports()
  for (const call of source.unit.calls) scan.call(call)
  scan.assignments()
  scan.envs()
  writtenSignals(program, source, known, out, scan)
  scan.indexed()
  geocoded(program, source, known, out)
  scan.requestClasses()
}

class FileSignals {
  readonly #program: Program
  readonly #source: Source
  readonly #known: Known
  readonly #out: Signals
  readonly #ecosystem: string

  constructor(program: Program, source: Source, known: Known, out: Signals) {
    this.#program = program
    this.#source = source
    this.#known = known
    this.#out = out
    this.#ecosystem = ecosystemOf(source.lang)
  }

  find(card: Card | null, vendor: string, signal: Signal, strength: Strength, line: number, module?: string): void {
    this.#out.findings.push({
      vendor,
      card,
      signal,
      strength,
      path: this.#source.path,
      line,
      ecosystem: this.#ecosystem,
      ...(module ? { module } : {}),
    })
  }

  imports(): void {
    const used = namesUsed(this.#source.unit)
    for (const one of this.#source.unit.imports) {
      // A page fetches what it imports by its address.
      if (this.#source.lang === 'markup' && /^https?:/.test(one.module))
        this.load('script', one.module, { t: 'text', text: one.module }, one.line, null, null)
      if (one.typeOnly || one.module.startsWith('.') || this.#isOwn(one.module)) continue
      // A module that is fetched when the page runs.
      if (/^https?:\/\//.test(one.module)) this.load('script', one.module, { t: 'text', text: one.module }, one.line, null, null)
      const provider = providerNamed(this.#known.catalog, one.module, one.imported)
      if (provider) this.find(provider, provider.id, 'import', 'strong', one.line, `${this.#ecosystem}:${one.module}`)
      const card = this.#cardOf(one.module, one.imported)
      if (!card || this.#program.modules.isWorkspace(one.module)) continue
      const isUsed = one.local === '' || one.local === '*' || used.has(one.local)
      this.find(card, card.id, 'import', isUsed ? 'strong' : 'weak', one.line, `${this.#ecosystem}:${one.module}`)
    }
  }

  /** A package of our own that is called as a vendor's: `analytics.track` of `analytics/track.py`. */
  #isOwn(module: string): boolean {
    return this.#source.lang === 'python' && this.#program.modules.resolve(this.#source.path, module, 'python').length > 0
  }

  #cardOf(module: string, imported: string): Card | null {
    const { cardOf } = this.#known
    if (this.#source.lang === 'java' || this.#source.lang === 'kotlin' || this.#source.lang === 'python') {
      const separator = '.'
      return (
        (imported !== '*' && imported !== '' ? cardOf(`${this.#ecosystem}:${module}${separator}${imported}`) : null) ??
        cardOf(`${this.#ecosystem}:${module}`)
      )
    }
    return cardOf(`${this.#ecosystem}:${module}`)
  }

  call(call: Call): void {
    if (call.kind === 'element') return this.#element(call)
    const origin = this.#program.ofCall(this.#source, call)
    if (origin?.k === 'package' && origin.module.startsWith('global:')) this.#global(call, origin.module.slice(7), origin.member)
    else if (origin?.k === 'package') {
      const module = origin.module
      const card =
        this.#known.cardOf(joined(module, origin.member)) ?? this.#known.cardOf(module) ?? instanceNamed(this.#known.catalog, origin)
      if (card) {
        const init = origin.member === '' || call.kind === 'new' || INIT.test(origin.member)
        this.find(card, card.id, init ? 'init_call' : 'sdk_call', 'strong', call.line, module)
        const part = partNamed(module, call)
        if (part) this.find(card, card.id, 'init_call', 'strong', call.line, part)
        if (call.kind === 'new') this.#storedBy(call)
        const ofInstance = origin.made !== null
        this.#out.calls.push({ vendor: card.id, card, source: this.#source, call, module, member: origin.member, rest: false, ofInstance })
        return
      }
      const gateway = modelGateway(origin, call) ? this.#known.catalog.byId('vercel') : null
      if (gateway) this.find(gateway, gateway.id, 'sdk_call', 'strong', call.line, 'npm:@ai-sdk/gateway')
      for (const sink of loggedTo(this.#program, this.#known, origin)) {
        this.find(sink, sink.id, 'log_sink', 'medium', call.line)
        this.#out.calls.push({ vendor: sink.id, card: sink, source: this.#source, call, module: '', member: origin.member, rest: false })
      }
      if (this.#unknown(call, origin)) return
    } else if (call.on === null && (origin === null || this.#queued(origin))) {
      const path = call.callee.replace(/^(?:window|globalThis|self)\./, '')
      const head = path.split('.', 1)[0]!
      this.#global(call, head, path.slice(head.length + 1))
    }
    this.#mixed(call)
    this.#part(call)
    if (this.#client(call)) return
    this.#attribute(call)
    this.#named(call)
    this.#given(call)
    this.#request(call, origin?.k === 'package' ? origin.made : null, origin?.k === 'package' ? origin.module : '')
  }

  /** `session.client("ses")`, where the session comes from elsewhere and Amazon's library is declared. */
  #part(call: Call): void {
    const [first] = call.args
    if (this.#source.lang !== 'python' || first?.t !== 'text' || !/\.(?:client|resource)$/.test(call.callee) || !AMAZONS.test(first.text))
      return
    const card = this.#known.declared.has('pypi:boto3') ? this.#known.catalog.byPackage('pypi:boto3') : null
    if (card) this.find(card, card.id, 'init_call', 'strong', call.line, `named:aws-${first.text}`)
  }

  /** What is called on a client that only its name tells: `Company.openai_client.chat(…)`. */
  #client(call: Call): boolean {
    const named = clientNamed(this.#program, this.#source, call, this.#known.catalog, this.#known.declared)
    if (!named || this.#known.own(named.card.domain)) return false
    const { card, module, member } = named
    this.find(card, card.id, 'sdk_call', 'strong', call.line, module)
    this.#out.calls.push({ vendor: card.id, card, source: this.#source, call, module, member, rest: false })
    return true
  }

  /** Does a name only stand for what a page's snippet keeps until the vendor's script has come: `_acme = window._acme || []`, `w.acme = function () {…}`? */
  #queued(origin: Origin): boolean {
    if (!this.#source.page || (origin.k !== 'fn' && origin.k !== 'value') || origin.source !== this.#source) return false
    if (origin.k === 'fn') return this.#source.unit.fns[origin.fn]!.outer > 0
    return origin.expr.t === 'either' && origin.expr.items.some((one) => one.t === 'ref' && one.path.startsWith('window.'))
  }

  /** Ruby's `include Acme`: a library that works from within a class. */
  #mixed(call: Call): void {
    const [first] = call.args
    if (this.#source.lang !== 'ruby' || !/^(?:include|extend|prepend)$/.test(call.callee) || first?.t !== 'ref') return
    const card = this.#known.cardOf(`gem:${first.path}`)
    if (card) this.find(card, card.id, 'sdk_call', 'strong', call.line, `gem:${first.path}`)
  }

  /** A library without a card that is given a key named after it, and what is called on its instance. */
  #unknown(call: Call, origin: { module: string; member: string; made: { source: Source; call: Call } | null }): boolean {
    const maker = origin.made?.call ?? call
    const name = unknownSdk(origin.module, maker, origin.made?.source ?? this.#source, this.#known.declared)
    if (!name || this.#known.own(`${name}.com`)) return false
    const card = cardNamed(this.#known.catalog, name)
    this.find(card, card?.id ?? name, origin.made ? 'sdk_call' : 'init_call', 'medium', call.line, origin.module)
    if (origin.made)
      this.#out.calls.push({
        vendor: card?.id ?? name,
        card,
        source: this.#source,
        call,
        module: origin.module,
        member: origin.member,
        rest: false,
      })
    return true
  }

  /** A name that a script tag defined. */
  #global(call: Call, head: string, member: string): void {
    if (!this.#source.page) return
    const card = this.#known.catalog.byGlobal(head)
    if (!card) return
    this.find(card, card.id, 'sdk_call', 'weak', call.line)
    this.#out.calls.push({
      vendor: card.id,
      card,
      source: this.#source,
      call,
      module: `global:${head}`,
      member,
      rest: false,
    })
  }

  /** `script.setAttribute("src", "https://…")`. */
  #attribute(call: Call): void {
    const [name, value] = call.args
    if (!/(?:^|\.)setAttribute$/.test(call.callee) || name?.t !== 'text' || name.text !== 'src' || !value) return
    const kind: Loads = /frame/i.test(call.callee) ? 'frame' : /img|image|pixel/i.test(call.callee) ? 'picture' : 'script'
    for (const text of literals(this.#program, this.#source, call.fn, value)) this.load(kind, text, value, call.line, null, null)
  }

  /** Amazon's library with somebody else's store behind it: `new S3Client({ endpoint: "https://…" })`. */
  #storedBy(call: Call): void {
    if (!/(?:^|\.)S3\w*$/.test(call.callee)) return
    for (const { expr } of addressArguments(withOptions(this.#program, this.#source, call)))
      for (const place of placesOf(literals(this.#program, this.#source, call.fn, expr))) {
        const vendor = vendorAt(this.#known, place.host, place.path)
        if (vendor) this.find(vendor.card, vendor.id, 'rest_call', 'strong', call.line, 'named:s3')
      }
  }

  /** A vendor that is named by a string. */
  #named(call: Call): void {
    for (const { card, signal, line, module } of namedBy(call, this.#known)) this.find(card, card.id, signal, 'medium', line, module)
  }

  /** A request to an address that the code holds. */
  #request(call: Call, made: { source: Source; call: Call } | null, module: string): void {
    if (this.#sent(call, placesOf(inherited(this.#program, this.#source, call), true))) return
    if (!sends(call.callee) && !(call.callee === '' && call.on) && !(made && isClient(module))) return
    if (answers(this.#source.unit.calls, call) || readsAddress(call)) return
    for (const one of addressArguments(withOptions(this.#program, this.#source, call))) {
      const bare = one.key !== '' && /host|server|domain/i.test(one.key)
      const read = onlyRead(this.#program, this.#source, call, one.expr)
      const whom = read && vendorAt(this.#known, read.host, read.path)
      if (whom && !/IP address/.test(whom.card?.role ?? '')) return this.find(whom.card, whom.id, 'host', 'weak', call.line)
      if (this.#sent(call, placesOf(literals(this.#program, this.#source, call.fn, one.expr), bare))) return
    }
    for (const receiver of makers(this.#program, this.#source, call, made)) {
      if (this.#sent(call, placesOf(built(this.#program, receiver.source, receiver.call)))) return
      for (const one of addressArguments(withOptions(this.#program, receiver.source, receiver.call))) {
        if (this.#sent(call, placesOf(literals(this.#program, receiver.source, receiver.call.fn, one.expr)))) return
      }
    }
    const to = call.callee === 'http.request' ? interfaceAddresses : injectedAddresses
    if (this.#sent(call, placesOf(to(this.#program, this.#source, call))) || call.callee === 'http.request') return
    if (!this.#sent(call, placesOf(dataAddresses(this.#program, this.#source, call)), true)) this.#sentToSetting(call)
  }

  /** A request to the address in a setting that is called after a vendor. */
  #sentToSetting(call: Call): void {
    if (buildsAddress(call.callee)) return
    for (const { expr } of addressArguments(call)) {
      const { catalog } = this.#known
      const card = vendorOfSetting(this.#program, this.#source, call.fn, expr, catalog) ?? messengerOf(this.#source, call.fn, expr, catalog)
      if (!card || this.#known.own(card.domain)) continue
      this.find(card, card.id, 'rest_call', 'medium', call.line)
      this.#out.calls.push({ vendor: card.id, card, source: this.#source, call, module: '', member: call.callee, rest: true })
      return
    }
  }

  #sent(call: Call, places: readonly { host: string; path: string }[], called = false): boolean {
    let found = false
    for (const place of places) {
      const vendor = vendorAt(this.#known, place.host, place.path)
      if (!vendor) continue
      const builds = buildsAddress(call.callee)
      if (!called && !vendor.takes && !machineAddress(place.host, place.path) && (builds || vendor.card)) continue
      if (noData(place.host, place.path)) continue
      this.find(vendor.card, vendor.id, 'rest_call', builds && !vendor.card ? 'medium' : 'strong', call.line)
      this.#out.calls.push({
        vendor: vendor.id,
        card: vendor.card,
        source: this.#source,
        call,
        module: '',
        member: call.callee,
        rest: true,
        place: place.path,
      })
      found = true
    }
    return found
  }

  /** A JSX or HTML element that makes the browser load or send something. */
  #element(call: Call): void {
    const name = call.callee.toLowerCase()
    const first = call.args[0]
    const entries = first?.t === 'object' ? first.entries : []
    if (name === 'form' || name.endsWith('.form')) this.#form(call, entries)
    const card = this.#program.ofCall(this.#source, call)
    if (card?.k === 'package') {
      const owner = this.#known.cardOf(card.module)
      if (owner) {
        this.find(owner, owner.id, 'sdk_call', 'strong', call.line, card.module)
        this.#out.calls.push({
          vendor: owner.id,
          card: owner,
          source: this.#source,
          call,
          module: card.module,
          member: card.member || call.callee,
          rest: false,
        })
        return
      }
    }
    for (const entry of entries) {
      if (entry.key === null) continue
      const loads = loadsFrom(name, entry.key, entries)
      // A component of our own that is given the address of a player.
      const shows = !loads && /^[A-Z]/.test(call.callee) && /^(?:src|url)$/.test(entry.key)
      if (!loads && !shows) continue
      for (const text of literals(this.#program, this.#source, call.fn, entry.value))
        if (loads || EMBEDS.test(text)) this.load(loads ?? 'frame', text, entry.value, entry.line, call, attribute(entries, 'integrity'))
    }
  }

  /** A form that is sent to a vendor, by its address or by a handler of the vendor's library: what is asked in it. */
  #form(call: Call, entries: readonly Entry[]): void {
    for (const { key, value } of entries) {
      const sent = /^(?:on_?submit|action|@submit(?:\.\w+)*)$/i.test(key ?? '') && value.t === 'ref'
      const origin = sent ? this.#program.origin(this.#source, call.fn, value.path) : null
      const library = origin?.k === 'package' ? this.#known.cardOf(origin.module) : null
      const place = key === 'action' && !library ? placesOf(literals(this.#program, this.#source, call.fn, value))[0] : undefined
      const vendor = library ? { id: library.id, card: library, takes: true } : place ? vendorAt(this.#known, place.host, place.path) : null
      if (!vendor || (!vendor.takes && !place?.path)) continue
      const asked: Call = { ...call, args: [{ t: 'object', entries: askedIn(this.#source.unit, call) }] }
      this.#out.calls.push({
        vendor: vendor.id,
        card: vendor.card,
        source: this.#source,
        call: asked,
        module: '',
        member: 'form',
        rest: true,
      })
    }
  }

  /** Something the browser fetches: code, a frame, a picture, a style. */
  load(kind: Loads, text: string, value: Expr, line: number, call: Call | null, integrity: string | null): void {
    const place = addressOf(text)
    const vendor = place && vendorAt(this.#known, place.host, place.path)
    if (!place || !vendor) return
    const byScript = kind === 'script' ? this.#known.catalog.byScript(text) : null
    const card = byScript ?? vendor.card
    const id = card?.id ?? vendor.id
    const live = value.t === 'join' || text.includes('\u0000')
    if (kind === 'picture' && !live && !(vendor.takes && /pixel|\btr\b|collect|beacon|track|\.gif/.test(place.path))) return
    if (kind === 'style' && !/\.css|css2?\?|fonts?|stylesheet|\.(?:woff2?|ttf|otf|eot)\b/.test(place.host + place.path)) return
    if (kind === 'form' && !vendor.takes && !place.path) return
    this.find(card, id, kind === 'script' ? 'script_url' : 'embed_url', 'strong', line)
    if (kind === 'script' || kind === 'style')
      this.#out.code.push({ vendor: id, url: text.split('\u0000')[0]!.slice(0, 300), integrity, path: this.#source.path, line })
    if (live && call) this.#out.calls.push({ vendor: id, card, source: this.#source, call, module: '', member: call.callee, rest: true })
  }

  assignments(): void {
    for (const { card, signal, line, module } of signInsNamed(this.#source, this.#known))
      this.find(card, card.id, signal, 'medium', line, module)
    for (const one of this.#source.unit.assigns) {
      this.#keySet(one.target, one.value, one.line)
      this.#told(one)
      this.#delivery(one)
      this.#settings(one)
      const last = one.target.slice(one.target.lastIndexOf('.') + 1)
      if (last !== 'src' || !one.target.includes('.')) continue
      const name = one.target.toLowerCase()
      const kind: Loads = /iframe|frame/.test(name) ? 'frame' : /img|image|pixel|avatar|photo/.test(name) ? 'picture' : 'script'
      for (const text of literals(this.#program, this.#source, one.fn, one.value)) this.load(kind, text, one.value, one.line, null, null)
    }
  }

  /** `scope.user = { … }` on what a vendor's library gave. */
  #told(one: Assign): void {
    this.#toldMessage(one)
    const hit = /^(.+)\.(user|person|extra|extras|context|contexts|tags|custom_?data|meta_?data)$/i.exec(one.target)
    const origin = hit ? this.#program.origin(this.#source, one.fn, hit[1]!) : null
    const card = origin?.k === 'package' ? this.#known.cardOf(origin.module) : null
    if (!hit || !card || origin?.k !== 'package') return
    const call: Call = { fn: one.fn, kind: 'call', callee: one.target, on: null, args: [one.value], line: one.line }
    this.#out.calls.push({ vendor: card.id, card, source: this.#source, call, module: origin.module, member: `set_${hit[2]}`, rest: false })
  }

  /** `message = Acme::Message.new; message.body = text`: what is set on a message of a vendor's library. */
  #toldMessage(one: Assign): void {
    const hit = this.#source.lang === 'ruby' || this.#source.lang === 'python' ? /^(\w+)\.(\w+)$/.exec(one.target) : null
    if (!hit || hit[1] === 'this' || one.fn === 0) return
    const origin = this.#program.origin(this.#source, one.fn, hit[1]!)
    if (
      origin?.k !== 'package' ||
      origin.member !== '' ||
      !/(?:Notification|Message|Mail|Email|Ticket|Contact|Customer|Lead|Person|Params|Request)$/.test(origin.made?.call.callee ?? '')
    )
      return
    const card = this.#known.cardOf(origin.module)
    if (!card || this.#known.own(card.domain)) return
    const args: Expr[] = [{ t: 'object', entries: [{ key: hit[2]!, value: one.value, line: one.line }] }]
    const call: Call = { fn: one.fn, kind: 'call', callee: one.target, on: null, args, line: one.line }
    this.#out.calls.push({ vendor: card.id, card, source: this.#source, call, module: '', member: 'deliver', rest: true })
  }

  /** Rails: `config.action_mailer.delivery_method = :postmark`. */
  #delivery(one: Assign): void {
    if (!/(?:^|\.)delivery_method$/.test(one.target) || one.value.t !== 'text') return
    const card = cardNamed(this.#known.catalog, one.value.text)
    if (card) this.find(card, card.id, 'init_call', 'medium', one.line, `named:${one.value.text}`)
  }

  /** `window.acmeSettings = { email }`: what a vendor's script reads from a name of its own. */
  #settings(one: Assign): void {
    if (one.value.t !== 'object' || !/^(?:window|globalThis|self)\.[\w$]+$/.test(one.target)) return
    const name = one.target.slice(one.target.indexOf('.') + 1)
    const card = this.#known.catalog.byGlobal(name)
    if (!card || (this.#source.lang !== 'js' && this.#source.lang !== 'markup')) return
    this.find(card, card.id, 'sdk_call', 'weak', one.line)
    const call: Call = { fn: one.fn, kind: 'call', callee: name, on: null, args: [one.value], line: one.line }
    this.#out.calls.push({ vendor: card.id, card, source: this.#source, call, module: '', member: name, rest: true })
  }

  /** `acme.api_key = os.environ["ACME_API_KEY"]`: a library without a card, set up by assignment. */
  #keySet(target: string, value: Expr, line: number): void {
    if (!/\.(?:api_?key|apiKey|access_?token|token|secret_?key|dsn)$/i.test(target)) return
    const origin = this.#program.origin(this.#source, 0, target.slice(0, target.lastIndexOf('.')))
    if (origin?.k !== 'package' || this.#known.cardOf(origin.module)) return
    const call: Call = { fn: 0, kind: 'new', callee: '', on: null, args: [value], line }
    const name = unknownSdk(origin.module, call, this.#source)
    if (name && !this.#known.own(`${name}.com`))
      this.find(
        cardNamed(this.#known.catalog, name),
        cardNamed(this.#known.catalog, name)?.id ?? name,
        'init_call',
        'medium',
        line,
        origin.module,
      )
  }

  requestClasses(): void {
    for (const { call, addresses } of requestClasses(this.#program, this.#source)) this.#sent(call, placesOf(addresses))
  }

  /** `$user->createAsStripeCustomer(…)`, `verify_recaptcha`: a method that a library gives to the company's own class. */
  #given(call: Call): void {
    const { lang } = this.#source
    if (lang !== 'php' && lang !== 'ruby') return
    const last = call.callee.slice(call.callee.lastIndexOf('.') + 1)
    const given = givenMethods(this.#known.catalog, this.#known.declared).get(last)
    if (!given || given.module.startsWith('gem:') !== (lang === 'ruby')) return
    const ofItself = lang === 'ruby' && given.ofItself
    if (ofItself && (call.on !== null || call.callee.includes('.'))) return
    const { card, module } = given
    this.find(card, card.id, 'sdk_call', 'strong', call.line, module)
    this.#out.calls.push({
      vendor: card.id,
      card,
      source: this.#source,
      call,
      module,
      member: ofItself ? OF_ITSELF + last : last,
      rest: false,
    })
  }

  indexed(): void {
    for (const { card, call } of indexedModels(this.#source, this.#known.catalog, this.#known.declared)) {
      this.find(card, card.id, 'sdk_call', 'medium', call.line, 'composer:laravel/scout')
      this.#out.calls.push({ vendor: card.id, card, source: this.#source, call, module: '', member: call.callee, rest: true })
    }
  }

  envs(): void {
    for (const one of this.#source.unit.envs) {
      const card = this.#known.catalog.byEnv(one.name)
      if (!card) continue
      this.find(card, card.id, 'env', 'weak', one.line)
      this.#out.envs.push({ vendor: card.id, name: one.name, path: this.#source.path, line: one.line })
    }
  }
}
