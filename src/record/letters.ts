// Letters the report desk has seen, in the control store: so that "who else got this" survives a restart. Recipients are contact data, so rows are sealed and go after a while.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { deriveKey } from '../core/keys.ts'
import { type Keys, openKeys } from './keys.ts'
import { open, seal } from './people/vault.ts'
import { LETTER_QUESTIONS as ASK, LETTER_TABLES } from './sql/letters.sql.ts'
import { BEGIN, COMMIT, EMPTY_LOG, ROLLBACK } from './sql/vault.sql.ts'

/** What is kept of a letter, beside what is the keeper's own; a JSON value. */
export interface StoredLetter {
  /** ms since 1970. */
  readonly at: number
  /** E-mail addresses, lower case. */
  readonly recipients: readonly string[]
}

export interface LetterStore<T extends StoredLetter> {
  /** Oldest first; also what other processes kept. */
  all(): readonly T[]
  /** Adds one, and forgets what is too old or too much, counted from `at` of this one. */
  keep(letter: T): Promise<void>
  /** Takes an address out of every letter, also in the file. */
  forget(email: string): void
  close(): void
}

export const LETTERS_KEPT = { most: 10_000, days: 90 } as const

/** Opens `control.sqlite` in the data folder, making it where it is missing. Throws `keys.missing`. */
export function openLetters<T extends StoredLetter>(dir: string, given?: Keys): LetterStore<T> {
  const key = deriveKey((given ?? openKeys(dir)).root, 'letters')
  mkdirSync(dir, { recursive: true })
  const db = new DatabaseSync(join(dir, 'control.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')
  db.exec(LETTER_TABLES)
  const sealed = (letter: T): Buffer => seal(key, Buffer.from(JSON.stringify(letter)))
  const rows = (): { number: number; letter: T }[] =>
    db
      .prepare(ASK.all)
      .all()
      .map((row) => ({ number: Number(row.number), letter: JSON.parse(open(key, row.sealed as Uint8Array).toString('utf8')) as T }))
  let seen: readonly T[] | null = null
  let as: unknown = null
  return {
    all() {
      const version = db.prepare(ASK.version).get()?.data_version
      if (seen === null || version !== as) seen = rows().map((row) => row.letter)
      as = version
      return seen
    },
    async keep(letter) {
      const oldest = letter.at - LETTERS_KEPT.days * 86_400_000
      db.prepare(ASK.insert).run(letter.at, sealed(letter))
      db.prepare(ASK.old).run(oldest, LETTERS_KEPT.most)
      if (seen) seen = [...seen, letter].filter((one) => one.at >= oldest).slice(-LETTERS_KEPT.most)
    },
    forget(email) {
      const gone = email.toLowerCase()
      const change = db.prepare(ASK.change)
      db.exec(BEGIN)
      try {
        for (const { number, letter } of rows())
          if (letter.recipients.includes(gone))
            change.run(sealed({ ...letter, recipients: letter.recipients.filter((one) => one !== gone) }), number)
        db.exec(COMMIT)
      } catch (error) {
        db.exec(ROLLBACK)
        throw error
      }
      db.exec(EMPTY_LOG)
      seen = null
    },
    close: () => db.close(),
  }
}
