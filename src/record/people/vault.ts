// Contact data of persons, each sealed with a random key of their own. Erasing a person deletes the key: what is left of the data, here and in every backup
// of the sealed column, cannot be read again. Looked up by keyed hashes, never by the values.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { identityOf } from '../../core/keys.ts'
import type { Identity } from '../../core/words.ts'
import type { Keys } from '../keys.ts'
import { BEGIN, COMMIT, EMPTY_LOG, ROLLBACK, VAULT_QUESTIONS, VAULT_TABLES } from '../sql/vault.sql.ts'

/** A row of the directory of people. Everything but `id` may be missing. */
export interface Contact {
  readonly id: string
  readonly email: string | null
  readonly name: string | null
  readonly org: string | null
  readonly locale: string | null
  readonly country: string | null
}

export type Put = 'new' | 'changed' | 'same'

export class Vault {
  private readonly db: DatabaseSync
  private readonly keys: Keys
  private readonly sql: Record<keyof typeof VAULT_QUESTIONS, StatementSync>

  constructor(dir: string, keys: Keys) {
    mkdirSync(dir, { recursive: true })
    this.keys = keys
    this.db = new DatabaseSync(join(dir, 'vault.sqlite'))
    this.db.exec(VAULT_TABLES)
    const prepared = Object.entries(VAULT_QUESTIONS).map(([name, text]) => [name, this.db.prepare(text)] as const)
    this.sql = Object.fromEntries(prepared) as Record<keyof typeof VAULT_QUESTIONS, StatementSync>
  }

  /** Many writes as one durable step; all or nothing. */
  together<T>(work: () => T): T {
    this.db.exec(BEGIN)
    try {
      const value = work()
      this.db.exec(COMMIT)
      return value
    } catch (error) {
      this.db.exec(ROLLBACK)
      throw error
    }
  }

  /**
   * Takes a row of the directory in. `link`: identities that are now known to be one person; null where the e-mail address already belongs
   * to another id (a shared mailbox must not make two people one).
   */
  put(contact: Contact): { readonly put: Put; readonly link: readonly [Identity, Identity] | null; readonly shared: boolean } {
    const id = identityOf(this.keys.identity, contact.id)
    const email = contact.email ? identityOf(this.keys.identity, contact.email) : null
    const known = this.find(id)
    let put: Put = 'same'
    let number = known
    if (known === null) {
      const key = randomBytes(32)
      number = Number(this.sql.insert.run(seal(this.keys.vault, key), seal(key, Buffer.from(JSON.stringify(contact)))).lastInsertRowid)
      put = 'new'
    } else if (JSON.stringify(this.read(known)) !== JSON.stringify(contact)) {
      const row = this.sql.person.get(known) as { key: Uint8Array }
      this.sql.update.run(seal(open(this.keys.vault, row.key), Buffer.from(JSON.stringify(contact))), known)
      this.sql.unname.run(known)
      put = 'changed'
    }
    this.sql.name.run(bytes(id), number!)
    if (!email || email === id) return { put, link: null, shared: false }
    this.sql.name.run(bytes(email), number!)
    const shared = this.find(email) !== number
    return { put, link: shared ? null : [id, email], shared }
  }

  /** Number of the directory's person with this identity, or null. */
  find(identity: Identity): number | null {
    const row = this.sql.byIdentity.get(bytes(identity)) as { person: number } | undefined
    return row ? row.person : null
  }

  /** null: no such person (any more). */
  read(number: number): Contact | null {
    const row = this.sql.person.get(number) as { key: Uint8Array; sealed: Uint8Array } | undefined
    return row ? (JSON.parse(open(open(this.keys.vault, row.key), row.sealed).toString('utf8')) as Contact) : null
  }

  identitiesOf(number: number): Identity[] {
    return this.sql.names.all(number).map((row) => Buffer.from(row.hash as Uint8Array).toString('base64url'))
  }

  *everyIdentity(): Iterable<readonly [Identity, number]> {
    for (const row of this.sql.all.iterate()) yield [Buffer.from(row.hash as Uint8Array).toString('base64url'), Number(row.person)]
  }

  /** Deletes the person's key and identities; durable, and overwritten in the file. */
  erase(number: number): void {
    this.together(() => {
      this.sql.unname.run(number)
      this.sql.drop.run(number)
    })
    this.db.exec(EMPTY_LOG)
  }

  /** Changes when people were added or erased. */
  version(): string {
    const row = this.sql.version.get() as { n: number; top: number }
    return `${row.n}/${row.top}`
  }

  close(): void {
    this.db.close()
  }
}

function bytes(identity: Identity): Buffer {
  return Buffer.from(identity, 'base64url')
}

/** AES-256-GCM: 12 bytes nonce, 16 bytes tag, ciphertext. A key seals few texts, so random nonces do not meet. */
export function seal(key: Uint8Array, text: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** The inverse of `seal`; throws where key or bytes are not what they were. */
export function open(key: Uint8Array, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}
