// IP addresses: four decimal octets, or IPv6 as RFC 4291 writes it. Versions (`Chrome/120.0.0.0`, `v1.2.3.4`) look alike, so what stands before is looked at.
import { classOf, HEX, isAlnum, isDigit } from '../characters.ts'
import type { Report } from '../found.ts'

const VERSION_BEFORE = /(?:version|ver|v|build|release|rev|sdk|lib|agent)[ "':=./_-]{0,4}$/i

export function findIpv4(text: string, report: Report): void {
  for (let i = 0; i < text.length; i++) {
    if (!isDigit(text.charCodeAt(i))) continue
    const end = ipv4End(text, i)
    if (end < 0) {
      // The whole run of digits and dots is no address; looking at its inner numbers again would find parts of versions.
      while (isDigit(text.charCodeAt(i)) || (text.charCodeAt(i) === 46 && isDigit(text.charCodeAt(i + 1)))) i++
      continue
    }
    if (!looksLikeVersion(text, i, end)) report('user.device.ip_address', 'ipv4', i, end)
    i = end
  }
}

/** End of the address that begins at `start`, as a whole run of digits and dots; -1 where it is none. */
function ipv4End(text: string, start: number): number {
  const before = text.charCodeAt(start - 1)
  if (isAlnum(before) || before === 46 || before === 95) return -1
  let i = start
  for (let octet = 0; octet < 4; octet++) {
    const from = i
    let value = 0
    while (i < from + 3 && isDigit(text.charCodeAt(i))) value = value * 10 + text.charCodeAt(i++) - 48
    const size = i - from
    if (size === 0 || value > 255 || (size > 1 && text.charCodeAt(from) === 48)) return -1
    if (octet < 3 && text.charCodeAt(i++) !== 46) return -1
  }
  const after = text.charCodeAt(i)
  if (isAlnum(after) || after === 95 || (after === 46 && isDigit(text.charCodeAt(i + 1)))) return -1
  return i
}

/** Loopback and "any" name nobody; `120.0.0.0` and what follows `name/` or "version" is a version. */
function looksLikeVersion(text: string, start: number, end: number): boolean {
  const address = text.slice(start, end)
  if (address.startsWith('0.') || address.startsWith('127.') || address === '255.255.255.255') return true
  if (address.endsWith('.0.0') && !address.startsWith('10.') && !address.startsWith('192.168.')) return true
  if (text.charCodeAt(start - 1) === 47) {
    // A product token of a user agent, `Name/1.2.3.4`; in a path or URL another slash stands before the name.
    let back = start - 2
    while (back >= start - 30 && isAlnum(text.charCodeAt(back))) back--
    const before = text.charCodeAt(back)
    return back < start - 2 && (back < 0 || before === 32 || before === 40 || before === 59)
  }
  return VERSION_BEFORE.test(text.slice(Math.max(0, start - 14), start))
}

const isIpv6Char = (code: number): boolean => (classOf(code) & HEX) !== 0 || code === 58

export function findIpv6(text: string, report: Report): void {
  let from = 0
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', from)) {
    let start = colon
    while (start > from && isIpv6Char(text.charCodeAt(start - 1))) start--
    let end = colon + 1
    while (isIpv6Char(text.charCodeAt(end))) end++
    from = end
    // An IPv4 tail: `::ffff:203.0.113.77`.
    let tail = end
    if (text.charCodeAt(end) === 46) {
      while (isDigit(text.charCodeAt(tail)) || text.charCodeAt(tail) === 46) tail++
      while (text.charCodeAt(tail - 1) === 46) tail--
      from = tail
    }
    while (end === tail && end > start && text.charCodeAt(end - 1) === 58 && text.charCodeAt(end - 2) !== 58) tail = --end
    while (start < end && text.charCodeAt(start) === 58 && text.charCodeAt(start + 1) !== 58) start++
    if (isAlnum(text.charCodeAt(start - 1)) || isAlnum(text.charCodeAt(tail)) || tail - start > 45 || tail - start < 4) continue
    if (isIpv6(text.slice(start, tail))) report('user.device.ip_address', 'ipv6', start, tail)
  }
}

/** RFC 4291 section 2.2. Loopback, `::`, and words that happen to be hexadecimal (`abc::def`) are refused. */
function isIpv6(text: string): boolean {
  if (/^::ffff:127\./i.test(text)) return false
  const halves = text.split('::')
  if (halves.length > 2 || !/\d/.test(text)) return false
  let groups = 0
  for (const half of halves) {
    if (half === '') continue
    const parts = half.split(':')
    for (const [i, part] of parts.entries()) {
      if (part.includes('.')) {
        if (half !== halves.at(-1) || i !== parts.length - 1 || ipv4End(part, 0) !== part.length) return false
        groups += 2
      } else {
        if (part.length === 0 || part.length > 4) return false
        groups++
      }
    }
  }
  if (halves.length === 1) return groups === 8
  // At least three groups, or the rest of an address that begins like one in use: shorter ones are more often code than addresses.
  return groups <= 7 && (groups >= 3 || /^(?:2[0-9a-f]{3}|f[cde][0-9a-f]{2}|64:ff9b)/i.test(text))
}
