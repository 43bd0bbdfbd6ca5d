// Names worth watching or registering, before somebody else does: made from the company's names, its vendors' and the words of an incident, ranked by how well each would deceive.
import { nameOf } from './address.ts'
import type { Surroundings } from './context.ts'

export interface Proposal {
  readonly name: string
  /** What was done to the name. */
  readonly how: 'incident-word' | 'company-and-vendor' | 'homoglyph' | 'typo' | 'word' | 'suffix' | 'subdomain-look'
  /** 0 to 1: how likely a lure uses it and a reader takes it for real. */
  readonly rank: number
}

/** Words of notices and of what they ask for; the first come before the later ones. */
const INCIDENT = [
  'incident',
  'security',
  'notice',
  'notices',
  'breach',
  'verify',
  'support',
  'claim',
  'review',
  'alert',
  'response',
  'update',
  'privacy',
  'trust',
]
const WORDS = [
  'login',
  'account',
  'billing',
  'secure',
  'status',
  'help',
  'portal',
  'api',
  'id',
  'auth',
  'sso',
  'app',
  'mail',
  'team',
  'refund',
  'settlement',
  'compensation',
  'recovery',
  'access',
  'signin',
  'confirm',
  'service',
  'center',
  'online',
  'official',
]
const SUFFIXES = [
  'com',
  'net',
  'org',
  'io',
  'co',
  'app',
  'dev',
  'support',
  'help',
  'security',
  'info',
  'online',
  'cloud',
  'ai',
  'me',
  'us',
  'eu',
  'site',
  'xyz',
  'top',
  'live',
  'email',
]
/** Letters that pass for others in most typefaces, plain ones first, then of other alphabets (TR39). */
const LOOKS: Readonly<Record<string, readonly string[]>> = {
  l: ['1', 'i'],
  i: ['1', 'l', 'і'],
  o: ['0', 'о'],
  e: ['3', 'е'],
  a: ['а', '4'],
  m: ['rn'],
  w: ['vv'],
  n: ['η'],
  s: ['5', 'ѕ'],
  c: ['с'],
  p: ['р'],
  x: ['х'],
  y: ['у'],
  g: ['q', '9'],
  d: ['cl', 'ԁ'],
  h: ['һ'],
  k: ['κ'],
  t: ['τ'],
  u: ['υ'],
  b: ['6'],
  q: ['ԛ'],
}

