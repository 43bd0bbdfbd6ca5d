// What is written down in a file without a call that names a vendor: addresses and hosts, classes named in settings, pasted loaders, templates of addresses.
import type { Card } from '../../../catalog/card.ts'
import type { Known, Signals, Strength } from '../finding.ts'
import { addressOf, domainOf } from '../hosts.ts'
import type { Call, Expr } from '../ir.ts'
import { literals } from '../names/literal.ts'
import type { Program, Source } from '../names/program.ts'
import { lastName } from '../names/source.ts'
import type { Signal } from '../result.ts'
import { providerNamed } from './providers.ts'
import { answers, machineAddress, namesEndpoint, sends } from './requests.ts'
import {
  CALLED_ADDRESS,
  CALLED_HOST,
  CLASS_PATH,
  DIRECTIVES,
  FRAMEWORK_SETTINGS,
  LISTED,
  type Loads,
  linksOnly,
  NOT_FETCHED,
  noData,
  PICTURE_KEY,
  PICTURES,
  passesOn,
  SHARES,
  SHOWN,
  SHOWN_BY_RUBY,
} from './signal-rules.ts'
import { vendorAt } from './whom.ts'

/** Calls that are told the host they connect to: `gomail.NewDialer("smtp.acme.example", 587)`, `otlptracehttp.WithEndpoint("api.acme.example")`. */
const TAKES_HOST =
  /(?:^|\.)(?:New(?:Plain)?(?:Dialer|Mailer|Transport|Exporter|SMTP\w*)|Dial\w*|With(?:Endpoint|Host|Addr\w*|Server|Collector\w*|Agent\w*)|PlainAuth|SetHost|SMTP(?:_SSL)?|Connect)$/
