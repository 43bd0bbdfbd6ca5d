// The end of a scan: what was found is weighed and put into the form of the contract, in one order. Pure; nothing is looked up in the code any more.

import type { Card } from '../../../catalog/card.ts'
import { declaredFindings, lockedEvidence } from '../declared/declared-findings.ts'
import type { Manifest } from '../declared/manifest.ts'
import type { Flow } from '../flow/flow.ts'
import type { Handed } from '../flow/handed.ts'
import { passedOn } from '../flow/passed-on.ts'
import { whose } from '../flow/whose.ts'
import type { Input, Scan } from '../input.ts'
import type { Lang } from '../kinds.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { toolsOf } from '../pipeline/tools.ts'
import type { CodeLoaded, HandedField, KeyHeld, ScanResult, Vendor } from '../result.ts'
import { reachable } from '../tree/reach.ts'
import type { Called } from '../vendors/called.ts'
import { impliedFields } from '../vendors/implied.ts'
import type { Finding, Signals } from '../vendors/signals.ts'
import { evidenceOf, type Weighed, weigh } from '../vendors/weigh.ts'

/** What a scan heard of the code, before it is weighed. */
export interface Heard {
  readonly input: Input
  readonly skipped: readonly { path: string; why: string }[]
  readonly manifests: ReadonlyMap<string, Manifest>
  readonly pipelines: ReadonlyMap<string, Pipeline>
  /** Modules that each file imports, as written, and the files they stand for. */
  readonly imports: ReadonlyMap<string, { imports: readonly string[]; lang: Lang }>
  readonly imported: (path: string) => readonly string[]
  readonly signals: Omit<Signals, 'calls'>
  /** Vendors' calls. */
  readonly called: readonly Called[]
  readonly handed: Flow['handed']
  readonly wrapped: Flow['wrapped']
  readonly parsed: number
  /** Is a domain the company's own? */
  readonly own: (domain: string) => boolean
  /** Whose library a module is. */
  readonly cardOf: (module: string) => Card | null
}

/** A library without a card and a host of the same name are one vendor: the domain names it. */
function withDomains(heard: Heard): Heard {
  const domains = new Map<string, string>()
  for (const one of heard.signals.findings)
    if (!one.card && one.vendor.includes('.')) domains.set(one.vendor.slice(0, one.vendor.indexOf('.')), one.vendor)
  const named = <T extends { readonly vendor: string; readonly card?: Card | null }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, vendor: (!one.card && domains.get(one.vendor)) || one.vendor }))
  const { signals } = heard
  return {
    ...heard,
    handed: named(heard.handed),
    wrapped: named(heard.wrapped),
    called: named(heard.called),
    signals: { ...signals, findings: named(signals.findings), envs: named(signals.envs) },
  }
}

export function answerOf(told: Heard): Scan {
  const heard = withDomains(told)
  const findings: Finding[] = [...heard.signals.findings, ...(heard.input.extra ?? [])]
  for (const one of heard.wrapped)
    findings.push({
      vendor: one.vendor,
      card: one.card,
      signal: one.card && /\blogs?\b/.test(one.card.role) ? 'log_sink' : 'wrapper_flow',
      strength: 'weak',
      path: one.path,
      line: one.line,
      ecosystem: '',
    })
  const declared = declaredFindings(heard.manifests, heard.input.catalog, heard.cardOf)
  const build = toolsOf(heard.pipelines, heard.input.catalog, heard.own)
  findings.push(...declared.findings, ...build.findings)
  const envs = [...heard.signals.envs, ...declared.keys]
  const roles = new Map(heard.input.files.map((one) => [one.path, one.role]))
  const reached = reachable(heard.input.files, heard.imports, heard.imported)
  const { vendors, rejected } = weigh(findings, {
    catalog: heard.input.catalog,
    own: heard.own,
    roleOf: (path) => roles.get(path) ?? 'run',
    reached,
    keyed: (vendor) => envs.some((one) => one.vendor === vendor && /KEY|TOKEN|SECRET|DSN/.test(one.name)),
  })
  const live = (path: string): boolean => (roles.get(path) ?? 'run') === 'run' && reached(path)
  const handed = heard.handed.filter((one) => live(one.path))
  const result: ScanResult = {
    version: 1,
    root: heard.input.root,
    files: { seen: heard.input.seen, parsed: heard.parsed, skipped: sortBy(heard.skipped, (one) => one.path) },
    vendors: vendors.map((one) => vendorOf(one, heard, envs, build.keys, handed, live)),
  }
  const leftOut = rejected.map((one) => ({
    id: one.id,
    name: one.card?.name ?? one.id,
    why: one.why,
    evidence: evidenceOf(one.findings, [], 5),
    ...keysOf(one.id, build.keys),
  }))
  return { result, leftOut, handed, build: build.tools }
}

