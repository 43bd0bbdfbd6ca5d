// What PHP's frameworks hand to vendors that the code names only by a package, a driver or a setting: mail through a declared transport, sign-ins that the settings hold keys for, payments by a collection of gateways.
import type { Card } from '../../../catalog/card.ts'
import type { Known, Signals } from '../finding.ts'
import type { Call, Expr } from '../ir.ts'
import { settingOf } from '../names/framework-settings.ts'
import type { Program } from '../names/program.ts'
import { lastName, type Source } from '../names/source.ts'
import { namedCard } from './providers.ts'
import { cardNamed } from './signal-rules.ts'

/** Packages that a framework's own mailer sends through: nobody requires one without using it. */
const TRANSPORT =
  /^composer:(?:symfony\/[\w-]+-mailer|[\w-]+\/(?:laravel-(?:postmark|mailcoach-mailer|sendgrid-driver|mandrill-driver|mailjet|sparkpost|ses|brevo|mailersend)|swiftmailer-\w+|resend-laravel|laravel-driver))$/

/** Adds what one PHP source hands over through its framework. */
export function phpFrameworks(program: Program, source: Source, known: Known, out: Signals): void {
  if (source.lang !== 'php' || source.role !== 'run') return
  mailed(program, source, known, out)
  for (const call of source.unit.calls) {
    signIns(program, source, call, known, out)
    gateway(source, call, known, out)
    held(source, call, known, out)
    asked(source, call, known, out)
  }
}

function add(out: Signals, source: Source, card: Card, line: number, module: string): void {
  out.findings.push({
    vendor: card.id,
    card,
    signal: 'init_call',
    strength: 'medium',
    path: source.path,
    line,
    ecosystem: 'composer',
    module,
  })
}

/** Cards of declared transports, with their packages. */
function transports(known: Known): [card: Card, module: string][] {
  return [...known.declared].flatMap((module): [Card, string][] => {
    const card = TRANSPORT.test(module) ? known.catalog.byPackage(module) : null
    return card && !known.own(card.domain) ? [[card, card.id === 'aws' ? 'named:ses' : module]] : []
  })
}

/** Mail that a notification (`toMail`), a mailable (`content`, `build`) or Symfony's mailer sends, to every transport that is declared. */
function mailed(program: Program, source: Source, known: Known, out: Signals): void {
  const written: { fn: number; values: readonly Expr[]; line: number }[] = []
  source.unit.fns.forEach(({ name, owner, returns, line }, fn) => {
    const parents = program.parentsOf(lastName(owner))
    if (name === 'toMail' || (/^(?:content|build|envelope)$/.test(name) && parents.some((one) => /Mailable$/.test(one))))
      written.push({ fn, values: returns, line })
  })
  for (const call of source.unit.calls) {
    const mailer = /(?:^|\.)(?:\w*[mM]ailer\w*)\.send$|^Mail\.(?:to|send|queue|later|raw)$/.test(call.callee)
    const frameworks = /^(?:Illuminate\\Support\\Facades\\Mail$|Symfony\\(?:Component\\(?:Mailer|Mime)|Bridge\\Twig\\Mime)\\)/
    if (mailer && source.unit.imports.some((one) => frameworks.test(one.module)))
      written.push({ fn: call.fn, values: call.args.map((one) => putTogether(program, source, call.fn, one)), line: call.line })
  }
  if (written.length === 0) return
  for (const [card, module] of transports(known)) {
    add(out, source, card, written[0]!.line, module)
    for (const { fn, values, line } of written) {
      const call: Call = { fn, kind: 'call', callee: 'mail', on: null, args: values, line }
      out.calls.push({ vendor: card.id, card, source, call, module: '', member: 'mail', rest: true })
    }
  }
}

/** A message that was given a name first: the name says nothing of what is in it. */
function putTogether(program: Program, source: Source, fn: number, value: Expr): Expr {
  const given = value.t === 'ref' ? program.valueOf(source, fn, value.path) : null
  return given?.source === source && given.expr.t === 'call' ? given.expr : value
}

