// The reading side of the record: seals and ships first, then asks the engine, and puts names to numbers from dictionary and vault.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf, dayText } from '../core/clock.ts'
import { identityOf } from '../core/keys.ts'
import type { Log } from '../core/log.ts'
import {
  type AffectedRow,
  type Coverage,
  type PersonAnswer,
  type RecordReader,
  type Scope,
  SOURCES,
  type WhoAnswer,
} from '../core/record.ts'
import type { Identity, Shape } from '../core/words.ts'
import { covers } from '../fields/taxonomy.ts'
import { type CanaryStore, openCanaries } from './canaries.ts'
import { openChdb } from './engine/chdb.ts'
import { openClickHouse } from './engine/clickhouse.ts'
import type { Engine } from './engine/engine.ts'
import { ship } from './engine/ship.ts'
import { type Keys, openKeys } from './keys.ts'
import { coverageOf } from './ledger/coverage.ts'
import { Identities } from './ledger/identities.ts'
import { openLetters } from './letters.ts'
import { type Contact, Vault } from './people/vault.ts'
import { sealFirst } from './seal-first.ts'
import { countAliases, readAliases, readComponents } from './sql/aliases.sql.ts'
import { migrate } from './sql/migrate.sql.ts'
import { fieldKey, readCoverage, readShapes, readVendorNumbers } from './sql/names.sql.ts'
import { readPerson } from './sql/person.sql.ts'
import { readVendors } from './sql/vendors.sql.ts'
import { countPeople, listPeople, type WhoQuestion } from './sql/who.sql.ts'

export interface RecordOptions {
  readonly keys?: Keys
  readonly log?: Log
  /** Address of a ClickHouse server; without it the embedded engine is used. */
  readonly clickhouse?: string | undefined
  /** Seals what was appended; default: asks the guard over its socket, or seals where no writer is alive. */
  readonly sealFirst?: (dir: string) => Promise<void>
  /** Progress of shipping, in segments. */
  readonly told?: (done: number, total: number) => void
}

/** What was erased: numbers of identities forgotten and whether contact data was. */
export interface Erased {
  readonly identities: number
  readonly contact: boolean
}

export interface PeopleRecord extends RecordReader {
  /** Forgets a person: dictionary rows and the key of the contact data. `day`: of the erasure, since 1970. null: nobody is known by that. */
  erase(idOrEmail: string, day: number): Promise<Erased | null>
  /** Day on which the person with this id or e-mail was erased, or null. */
  erasedOn(idOrEmail: string): Promise<string | null>
}

/** People in one answer of the engine while listing: a list of any length passes through in pieces. */
const PAGE = 100_000

/** Opens the record of a data folder for questions. Throws `keys.missing`, `engine.*`, `ledger.damaged`. */
export async function openRecord(dir: string, options: RecordOptions = {}): Promise<PeopleRecord> {
  const keys = options.keys ?? openKeys(dir)
  const engine = options.clickhouse ? openClickHouse(options.clickhouse) : openChdb(join(dir, 'engine'), options.log)
  try {
    await migrate(engine)
    return new Reader(dir, keys, engine, options)
  } catch (error) {
    await engine.close()
    throw error
  }
}

class Reader implements PeopleRecord {
  private readonly dir: string
  private readonly keys: Keys
  private readonly engine: Engine
  private readonly options: RecordOptions
  private readonly identities: Identities
  private readonly vault: Vault
  private readonly canaries: CanaryStore
  private shapes = new Map<number, Shape>()
  private numbers = new Map<string, number>()
  private aliases = false
  /** As of what was last shipped. */
  private readonly coverages = new Map<string, Coverage[]>()
  private shipped = ''
  private running: Promise<void> | null = null
  private contacts: { readonly of: string; readonly byPerson: ReadonlyMap<number, number> } | null = null

  constructor(dir: string, keys: Keys, engine: Engine, options: RecordOptions) {
    this.dir = dir
    this.keys = keys
    this.engine = engine
    this.options = options
    this.identities = new Identities(dir, true)
    this.vault = new Vault(dir, keys)
    this.canaries = openCanaries(dir, keys)
  }

