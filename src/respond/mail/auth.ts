// What the receiving host found out about the sender: SPF, DKIM and DMARC as one answer. Only the receiver's own header counts; a sender can write such headers too.
import { nameOf } from './address.ts'
import { domainOf, headersOf, type Letter } from './letter.ts'

export interface Authentication {
  /** `proven`: aligned with the From domain. `failed`: checked and not aligned although the domain wants it. `none`: checked, nothing to go by. `unknown`: nobody checked. */
  readonly state: 'proven' | 'failed' | 'none' | 'unknown'
  /** Domain in whose name the letter was really sent, '' where unknown. */
  readonly sentBy: string
  readonly quote: string
  /** An earlier trusted hop proved the sender before a list or forwarder changed the letter (ARC). */
  readonly provenBefore: boolean
}

export const UNKNOWN: Authentication = { state: 'unknown', sentBy: '', quote: '', provenBefore: false }

/**
 * Reads Authentication-Results (RFC 8601). `trusted`: names of the company's own receiving hosts; without any the topmost header is
 * taken where it stands as a receiver's would.
 */
export function authenticationOf(letter: Letter, trusted: readonly string[] = []): Authentication {
  const all = headersOf(letter, 'authentication-results')
  const mine = trusted.length ? all.find((value) => trusted.includes(authorityOf(value))) : byReceiver(letter) ? all[0] : undefined
  if (!mine) return UNKNOWN
  const value = mine
    .slice(0, 4_000)
    .replace(/\([^)]{0,300}\)/g, ' ')
    .toLowerCase()
  const from = domainOf(letter.from.address)
  const result = (method: string) => new RegExp(`(?:^|[;\\s])${method}=([a-z]+)`).exec(value)?.[1] ?? ''
  const spf = result('spf')
  const dmarc = result('dmarc')
  const mailFrom = /smtp\.(?:mailfrom|helo)=(?:[^@\s;]*@)?([a-z0-9._-]+)/.exec(value)?.[1] ?? ''
  const signers = [...value.matchAll(/dkim=pass\b[^;]{0,300}?header\.(?:d|i)=@?([a-z0-9._-]+)/g)].map((m) => m[1]!)
  const aligned = (domain: string) => domain !== '' && nameOf(domain).domain === nameOf(from).domain
  const proven = dmarc === 'pass' || signers.some(aligned) || (spf === 'pass' && aligned(mailFrom))
  const arc = headersOf(letter, 'arc-authentication-results').some((a) => /\bdmarc=pass\b/i.test(a)) && /\barc=pass\b/.test(value)
  const failed = !proven && (dmarc === 'fail' || ((spf === 'fail' || spf === 'softfail') && aligned(mailFrom)))
  const checked = Boolean(spf || dmarc || /dkim=/.test(value))
  return {
    state: proven ? 'proven' : failed ? 'failed' : checked ? 'none' : 'unknown',
    sentBy: signers[0] ?? (spf === 'pass' ? mailFrom : ''),
    quote: mine.slice(0, 200),
    provenBefore: arc,
  }
}

/** The host that wrote the header. */
function authorityOf(value: string): string {
  return value.split(/[;\s]/, 1)[0]!.toLowerCase()
}

/**
 * Whether the topmost result can be the receiver's: it stands above every hop, or below a hop of the host it names. A sender can write such a
 * header too, but it stands below the hop that the receiving host wrote.
 */
function byReceiver(letter: Letter): boolean {
  const at = letter.headers.findIndex((h) => h.key === 'authentication-results')
  if (at < 0) return false
  const above = letter.headers.slice(0, at).filter((h) => h.key === 'received')
  if (above.length === 0) return true
  const authority = nameOf(authorityOf(letter.headers[at]!.value)).domain
  return above.some((hop) => {
    const by = /\bby\s+([\w.:-]+)/i.exec(hop.value)?.[1]?.toLowerCase() ?? ''
    // Hops inside a large provider have addresses or bare names only.
    return !by.includes('.') || nameOf(by).ip || nameOf(by).domain === authority
  })
}
