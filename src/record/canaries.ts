// Canaries in the control store: who they are is sealed like the contact data of persons, so that a copy of the file alone does not tell a thief whom to
// leave out. Looked up by keyed hashes.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Canary, CanaryBook, Invented } from '../core/canaries.ts'
import { deriveKey, identityOf } from '../core/keys.ts'
import type { Identity } from '../core/words.ts'
import { type Keys, openKeys } from './keys.ts'
import { Identities } from './ledger/identities.ts'
import { open, seal, Vault } from './people/vault.ts'
import { CANARY_QUESTIONS as ASK, CANARY_TABLES } from './sql/canaries.sql.ts'
import { BEGIN, COMMIT, ROLLBACK } from './sql/vault.sql.ts'

export interface CanaryStore extends CanaryBook {
  /** Adds an invented person; false where one of its names is taken by another canary. `planted` and `due`: ms since 1970. */
  plant(vendor: string, person: Invented, planted: number, due: number): boolean
  /** The one vendor that knows this id or address; null where it is no canary's. */
  vendorOf(idOrEmail: string): string | null
  /** Every identity under which the ledger may hold a canary: counts of people leave them out. */
  identities(): Identity[]
  close(): void
}

/** Opens `control.sqlite` in the data folder, making it where it is missing. Throws `keys.missing`. */
export function openCanaries(dir: string, given?: Keys): CanaryStore {
  const keys = given ?? openKeys(dir)
  const key = deriveKey(keys.root, 'canaries')
  mkdirSync(dir, { recursive: true })
  const db = new DatabaseSync(join(dir, 'control.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')
  db.exec(CANARY_TABLES)
  const hashOf = (name: string): Buffer => Buffer.from(identityOf(keys.identity, name), 'base64url')
  return {
    plant(vendor, person, planted, due) {
      const names = [...new Set([person.id, person.email, person.device].map((name) => hashOf(name).toString('base64url')))]
      if (names.some((name) => db.prepare(ASK.byIdentity).get(Buffer.from(name, 'base64url')) !== undefined)) return false
      db.exec(BEGIN)
      try {
        const sealed = seal(key, Buffer.from(JSON.stringify(person)))
        const number = Number(db.prepare(ASK.insert).run(vendor, sealed, planted, due).lastInsertRowid)
        for (const name of names) db.prepare(ASK.name).run(Buffer.from(name, 'base64url'), number)
        db.exec(COMMIT)
      } catch (error) {
        db.exec(ROLLBACK)
        throw error
      }
      return true
    },
    list(vendor) {
      const rows = db
        .prepare(ASK.all)
        .all()
        .filter((row) => vendor === undefined || row.vendor === vendor)
      return rows.map((row): Canary => {
        const person = JSON.parse(open(key, row.sealed as Uint8Array).toString('utf8')) as Invented
        const [number, planted, due, sent] = [row.number, row.planted, row.due, row.sent].map(Number) as [number, number, number, number]
        return { ...person, number, vendor: String(row.vendor), planted, due, sent, last: row.last as number | null, told: row.told === 1 }
      })
    },
    active(number, { due, sent = 0, at, told }) {
      db.prepare(ASK.active).run(number, due ?? null, sent, at ?? null, told ? 1 : 0)
    },
    vendorOf(idOrEmail) {
      const row = db.prepare(ASK.byIdentity).get(hashOf(idOrEmail))
      return row === undefined ? null : String(row.vendor)
    },
    identities: () =>
      db
        .prepare(ASK.identities)
        .all()
        .map((row) => Buffer.from(row.hash as Uint8Array).toString('base64url')),
    close: () => db.close(),
  }
}

/** Says whether somebody real goes by an id or address: in the ledger or in the directory of people. */
export function knownNames(dir: string): (name: string) => boolean {
  const keys = openKeys(dir)
  const identities = existsSync(join(dir, 'ledger')) ? new Identities(dir, true) : null
  const vault = existsSync(join(dir, 'vault.sqlite')) ? new Vault(dir, keys) : null
  return (name) => {
    const identity = identityOf(keys.identity, name)
    return (identities?.find(identity) ?? 0) !== 0 || (vault?.find(identity) ?? null) !== null
  }
}

/** For mail triage: every canary's address (lower case) with the one vendor it was given to. An installation without canaries has none. */
export function canaryAddresses(dir: string): ReadonlyMap<string, string> {
  if (!existsSync(join(dir, 'control.sqlite')) || !existsSync(join(dir, 'keys', 'root.key'))) return new Map()
  const store = openCanaries(dir)
  const addresses = new Map(store.list().map((canary) => [canary.email.toLowerCase(), canary.vendor]))
  store.close()
  return addresses
}

/** To whom alone an address was given, or null. An installation without canaries answers null to everything. */
export function canariesFor(dir: string): (email: string) => string | null {
  const addresses = canaryAddresses(dir)
  return (email) => addresses.get(email.trim().toLowerCase()) ?? null
}