/** Prism and Laravel's own AI library name who answers in a step of a chain: `Prism::text()->using(Provider::Acme, "model")`. */
function asked(source: Source, call: Call, known: Known, out: Signals): void {
  const [first] = call.args
  if (!/(?:^|\.)using$/.test(call.callee) || !first || !source.unit.imports.some((one) => /(?:^|\\)Prism\\/.test(one.module))) return
  const name = first.t === 'text' ? first.text : first.t === 'ref' ? /(?:^|\.)Provider\.(\w+)$/.exec(first.path)?.[1] : undefined
  const card = name ? namedCard(known.catalog, MODELS[name.toLowerCase()] ?? name.toLowerCase()) : null
  if (card && !known.own(card.domain)) add(out, source, card, call.line, `named:${name}`)
}

const MODELS: Readonly<Record<string, string>> = {
  gemini: 'google-gemini',
  voyageai: 'voyage-ai',
  azure: 'azure-openai',
  z: '',
  ollama: '',
}

/** `Socialite::driver($provider)`: whoever the settings hold the keys of an application for. */
function signIns(program: Program, source: Source, call: Call, known: Known, out: Signals): void {
  if (!/(?:^|\.)socialite\.(?:driver|with)$/i.test(call.callee) || call.args[0]?.t === 'text') return
  const settings = settingOf(program, source, 'services')?.expr
  if (settings?.t !== 'object') return
  for (const { key, value } of settings.entries) {
    const keys = value.t === 'object' ? value.entries.map((one) => one.key) : []
    const card =
      key && keys.includes('client_id') && keys.some((one) => one && /^redirect/.test(one))
        ? namedCard(known.catalog, key === 'azure' ? 'microsoft' : key)
        : null
    if (card && !known.own(card.domain)) add(out, source, card, call.line, `sign-in:${key}`)
  }
}

const PAYS = /(?:^|\.)(?:purchase|authorize|createCard|completePurchase|completeAuthorize|acceptNotification)$/

/** Omnipay: the gateway by its name, by the class that uses it, else every one that is declared. */
function gateway(source: Source, call: Call, known: Known, out: Signals): void {
  const makes = call.callee === 'Omnipay.create'
  const [first] = call.args
  if (!makes && !(PAYS.test(call.callee) && first)) return
  const declared = [...known.declared].filter((one) => /^composer:(?:omnipay\/(?!common)|[\w-]+\/omnipay-)/.test(one))
  if (declared.length === 0) return
  const named = makes && first?.t === 'text' ? first.text : null
  const about = (named ?? lastName(source.unit.fns[call.fn]!.owner)).toLowerCase().replace(/[^a-z0-9]/g, '')
  const all = declared.flatMap((module) => {
    const name = module.replace(/^composer:(?:omnipay\/|[\w-]+\/omnipay-)/, '')
    const card = known.catalog.byPackage(module) ?? cardNamed(known.catalog, name)
    return card && !known.own(card.domain) ? [{ name, card, module }] : []
  })
  const near = all.filter(({ name }) => about.includes(name.replace(/[^a-z0-9]/g, '')))
  if (named !== null && near.length === 0) return
  for (const { card, module } of near.length > 0 ? near : all) {
    add(out, source, card, call.line, module)
    if (!makes) out.calls.push({ vendor: card.id, card, source, call, module: '', member: lastName(call.callee), rest: true })
  }
}

/** `app("sentry")`: a vendor's client that its declared package put into the container. */
function held(source: Source, call: Call, known: Known, out: Signals): void {
  const [first] = call.args
  if (!/^(?:app|resolve|this\.app\.make|App\.make)$/.test(call.callee) || first?.t !== 'text') return
  const card = known.catalog.byId(first.text)
  if (card?.packages.composer?.some((one) => known.declared.has(`composer:${one}`)) && !known.own(card.domain))
    add(out, source, card, call.line, `named:${first.text}`)
}
