// DNS zones say who sends mail and answers under the company's names: SPF, DKIM, DMARC, TXT, CNAME and MX records as findings like those of code.
import type { Card } from '../../catalog/card.ts'
import type { Catalog, DnsKind } from '../../catalog/catalog.ts'
import type { Finding } from './finding.ts'

/** Name (or none), then TTL and class in either order, then the type (RFC 1035, section 5.1). */
const RECORD = /^\S*(?:\s+(?:\d+[smhdw]?|IN|CH|HS))*\s+(TXT|SPF|CNAME|MX|ALIAS|ANAME)\s+(\S.*)$/i

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
      const joined = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((one) => one[1]).join('') || value
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

/** Records, each on one line, without comments; parentheses carry one over several lines. */
function recordsIn(text: string): { record: string; line: number }[] {
  const found: { record: string; line: number }[] = []
  let open: { record: string; line: number } | null = null
  text.split('\n').forEach((raw, i) => {
    const line = raw.replace(/;(?=(?:[^"]*"[^"]*")*[^"]*$).*$/, '')
    const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, '')
    const record: { record: string; line: number } = open
      ? { record: `${open.record} ${line.trim()}`, line: open.line }
      : { record: line, line: i + 1 }
    const opens = (open !== null || bare.includes('(')) && !bare.includes(')') && record.record.length < 65_536
    open = opens ? record : null
    if (!opens)
      found.push({
        ...record,
        record: record.record.replace(/"(?:[^"\\]|\\.)*"|[()]/g, (part) => (part.length > 1 ? part : ' ')).trimEnd(),
      })
  })
  return found
}
