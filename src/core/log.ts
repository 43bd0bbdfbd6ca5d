// Every event Cordon may log, typed: a field that is not in this table cannot be logged. None holds a personal value, query string or header value.

export interface LogEvents {
  /** One request was decided; the one decision line. */
  'guard.decision': {
    vendor: string
    endpoint: string
    verdict: 'sent' | 'reduced' | 'dropped' | 'cut' | 'observed' | 'refused'
    reason: string
    parcels: number
    removed: number
    bytesIn: number
    bytesOut: number
    micros: number
  }
  /** A property not seen before at this vendor and SDK version. */
  'guard.new-property': { vendor: string; sdk: string; property: string; field: string | null; action: string }
  /** A key or token was on its way to a vendor and taken out. `what`: whose; `place`: file and line, where the SDK says so. First time from that place only. */
  'guard.secret': { vendor: string; property: string; what: string; place: string | null }
  /** A request was not accepted: the error code of what stood in the way. */
  'spool.refused': { vendor: string; problem: string }
  /** The policy names an environment variable that the guard does not have; signatures over ids are left out until it does. */
  'guard.secret-missing': { vendor: string; variable: string }
  /** A signature over an id that became a pseudonym was left out: no secret to sign again with, or it was not right before. Once a vendor and reason. */
  'guard.unsigned': { vendor: string; why: string }
  /** A vendor's live configuration or script is not the one that was accepted (`pinned` null: none was). The accepted one goes on being served; `cordon pin show` tells more. */
  'guard.pin-differs': {
    vendor: string
    endpoint: string
    name: string
    form: 'json' | 'js'
    pinned: string | null
    live: string
    changes: number
  }
  /** The bytes of an accepted pin are not those of its hash; it is not served. */
  'guard.pin-damaged': { vendor: string; name: string }
  'guard.listening': { address: string }
  /** A vendor's port of its own, at start and when the policy changes. `taken`: something else listens there, so SDKs pointed at it do not reach the guard. */
  'guard.port': { vendor: string; port: number; state: 'open' | 'taken' }
  'guard.upstream': { vendor: string; state: 'up' | 'down'; waiting: number }
  /** The vendor did not take a message and will not (a wrong key, a form it does not know): it is gone. Said once a status until one is taken again. */
  'guard.upstream-refused': { vendor: string; status: number }
  'policy.loaded': { vendors: number; path: string }
  'policy.refused': { path: string; line: number; column: number; problem: string }
  'ledger.sealed': { segment: string; rows: number; bytes: number }
  /** The end of a log held no whole frame (a crash while writing); it was put aside into the folder `damaged`. */
  'ledger.torn': { bytes: number }
  'ledger.refused': { problem: string }
  'engine.state': { state: 'up' | 'down'; problem: string }
  'up.process': { name: string; state: 'started' | 'ended' | 'restarted'; pid: number }
}

export type LogName = keyof LogEvents

/** Where log events go. */
export type Log = <N extends LogName>(name: N, facts: LogEvents[N]) => void

/** One JSON object a line on the given writer. `now` gives ms since 1970. */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  return (name, facts) => write(`${JSON.stringify({ at: new Date(now()).toISOString(), event: name, ...facts })}\n`)
}

/** For tests and commands that say nothing. */
export const noLog: Log = () => {}
