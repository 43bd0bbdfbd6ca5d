// DNS zones say who sends mail and answers under the company's names: SPF, DKIM, DMARC, TXT, CNAME and MX records as findings like those of code.
import type { Card } from '../../../catalog/card.ts'
import type { Catalog, DnsKind } from '../../../catalog/catalog.ts'
import type { Finding } from '../finding.ts'

/** Name (or none), then TTL and class in either order, then the type (RFC 1035, section 5.1). */
const RECORD = /^\S*(?:\s+(?:\d+[smhdw]?|IN|CH|HS))*\s+(TXT|SPF|CNAME|MX|ALIAS|ANAME)\s+(\S.*)$/i

const LONGEST = 16_384

/** Findings of a zone file (RFC 1035 master file format) or a list of records, as `dig` prints them. */
export function zoneFindings(text: string, path: string, catalog: Catalog): Finding[] {
  const found: Finding[] = []
  const add = (card: Card | null, strength: 'strong' | 'medium', line: number): void => {
    if (card) found.push({ vendor: card.id, card, signal: 'host', strength, path, line, ecosystem: '' })
  }
  const dns = (kind: DnsKind, value: string, line: number): void =>
    add(catalog.byDns(kind, value.replace(/\.$/, '')), kind === 'txt' ? 'medium' : 'strong', line)
  for (const { record, line } of recordsIn(text)) {
    const hit = RECORD.exec(record)
    if (!hit) continue
    const kind = hit[1]!.toUpperCase()
    const value = hit[2]!.trim()
    if (/^(?:CNAME|ALIAS|ANAME)$/.test(kind)) dns('cname', value, line)
    else if (kind === 'MX') dns('mx', value.replace(/^\d+\s+/, ''), line)
    else {
      // One text may be written as several strings (RFC 7208, section 3.3).
      const joined = [...value.matchAll(/"((?:[^"\\]|\\.)*)"?/g)].map((one) => one[1]).join('') || value
      if (/^v=spf1\b/i.test(joined)) for (const one of joined.matchAll(/\b(?:include|redirect)[:=]([\w.-]+)/gi)) dns('spf', one[1]!, line)
      else if (/^v=DMARC1\b/i.test(joined))
        // Reports about the company's mail go there.
        for (const one of joined.matchAll(/mailto:[^@\s;,]+@([\w.-]+)/gi))
          add(catalog.byMailDomain(one[1]!) ?? catalog.byHost(one[1]!), 'medium', line)
      else dns('txt', joined, line)
    }
  }
  return found
}

/** Records, each on one line, without comments; parentheses outside strings carry one over several lines. */
function recordsIn(text: string): { record: string; line: number }[] {
  const found: { record: string; line: number }[] = []
  let record = ''
  let begun = 1
  let depth = 0
  text.split('\n').forEach((raw, i) => {
    if (depth === 0) {
      record = ''
      begun = i + 1
    }
    let quoted = false
    for (let at = 0; at < raw.length && record.length < LONGEST; at++) {
      const char = raw[at]!
      if (char === '\\') record += char + (raw[++at] ?? '')
      else if (char === '"') {
        quoted = !quoted
        record += char
      } else if (quoted) record += char
      else if (char === ';') break
      else if (char === '(' || char === ')') {
        depth = Math.max(0, depth + (char === '(' ? 1 : -1))
        record += ' '
      } else record += char
    }
    if (record.length >= LONGEST) depth = 0
    if (depth === 0) found.push({ record: record.trimEnd(), line: begun })
    else record += ' '
  })
  return found
}
