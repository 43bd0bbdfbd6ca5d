// Whose name a host is: registrable domains, and when two of them belong to one group although their names differ.
import { getDomain, getDomainWithoutSuffix } from 'tldts'

/** Registrable domain by the public suffix list, tenants' names under shared suffixes (github.io, cloudfront.net) counted as their own; an address stays as it is. */
export function siteOf(host: string): string {
  return getDomain(host, { allowPrivateDomains: true }) ?? host
}

/** Loopback, private, link-local, multicast and other addresses that no page of the open web has business with (RFC 6890). IPv4, IPv6, mapped IPv4. */
export function isInside(address: string): boolean {
  const host = address.replace(/^\[|\]$/g, '').toLowerCase()
  if (/(^|\.)(localhost|local|internal|localdomain|home\.arpa)$/.test(host)) return true
  const mapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(host)
  const v4 = mapped?.[1] ?? (/^\d+\.\d+\.\d+\.\d+$/.test(host) ? host : null)
  if (v4) {
    const [a, b, c] = v4.split('.').map(Number) as [number, number, number]
    return (
      a === 0 ||
      a === 10 ||
      a === 127 ||
      a >= 224 ||
      (a === 169 && b === 254) ||
      (a === 172 && b >= 16 && b < 32) ||
      (a === 192 && b === 168) ||
      (a === 100 && b >= 64 && b < 128) ||
      (a === 198 && (b === 18 || b === 19)) ||
      (a === 192 && b === 0 && c === 0)
    )
  }
  if (!host.includes(':')) return false
  return (
    host === '::' ||
    host === '::1' ||
    /^f[cd]/.test(host) ||
    /^fe[89ab]/.test(host) ||
    /^ff/.test(host) ||
    /^::ffff:/.test(host) ||
    /^64:ff9b:/.test(host)
  )
}

/** Words a company appends to its own name for hosts that serve its pages: `guimg`, `bbcstatic`, `examplecdn`. */
const SERVING =
  /^(cdns?|static|statics|assets?|img|imgs|images?|media|content|contents|files?|edge|cache|api|apis|app|apps|web|online|data|video|videos|player|js|css|fonts?|shop|store|tech|group|corp|inc|digital|services?|cloud|user|usercontent|net|ws|info|live|mail|email|id|login|accounts?|auth|pay|stat|i|s|x)+\d*$/

/**
 * Do two registrable domains share the name of one company? The same label under another suffix (`example.com`, `example.co.uk`), or one label within the other
 * with only serving words left over. Deliberately narrow: a vendor named like its customer is rarer than two brands that share five letters.
 */
export function sharesName(a: string, b: string): boolean {
  const one = labelOf(a)
  const two = labelOf(b)
  if (one === '' || two === '') return false
  if (one === two) return one.length >= 3
  const [short, long] = one.length < two.length ? [one, two] : [two, one]
  if (short.length < 3 || !long.includes(short)) return false
  const rest = long.replace(short, '').replaceAll('-', '')
  if (rest === '') return true
  if (short.length >= 4 && SERVING.test(rest)) return true
  if (short.length >= 7 && long.startsWith(short)) return true
  return long.startsWith(short) && (SERVING.test(rest) || /^the$/.test(rest)) ? true : long === `the${short}`
}

/** One name under two suffixes, long enough not to be a chance: `acmeshop.com`, `acmeshop.de`. */
export function sameLabel(a: string, b: string): boolean {
  const label = labelOf(a)
  return label.length >= 5 && label === labelOf(b)
}

/** The label that is the company's name: `bbc` of bbc.co.uk. */
function labelOf(domain: string): string {
  return (getDomainWithoutSuffix(domain) ?? '').toLowerCase()
}