/** Proposals for the company and its vendors, best first, each once, none of them already theirs. At most `most`. */
export function proposeLookalikes(around: Pick<Surroundings, 'company' | 'senders'>, most = 1_000): Proposal[] {
  const found = new Map<string, Proposal>()
  const own = new Set(around.senders.flatMap((s) => [...s.sending, ...s.links]).map((d) => nameOf(d).domain))
  const add = (name: string, how: Proposal['how'], rank: number) => {
    if (own.has(name) || name.length > 253 || !/^[^.]{1,63}(\.[^.]+)+$/.test(name)) return
    const known = found.get(name)
    if (!known || known.rank < rank) found.set(name, { name, how, rank: Math.round(rank * 1_000) / 1_000 })
  }
  const company = around.company
  const vendors = around.senders.filter((s) => s.kind === 'vendor')
  for (const sender of around.senders) {
    if (sender.kind === 'other') continue
    // The company's own name is what its users know; a vendor's name deceives fewer of them.
    const weight = sender.kind === 'company' ? 1 : 0.72
    const home = nameOf(sender.sending[0] ?? sender.links[0] ?? '')
    if (!home.core) continue
    const { core, suffix } = home
    alike(core, suffix, weight, add)
    for (const other of SUFFIXES)
      if (other !== suffix) add(`${core}.${other}`, 'suffix', weight * (other === 'com' || suffix === 'com' ? 0.6 : 0.5))
    for (const [i, word] of [...INCIDENT, ...WORDS].entries()) {
      const how = i < INCIDENT.length ? 'incident-word' : 'word'
      const base = weight * (i < INCIDENT.length ? 0.95 - i * 0.012 : 0.7 - (i - INCIDENT.length) * 0.008)
      for (const end of new Set([suffix, 'com'])) {
        add(`${core}-${word}.${end}`, how, base)
        add(`${word}-${core}.${end}`, how, base - 0.06)
        add(`${core}${word}.${end}`, how, base - 0.04)
      }
      add(`${core}.${word}-center.com`, 'subdomain-look', base - 0.3)
    }
    add(`get${core}.${suffix}`, 'word', weight * 0.6)
    add(`my${core}.${suffix}`, 'word', weight * 0.6)
    add(`${core}-${suffix.replaceAll('.', '-')}.com`, 'subdomain-look', weight * 0.62)
    add(`${core}${suffix.replaceAll('.', '')}.com`, 'subdomain-look', weight * 0.5)
  }
  if (company) {
    const home = nameOf(company.sending[0] ?? '')
    for (const vendor of vendors) {
      const theirs = nameOf(vendor.sending[0] ?? '').core
      if (!theirs || !home.core) continue
      for (const end of new Set([home.suffix, 'com'])) {
        add(`${home.core}-${theirs}.${end}`, 'company-and-vendor', 0.93)
        add(`${theirs}-${home.core}.${end}`, 'company-and-vendor', 0.88)
        add(`${home.core}${theirs}.${end}`, 'company-and-vendor', 0.8)
        for (const [i, word] of INCIDENT.slice(0, 8).entries()) {
          add(`${home.core}-${theirs}-${word}.${end}`, 'company-and-vendor', 0.86 - i * 0.02)
          add(`${theirs}-${word}-${home.core}.${end}`, 'company-and-vendor', 0.7 - i * 0.02)
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => b.rank - a.rank || (a.name < b.name ? -1 : 1)).slice(0, most)
}

/** Names one letter away, by looks or by a slip. Changes at the ends are noticed, in the middle they are not. */
function alike(core: string, suffix: string, weight: number, add: (name: string, how: Proposal['how'], rank: number) => void): void {
  for (let i = 0; i < core.length; i++) {
    const at = i === 0 ? 0.85 : 1
    const letter = core[i]!
    for (const [n, look] of (LOOKS[letter] ?? []).entries())
      if (look) add(`${core.slice(0, i)}${look}${core.slice(i + 1)}.${suffix}`, 'homoglyph', weight * at * (0.92 - n * 0.05))
    if (core.length > 4) add(`${core.slice(0, i)}${core.slice(i + 1)}.${suffix}`, 'typo', weight * at * 0.7)
    add(`${core.slice(0, i)}${letter}${core.slice(i)}.${suffix}`, 'typo', weight * at * 0.8)
    if (i + 1 < core.length && core[i + 1] !== letter)
      add(`${core.slice(0, i)}${core[i + 1]}${letter}${core.slice(i + 2)}.${suffix}`, 'typo', weight * at * 0.78)
    if ('aeiou'.includes(letter))
      for (const vowel of 'aeiou')
        if (vowel !== letter) add(`${core.slice(0, i)}${vowel}${core.slice(i + 1)}.${suffix}`, 'typo', weight * at * 0.55)
    if (i > 1 && i < core.length - 1) add(`${core.slice(0, i)}-${core.slice(i)}.${suffix}`, 'typo', weight * 0.4)
  }
}

/** Host names in one line of a zone file, a certificate-transparency export (JSON or CSV) or a plain list. Lower case, without a leading `*.`. */
export function namesIn(line: string): string[] {
  const out: string[] = []
  // Zone files end names with a dot, crt.sh joins several with \\n, CertStream gives arrays.
  for (const match of line
    .replace(/\\n/g, ' ')
    .toLowerCase()
    .matchAll(/(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{1,30}/gu)) {
    out.push(match[0])
    if (out.length >= 200) break
  }
  return [...new Set(out)]
}