/** With whose data it is, where that can be told. */
function told(vendor: Weighed, field: HandedField): HandedField {
  const person = whose(vendor.card?.role ?? '', field, vendor.surface)
  return person ? { ...field, whose: person } : field
}

function keysOf(vendor: string, list: Signals['envs']): { keys?: KeyHeld[] } {
  const keys = new Map(list.filter((one) => one.vendor === vendor).map(({ name, path, line }) => [name, { name, path, line }]))
  return keys.size > 0 ? { keys: [...keys.values()] } : {}
}

function vendorOf(
  one: Weighed,
  heard: Heard,
  envs: Signals['envs'],
  building: Signals['envs'],
  handed: readonly Handed[],
  live: (path: string) => boolean,
): Vendor {
  const fields = new Map<string, HandedField>()
  for (const hit of handed) {
    if (hit.vendor !== one.id) continue
    const key = `${hit.field}\0${hit.path}\0${String(hit.line).padStart(8, '0')}\0${hit.property}`
    const before = fields.get(key)
    if (before && (before.confidence === 'certain' || hit.confidence === 'likely')) continue
    fields.set(key, {
      field: hit.field,
      property: hit.property,
      path: hit.path,
      line: hit.line,
      how: hit.how,
      confidence: hit.confidence,
    })
  }
  if (one.card) {
    const known = [...fields.values()]
    for (const hit of impliedFields(
      one.card,
      one.findings,
      heard.called.filter((call) => live(call.path)),
      known,
      one.surface,
    )) {
      fields.set(`${hit.field}\0${hit.path}\0${String(hit.line).padStart(8, '0')}\0${hit.property}`, hit)
    }
  }
  for (const hit of passedOn(one.findings, [...fields.values()]))
    fields.set(`${hit.field}\0${hit.path}\0${String(hit.line).padStart(8, '0')}\0${hit.property}`, hit)
  const keys = new Map<string, KeyHeld>()
  for (const env of envs)
    if (env.vendor === one.id && live(env.path) && !keys.has(env.name))
      keys.set(env.name, { name: env.name, path: env.path, line: env.line })
  for (const { vendor, ...key } of building) if (vendor === one.id && !keys.has(key.name)) keys.set(key.name, key)
  const code: CodeLoaded[] = heard.signals.code
    .filter((code) => code.vendor === one.id && live(code.path))
    .map(({ url, integrity, path, line }) => ({ url, integrity, path, line }))
  return {
    id: one.id,
    name: one.card?.name ?? one.id,
    company: one.card?.company ?? '',
    domain: one.card?.domain ?? one.id,
    role: one.card?.role ?? 'unknown',
    confidence: one.confidence,
    surface: one.surface,
    evidence: evidenceOf(one.findings, lockedEvidence(one, heard.manifests, heard.input.catalog)),
    fields: [...fields.keys()].sort().map((key) => told(one, fields.get(key)!)),
    keys: [...keys.keys()].sort().map((key) => keys.get(key)!),
    code: sortBy(dedupe(code), (item) => `${item.path}\0${String(item.line).padStart(8, '0')}\0${item.url}`),
  }
}

function sortBy<T>(list: readonly T[], key: (one: T) => string): T[] {
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

function dedupe(list: readonly CodeLoaded[]): CodeLoaded[] {
  const seen = new Map(list.map((one) => [`${one.path}:${one.line}:${one.url}`, one]))
  return [...seen.values()]
}