  async who(scope: Scope): Promise<WhoAnswer> {
    await this.fresh()
    const coverage = await this.coverageAt(scope.vendor)
    const from = scope.from ?? null
    const to = scope.to ?? null
    const head = { version: 1, vendor: scope.vendor, from: isoOrNull(from), to: isoOrNull(to) } as const
    const question = await this.question(scope)
    const counts = question ? await countPeople(this.engine, question, this.aliases) : new Map<string, number>()
    const byField = Object.fromEntries(
      [...counts]
        .filter(([key, people]) => key.startsWith('field:') && people > 0)
        .map(([key, people]) => [key.slice(6), people] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
    const form = (name: string) => counts.get(`form:${name}`) ?? 0
    const byForm = { clear: form('clear'), pseudonym: form('pseudonym'), generalised: form('generalised') }
    return { ...head, people: counts.get('') ?? 0, byField, byForm, coverage, complete: true }
  }

  async *affected(scope: Scope): AsyncIterable<AffectedRow> {
    await this.fresh()
    const question = await this.question(scope)
    if (!question) return
    const contacts = await this.contactNumbers()
    for (let after = 0; ; ) {
      const page = await listPeople(this.engine, question, this.aliases, after, PAGE)
      for (const row of page) {
        const number = contacts.get(row.person)
        const contact = number === undefined ? null : this.vault.read(number)
        const shapes = row.shapes.flatMap((shape) => this.shapes.get(shape) ?? [])
        yield {
          ...nameOf(row.person, contact),
          fields: [...new Set(shapes.flatMap(fieldsOf))].sort(),
          properties: [...new Set(shapes.flatMap((shape) => shape.items.map((item) => item.property)))].sort(),
          first: iso(row.first * 1000),
          last: iso(row.last * 1000),
          count: row.count,
        }
      }
      if (page.length < PAGE) return
      after = page.at(-1)!.person
    }
  }

  async byOrganisation(scope: Scope): Promise<readonly { org: string | null; people: number }[]> {
    const counts = new Map<string | null, number>()
    for await (const { org } of this.affected(scope)) counts.set(org, (counts.get(org) ?? 0) + 1)
    return [...counts]
      .map(([org, people]) => ({ org, people }))
      .sort((a, b) => b.people - a.people || ((a.org ?? '') < (b.org ?? '') ? -1 : 1))
  }

  async person(idOrEmail: string): Promise<PersonAnswer | null> {
    await this.fresh()
    const { contact, ids } = await this.lookUp(idOrEmail)
    if (!contact && ids.length === 0) return null
    const rows = ids.length === 0 ? [] : await readPerson(this.engine, ids, this.numbers)
    return {
      version: 1,
      ...nameOf(ids.length > 0 ? Math.min(...ids) : 0, contact),
      disclosures: rows.map((row) => ({
        vendor: row.vendor,
        day: dayText(row.day),
        first: iso(row.day * 86_400_000 + row.first * 1000),
        last: iso(row.day * 86_400_000 + row.last * 1000),
        count: row.count,
        source: SOURCES[row.source]!,
        properties: (this.shapes.get(row.shape)?.items ?? []).map(({ property, field, form }) => ({ property, field, form })),
      })),
    }
  }

  async coverage(vendor: string): Promise<readonly Coverage[]> {
    await this.fresh()
    return this.coverageAt(vendor)
  }

  async vendors(): Promise<readonly { vendor: string; people: number; disclosures: number; last: string }[]> {
    await this.fresh()
    const names = new Map([...this.numbers].map(([name, number]) => [number, name]))
    return (await readVendors(this.engine, this.aliases, await this.canaryNumbers())).map((row) => ({
      ...row,
      vendor: names.get(row.vendor) ?? '',
      last: iso(row.last * 1000),
    }))
  }

  async erase(idOrEmail: string, day: number): Promise<Erased | null> {
    await this.fresh()
    const { number, contact, ids, identities } = await this.lookUp(idOrEmail)
    this.forgetLetters([idOrEmail, contact?.email ?? ''])
    if (number === null && ids.length === 0) return null
    const all = [...new Set([...identities, ...this.identities.namesOf(new Set(ids))])]
    this.identities.erase(all, day)
    if (number !== null) this.vault.erase(number)
    this.contacts = null
    return { identities: all.length, contact: number !== null }
  }

  async erasedOn(idOrEmail: string): Promise<string | null> {
    this.identities.refresh()
    const day = this.identities.erased(identityOf(this.keys.identity, idOrEmail))
    return day === null ? null : dayText(day)
  }

  async close(): Promise<void> {
    await this.running?.catch(() => {})
    this.vault.close()
    this.canaries.close()
    this.identities.close()
    await this.engine.close()
  }

  /** The report desk keeps addresses, also of people who are in no directory. */
  private forgetLetters(names: readonly string[]): void {
    const addresses = new Set(names.filter((name) => name.includes('@')))
    if (addresses.size === 0) return
    const letters = openLetters(this.dir, this.keys)
    for (const one of addresses) letters.forget(one)
    letters.close()
  }

  /** Everything that was acknowledged before the question is in the answer. Questions that come together share one round. */
  private fresh(): Promise<void> {
    this.running ??= this.catchUp().finally(() => {
      this.running = null
    })
    return this.running
  }

  private async coverageAt(vendor: string): Promise<Coverage[]> {
    const known = this.coverages.get(vendor) ?? coverageOf(await readCoverage(this.engine, vendor))
    this.coverages.set(vendor, known)
    return known
  }

  private async catchUp(): Promise<void> {
    await (this.options.sealFirst ?? sealFirst)(this.dir)
    this.identities.refresh()
    const path = join(this.dir, 'ledger', 'checkpoint')
    const state = existsSync(path) ? readFileSync(path, 'utf8') : ''
    if (state === this.shipped && state !== '') return
    await ship(this.dir, this.keys, this.engine, this.options.told)
    this.numbers = await readVendorNumbers(this.engine)
    for (const [number, shape] of await readShapes(this.engine, Math.max(0, ...this.shapes.keys()))) this.shapes.set(number, shape)
    this.aliases = (await countAliases(this.engine)) > 0
    this.contacts = null
    this.coverages.clear()
    this.shipped = state
  }

  /** null: the vendor is not in the ledger. */
  private async question(scope: Scope): Promise<WhoQuestion | null> {
    const vendor = this.numbers.get(scope.vendor)
    if (vendor === undefined) return null
    const fields = scope.fields ?? []
    const known = [...new Set([...this.shapes.values()].flatMap(fieldsOf))]
    const from = moment(scope.from ?? 0)
    const to = moment(scope.to ?? LAST_MOMENT)
    const asked = fields.length === 0 ? [''] : known.filter((field) => fields.some((key) => covers(key, field))).map(fieldKey)
    return {
      vendor,
      fromDay: from.day,
      fromSecond: from.second,
      toDay: to.day,
      toSecond: to.second,
      asked,
      canaries: await this.canaryNumbers(),
    }
  }

  /** Numbers under which the ledger holds invented persons, before and after merges. */
  private async canaryNumbers(): Promise<number[]> {
    const own = this.canaries
      .identities()
      .map((identity) => this.identities.find(identity))
      .filter((id) => id !== 0)
    const roots = own.length > 0 && this.aliases ? await readComponents(this.engine, own) : new Map<number, number>()
    return [...new Set([...own, ...roots.keys(), ...roots.values()])]
  }

  private async lookUp(
    idOrEmail: string,
  ): Promise<{ number: number | null; contact: Contact | null; ids: number[]; identities: Identity[] }> {
    const given = /^p([1-9]\d{0,9})$/.exec(idOrEmail)
    const asked = identityOf(this.keys.identity, idOrEmail)
    let number = this.vault.find(asked)
    const identities = new Set([asked, ...(number === null ? [] : this.vault.identitiesOf(number))])
    const found = [...identities].map((identity) => this.identities.find(identity)).filter((id) => id !== 0)
    if (given && found.length === 0 && number === null) found.push(Number(given[1]))
    const components = this.aliases && found.length > 0 ? await readComponents(this.engine, found) : new Map<number, number>()
    const ids = [...new Set([...found, ...components.keys(), ...components.values()])]
    if (number === null && ids.length > 0) {
      const contacts = await this.contactNumbers()
      for (const id of ids) number ??= contacts.get(id) ?? null
    }
    return { number, contact: number === null ? null : this.vault.read(number), ids, identities: [...identities] }
  }

  /** Number of a person in the ledger → number in the vault. Kept until either changes. */
  private async contactNumbers(): Promise<ReadonlyMap<number, number>> {
    const of = this.vault.version()
    if (this.contacts?.of === of) return this.contacts.byPerson
    const aliases = this.aliases ? await readAliases(this.engine) : new Map<number, number>()
    const byPerson = new Map<number, number>()
    for (const [identity, number] of this.vault.everyIdentity()) {
      const id = this.identities.find(identity)
      if (id !== 0) byPerson.set(aliases.get(id) ?? id, number)
    }
    this.contacts = { of, byPerson }
    return byPerson
  }
}

/** The last moment a day number of the engine can hold. */
const LAST_MOMENT = 65_535 * 86_400_000 + 86_399_000

function moment(at: number): { day: string; second: number } {
  const ms = Math.min(Math.max(at, 0), LAST_MOMENT)
  return { day: dayText(dayOf(ms)), second: Math.floor((ms % 86_400_000) / 1000) }
}

function fieldsOf(shape: Shape): string[] {
  return shape.items.flatMap(({ field }) => (field === null ? [] : [field]))
}

function nameOf(person: number, contact: Contact | null): Pick<AffectedRow, 'person' | 'email' | 'name' | 'org'> {
  return { person: contact?.id ?? `p${person}`, email: contact?.email ?? null, name: contact?.name ?? null, org: contact?.org ?? null }
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : iso(ms)
}
