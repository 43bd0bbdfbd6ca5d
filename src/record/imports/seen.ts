// Which events of an export were taken in before. Kept beside the ledger, and changed in one step with handing their rows over, so that a kill at any moment
// neither loses an event nor counts one twice.
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { deliver, drop, prepare, undelivered } from '../ledger/inbox.ts'
import { SEEN_QUESTIONS, SEEN_TABLES } from '../sql/seen.sql.ts'
import { BEGIN, COMMIT, ROLLBACK } from '../sql/vault.sql.ts'

export class Seen {
  private readonly dir: string
  private readonly prefix: string
  private readonly db: DatabaseSync
  private readonly insert: StatementSync
  private readonly noteHandover: StatementSync
  private readonly handed: StatementSync

  /** Also finishes what a killed import left: a log whose step is final is delivered, any other dropped. */
  constructor(dir: string, vendor: string) {
    mkdirSync(join(dir, 'imports'), { recursive: true, mode: 0o700 })
    this.dir = dir
    this.prefix = `import-${vendor}-`
    this.db = new DatabaseSync(join(dir, 'imports', `${vendor}.sqlite`))
    this.db.exec(SEEN_TABLES)
    this.insert = this.db.prepare(SEEN_QUESTIONS.insert)
    this.noteHandover = this.db.prepare(SEEN_QUESTIONS.noteHandover)
    this.handed = this.db.prepare(SEEN_QUESTIONS.handed)
    // Under the write lock: another import that runs now has its log prepared and its step not yet final.
    this.db.exec(BEGIN)
    for (const name of undelivered(dir, this.prefix)) {
      if (Number(this.handed.get(name)?.n) > 0) deliver(dir, name)
      else drop(dir, name)
    }
    this.db.exec(COMMIT)
  }

  /** `work` asks for every event whether it is new, and gives the log to hand over, or null. */
  together(work: (isNew: (event: bigint) => boolean) => Buffer | null): void {
    const name = `${this.prefix}${randomUUID()}`
    this.db.exec(BEGIN)
    let log: Buffer | null
    try {
      log = work((event) => Number(this.insert.run(event).changes) > 0)
      if (log) {
        prepare(this.dir, name, log)
        this.noteHandover.run(name)
      }
      this.db.exec(COMMIT)
    } catch (error) {
      this.db.exec(ROLLBACK)
      drop(this.dir, name)
      throw error
    }
    if (log) deliver(this.dir, name)
  }

  close(): void {
    this.db.close()
  }
}