/** Places of an address that are filled later: `/avatar/${hash}`. */
const HELD = /\{\{?\w+\}?\}|%(?:\d\$)?[sd]/
const SMTP = /^(?:[\w-]*smtp[\w-]*|mail|in-v3)\./
/** One picture or film, not a service that makes them. */
const PICTURE = /^[^?{%$]*\.(?:jpe?g|png|svg|webp|ico|mp4)(?:\?|$)/i
/** An id that is all noughts stands for nobody. */
const SAMPLE = /\/0{16,}\b/
/** A path that only a program asks for, whatever its setting is called. */
const CALLED_PATH = /\/(?:api|v\d+|siteverify|graphql|webhooks?|token)(?:\/|$)/
/** Functions that show a page to a person. */
const LINKING = /link$|^(?:open|share|browse|goTo)(?:[A-Z]\w*)?$/i
const MAKES_LINK = /^(?!.*(?:api|base|endpoint|token|auth|server|service))\w+_url$/

/** How the one who reads a file notes what was found. */
export interface Notes {
  readonly find: (card: Card | null, vendor: string, signal: Signal, strength: Strength, line: number, module?: string) => void
  readonly load: (kind: Loads, text: string, value: Expr, line: number, call: Call | null, integrity: string | null) => void
}

export function writtenSignals(program: Program, source: Source, known: Known, out: Signals, notes: Notes): void {
  const written = new Written(program, source, known, out, notes)
  written.texts()
  written.templates()
}

class Written {
  readonly #program: Program
  readonly #source: Source
  readonly #known: Known
  readonly #out: Signals
  readonly #notes: Notes

  constructor(program: Program, source: Source, known: Known, out: Signals, notes: Notes) {
    this.#program = program
    this.#source = source
    this.#known = known
    this.#out = out
    this.#notes = notes
  }

  /** Addresses and hosts that are written down. A card's own data hosts count wherever code holds them, others where the name says that a program calls them. */
  texts(): void {
    const { unit } = this.#source
    for (const one of unit.texts) {
      // A setting that names a class to load: `EMAIL_BACKEND = "anymail.backends.acme.EmailBackend"`.
      const backend = this.#source.lang === 'python' ? providerNamed(this.#known.catalog, one.text, '') : null
      if (backend) this.#notes.find(backend, backend.id, 'init_call', 'medium', one.line, `named:${one.text}`)
      const handler = this.#source.lang === 'python' && CLASS_PATH.test(one.text) ? this.#known.cardOf(`pypi:${one.text}`) : null
      if (handler) this.#notes.find(handler, handler.id, 'init_call', 'medium', one.line, `pypi:${one.text}`)
      const place = addressOf(one.text, true)
      if (!place) {
        this.#snippet(one.text, one.line)
        continue
      }
      const url = one.text.includes('//')
      const named = unit.fns[one.fn]!.name
      // A method of Ruby's that ends so makes a link.
      const key = one.key !== '' ? one.key : this.#source.lang === 'ruby' && MAKES_LINK.test(named) ? 'link' : named
      const call = one.call >= 0 ? unit.calls[one.call]! : null
      const vendor = vendorAt(this.#known, place.host, place.path)
      if (!vendor || noData(place.host, place.path) || /[?&]utm_/.test(one.text)) continue
      if (call && (linksOnly(call) || answers(unit.calls, call))) continue
      if (
        url &&
        passesOn(this.#source.lang, one.key, call) &&
        unit.fns[one.fn]!.name !== 'redirects' &&
        (vendor.takes || /:\w+\*|\*\*|\$\d|\$\{?(?:uri|request_uri|path)/.test(place.path))
      ) {
        this.#notes.find(vendor.card, vendor.id, 'proxy', 'strong', one.line)
      } else if (url && HELD.test(place.path) && PICTURES.test(place.host + place.path)) {
        this.#notes.find(vendor.card, vendor.id, 'embed_url', vendor.takes ? 'strong' : 'medium', one.line)
      } else if (vendor.takes) {
        const config = this.#source.lang === 'config' || this.#source.lang === 'env'
        const apex = place.host.replace(/^www\./, '') === domainOf(place.host)
        // A page to read, or a picture that somebody already has.
        const linked = url && ((apex && !machineAddress(place.host, place.path)) || PICTURE.test(place.path) || SAMPLE.test(place.path))
        const shown = call === null && (this.#source.lang === 'markup' || /\.[jt]sx$/.test(this.#source.path))
        const weak =
          linked ||
          shown ||
          FRAMEWORK_SETTINGS.test(this.#source.path) ||
          this.#source.lang === 'env' ||
          (LISTED.test(one.key) && !(CALLED_PATH.test(place.path) && /domain|host|origin/i.test(one.key))) ||
          (config && !namesEndpoint(one.key)) ||
          (!url &&
            !(!config && CALLED_HOST.test(one.key)) &&
            !(
              (config || call !== null || /^e?mail_?host$|smtp/i.test(one.key)) &&
              /^(?:smtp_?|mail_?)?(?:host|server|address|endpoint)$|smtp|_host$/i.test(one.key)
            ) &&
            !(call !== null && one.key === '' && TAKES_HOST.test(call.callee)))
        const mails = !weak && SMTP.test(place.host) && vendor.card ? 'named:smtp' : undefined
        const signal = weak && DIRECTIVES.test(one.key) ? 'csp' : 'host'
        this.#notes.find(vendor.card, vendor.id, signal, weak ? 'weak' : 'medium', one.line, mails)
      } else if (
        url &&
        this.#source.lang !== 'config' &&
        !LISTED.test(key) &&
        !(/^url$|sample|demo|preset/i.test(key) && call === null && /\.[jt]sx$/.test(this.#source.path)) &&
        !(one.key === '' && SHOWN_BY_RUBY.test(this.#source.path)) &&
        ((namesEndpoint(key) && machineAddress(place.host, place.path)) || CALLED_ADDRESS.test(key))
      ) {
        this.#notes.find(vendor.card, vendor.id, 'host', 'medium', one.line)
      }
    }
  }

  /** A vendor's loader, pasted as text: `(function(){ s.src = "https://…" })()`. */
  #snippet(text: string, line: number): void {
    if (!/createElement|\.src\s*=|<script/.test(text)) return
    for (const hit of text.matchAll(/["']((?:https?:)?\/\/[a-z0-9.-]+\.[a-z]{2,}[^"'\s<]*)["']/gi))
      this.#notes.load('script', hit[1]!, { t: 'text', text: hit[1]! }, line, null, null)
  }

  /** Addresses with a value in them (`https://avatars.example/` + hash of the e-mail): whoever fetches it hands the value over. */
  templates(): void {
    const { unit } = this.#source
    const visit = (expr: Expr, key: string, call: Call | null, fn: number, line: number): void => {
      if (expr.t === 'either' || expr.t === 'list') for (const one of expr.items) visit(one, key, call, fn, line)
      else if (expr.t === 'object') for (const entry of expr.entries) visit(entry.value, entry.key ?? '', null, fn, entry.line)
      else if (expr.t === 'join') this.#template(expr, key, call, fn, line)
    }
    for (const one of unit.assigns) visit(one.value, one.target.slice(one.target.lastIndexOf('.') + 1), null, one.fn, one.line)
    unit.fns.forEach((fn, i) => {
      for (const one of fn.returns) visit(one, fn.name, null, i, fn.line)
    })
    for (const call of unit.calls) if (call.kind !== 'element') for (const arg of call.args) visit(arg, '', call, call.fn, call.line)
  }

  /** Does the class that this one inherits ask it for the address and send to it: `$this->client->get($this->getUrl())`? */
  #askedAbove(name: string, fn: number): boolean {
    const own = lastName(this.#source.unit.fns[fn]!.owner)
    if (own === '' || !/ur[il]$|endpoint|address/i.test(name)) return false
    return this.#program.parentsOf(own).some((parent) =>
      this.#program.homesOf(parent).some((home) => {
        const { calls } = home.unit
        return (
          home.lang === this.#source.lang && calls.some((one) => one.callee === `this.${name}`) && calls.some((one) => sends(one.callee))
        )
      }),
    )
  }

  #template(expr: Expr & { t: 'join' }, key: string, call: Call | null, fn: number, line: number): void {
    if (
      NOT_FETCHED.test(key) ||
      LINKING.test(this.#source.unit.fns[fn]!.name) ||
      (call && (NOT_FETCHED.test(call.callee) || sends(call.callee)))
    )
      return
    const asked = call === null && this.#askedAbove(key, fn)
    for (const text of literals(this.#program, this.#source, fn, expr)) {
      const place = addressOf(text, asked)
      const vendor = place && vendorAt(this.#known, place.host, place.path)
      if (!place || !vendor || noData(place.host, place.path) || SHARES.test(place.path)) continue
      if (!asked && !vendor.takes && !PICTURES.test(place.host + place.path) && !PICTURE_KEY.test(key)) continue
      const shown = !asked && (SHOWN.test(place.host + place.path) || PICTURE_KEY.test(key))
      this.#notes.find(vendor.card, vendor.id, shown ? 'embed_url' : 'rest_call', 'medium', line)
      const value: Call = { fn, kind: 'call', callee: key || 'address', on: null, args: [{ t: 'list', items: expr.parts.slice(1) }], line }
      this.#out.calls.push({ vendor: vendor.id, card: vendor.card, source: this.#source, call: value, module: '', member: key, rest: true })
      return
    }
  }
}
