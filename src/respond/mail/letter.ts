// What the triage looks at: one letter, taken apart. Everything a sender wrote is data here; nothing in it can steer the triage.

/** A header, name in lower case, value decoded and on one line. */
export interface Header {
  readonly key: string
  readonly value: string
}

export interface Mailbox {
  readonly name: string
  /** Lower case; '' where the header holds none. */
  readonly address: string
}

/** One address to go to. `where`: `body`, `hidden`, `form`, `attachment:NAME` or `qr:NAME`. `text`: what the reader sees in its place. */
export interface Link {
  readonly href: string
  readonly text: string
  readonly where: string
}

/** An attached file. `text`: what could be read in it, '' where nothing. */
export interface Attached {
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly text: string
  readonly script: boolean
  readonly form: boolean
}

/** Something that was not looked at, and why. */
export interface Unread {
  readonly what: string
  readonly why: string
}

export interface Letter {
  readonly headers: readonly Header[]
  readonly from: Mailbox
  /** What stood in front of the address exactly as shown, before any decoding of disguise. */
  readonly replyTo: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly subject: string
  /** ms since 1970, by the receiving host where it says so, else by the sender; null where neither can be read. */
  readonly at: number | null
  /** What a reader sees. */
  readonly text: string
  /** What is in the letter but not shown. */
  readonly hidden: string
  readonly html: boolean
  readonly images: number
  readonly form: boolean
  readonly links: readonly Link[]
  readonly attached: readonly Attached[]
  /** Letters attached as message/rfc822, outermost first. */
  readonly inner: readonly Letter[]
  readonly unread: readonly Unread[]
}

/** Values of all headers of that name, topmost first. */
export function headersOf(letter: Letter, key: string): string[] {
  return letter.headers.filter((header) => header.key === key).map((header) => header.value)
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
