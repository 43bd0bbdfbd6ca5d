// Every error Cordon can raise, in one table: code → what it means, what to do, exit code. docs/reference/errors.md is made from it.
// Denied, affected, forged are results, not errors: an error is for what should not have happened.
import type { Place } from './words.ts'

/** Exit codes of every command (contract): 1 = found something, 2 = wrong use or bad input, 3 = could not finish. */
export type Exit = 2 | 3

interface Row {
  readonly means: string
  readonly todo: string
  readonly exit: Exit
}

export const ERRORS = {
  'input.unreadable': { means: 'A file or argument cannot be read.', todo: 'Check the path and its permissions.', exit: 2 },
  'input.invalid': { means: 'A file was read but is not what it should be.', todo: 'See the place named; mend the file.', exit: 2 },
  'input.too-large': { means: 'An input is over its limit.', todo: 'Split it; limits stand in src/core/limits.ts.', exit: 2 },
  'catalog.invalid': {
    means: 'A card of the catalogue is not sound.',
    todo: 'Mend it at the place named; docs/guide/add-a-card.md says how a card is written.',
    exit: 2,
  },
  'output.unwritable': { means: 'A result file cannot be written.', todo: 'Check the folder and its permissions.', exit: 3 },
  'usage.wrong': { means: 'A command was used wrongly.', todo: 'Run the command with --help.', exit: 2 },
  'keys.missing': {
    means: 'There is no root key in the data folder.',
    todo: 'Start the installation once, or name its folder with --data.',
    exit: 2,
  },
  'keys.damaged': {
    means: 'The root key file is not 32 bytes.',
    todo: 'Restore keys/root.key from its backup; a new key cannot read the old record.',
    exit: 3,
  },
  'ledger.locked': { means: 'Another process writes this ledger.', todo: 'Stop the other process, or let it do the work.', exit: 3 },
  'ledger.disk': {
    means: 'The disk refused a write to the ledger.',
    todo: 'Make room or mend the disk; nothing was acknowledged that is not on it.',
    exit: 3,
  },
  'ledger.damaged': {
    means: 'A ledger file does not fit its checkpoint.',
    todo: 'Run "cordon verify ledger"; restore the named file from a backup.',
    exit: 3,
  },
  'ledger.full': { means: 'The ledger has no more numbers for persons.', todo: 'Start a second ledger for new persons.', exit: 3 },
  'ledger.closed': { means: 'The ledger was closed.', todo: 'Open it again.', exit: 3 },
  'engine.missing': {
    means: 'No engine is installed that could answer.',
    todo: 'Run "npm install chdb", or name a ClickHouse server in CORDON_CLICKHOUSE.',
    exit: 3,
  },
  'engine.down': {
    means: 'The engine ended or cannot be reached.',
    todo: 'It is started again by the next question; see the cause.',
    exit: 3,
  },
  'engine.refused': { means: 'The engine refused a question.', todo: 'See the cause; an answer is never given in part.', exit: 3 },
  'engine.newer': {
    means: 'The engine holds tables of a newer Cordon.',
    todo: 'Upgrade Cordon, or rebuild the engine folder from the segments.',
    exit: 3,
  },
  'wire.unreadable': {
    means: 'A request to a vendor is in no form its wire knows.',
    todo: 'It was answered and not sent. If the SDK is new, report its version; see docs/guide/add-a-wire.md.',
    exit: 2,
  },
  'wire.too-large': {
    means: 'A request to a vendor expands beyond its limit.',
    todo: 'It was answered and not sent. Limits stand in src/core/limits.ts.',
    exit: 2,
  },
  'pin.unknown': {
    means: 'There is no fetched answer of that name to look at or to accept.',
    todo: 'See "cordon pin list"; an answer is fetched when an SDK first asks for it, or by "cordon pin fetch".',
    exit: 2,
  },
  'policy.invalid': {
    means: 'The policy file is not what it should be. The last good policy stays in force.',
    todo: 'See the place named and docs/guide/policy.md; `cordon policy check` shows the next problem.',
    exit: 2,
  },
  'spool.refused': {
    means: 'The disk does not take what is to be sent.',
    todo: 'Free or repair the disk. Requests are answered, counted as lost in the log, and accepted again as soon as the disk is.',
    exit: 3,
  },
  'capture.no-browser': {
    means: 'No Chromium was found, or the optional part playwright-core is not installed.',
    todo: 'Install Chromium and run "npm install playwright-core", or set CORDON_CHROMIUM.',
    exit: 3,
  },
  'capture.step': {
    means: 'A step of the script could not be done.',
    todo: 'See the step named; docs/guide/capture.md lists the verbs.',
    exit: 2,
  },
  'capture.command': { means: 'The program to capture could not be started.', todo: 'Check the command after "--".', exit: 2 },
  'mail.mailbox': {
    means: 'The mailbox with reports cannot be read.',
    todo: 'Check host, port, user and CORDON_IMAP_PASSWORD; --plain is for a server on this machine.',
    exit: 3,
  },
  'up.no-example': {
    means: 'The example company is played from a checkout, and this is an installed package.',
    todo: 'Clone the repository and run: npm install && npm start.',
    exit: 2,
  },
  'up.not-example': {
    means: 'An example and a real record would share a data folder.',
    todo: 'Name another folder with --data, or with CORDON_DATA.',
    exit: 2,
  },
  'listen.taken': {
    means: 'A port or address cannot be listened on.',
    todo: 'Name another with --port or --host, or stop what listens there.',
    exit: 3,
  },
  'up.failed': {
    means: 'One of the processes of "cordon up" cannot start.',
    todo: 'It said why on the lines above: often a port in use or a policy that is wrong.',
    exit: 3,
  },
} as const satisfies Record<string, Row>

export type ErrorCode = keyof typeof ERRORS

/** Facts of an error; none of them may hold a personal value or a secret. */
export interface Facts {
  readonly place?: Place
  readonly hint?: string
  readonly cause?: unknown
}

/** The one error class. `message` is a sentence; `code` is stable; `place` and `hint` tell where and what to do. */
export class CordonError extends Error {
  readonly code: ErrorCode
  readonly place: Place | undefined
  readonly hint: string

  constructor(code: ErrorCode, message: string, facts: Facts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = 'CordonError'
    this.code = code
    this.place = facts.place
    this.hint = facts.hint ?? ERRORS[code].todo
  }

  /** Exit code of a command that ends with this error. */
  get exit(): Exit {
    return ERRORS[this.code].exit
  }

  /** One or two lines for a terminal: `path:line:column: message` and the hint. */
  describe(): string {
    const at = this.place ? `${[this.place.path, this.place.line, this.place.column].filter((x) => x !== undefined).join(':')}: ` : ''
    return `${at}${this.message} [${this.code}]\n  ${this.hint}`
  }
}
