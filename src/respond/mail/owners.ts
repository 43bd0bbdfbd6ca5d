// Who owns a name: recognises names of the company, its vendors and well-known brands in a text, and domains that imitate them.
import { isUnder, type Name, nameOf } from './address.ts'
import type { Sender } from './context.ts'
import type { KnownBrand } from './known-brands.ts'
import { distance, isDisguised, letters, skeleton, squash } from './look.ts'

export interface Owner {
  readonly id: string
  readonly name: string
  readonly kind: 'company' | 'vendor' | 'other' | 'known'
  readonly sending: readonly string[]
  readonly links: readonly string[]
  readonly linksKnown?: false
}

interface Token {
  readonly owner: Owner
  readonly text: string
  /** An ordinary word too: counts only where it stands as a name. */
  readonly ordinary: boolean
}

export interface Claim {
  readonly owner: Owner
  readonly quote: string
  /** Written so that it looks like the name and is not. */
  readonly disguised: boolean
}

/** How a domain imitates an owner. `label`: the name as a label or word of a domain of somebody else. */
export interface Resemblance {
  readonly owner: Owner
  readonly how: 'homoglyph' | 'typo' | 'other-suffix' | 'combination' | 'label' | 'subdomain'
  readonly quote: string
}

/** Words that make a name out of an ordinary word, and a lure out of a brand's name in a domain. */
const DRESS = new Set(
  `get try use go join hello hey the account accounts action activity admin alert alerts api app apps assistance auth authentication billing breach business care case center
  centre claim claims cloud com community compensation compliance confirm confirmation connect console contact corp customer customers data
  desk direct dispute dpo email exchange foundation gift global gmbh group header help helpdesk home id identity inc incident info
  information invoice invoices key keys limited live llc log login logon ltd mail mailer management manager member members mfa my net
  network news newsletter no notice notices notification notifications official online order orders parcel pass password pay payment payments
  platform portal prime privacy pro profile protect protection re recover recovery refund refunds register registration reply report
  reset response restore review reward rewards safe safety secure secured security service services session settings sign signin sso
  staking status store suite support swap system team tech token tokens track tracking trust update updates user users validate validation verification
  verify wallet wallets web webmail airdrop from by via the and of at co io noreply delivery shipping shop bank banking card cards konto
  sicherheit kundenservice kundendienst hilfe anmeldung rechnung meldung vorfall schutz support-team compte securite connexion facture
  aide service-client cuenta seguridad soporte ayuda factura acceso verificacion conta seguranca suporte ajuda fatura acesso atendimento
  conto sicurezza assistenza accesso fattura veiligheid klantenservice rekening konto bezpieczenstwo pomoc faktura hesap guvenlik destek
  sakerhet kundtjanst sikkerhed turva tuki`
    .split(/\s+/)
    .map((w) => squash(w)),
)

const GENERIC_LABEL = /^(www|mail|email|e|m|em|mx|smtp|click|links?|track|news|info|go|my|app|web|static|img|cdn|s\d*|u\d*)$/

export class Owners {
  readonly all: Owner[] = []
  /** Whether a company or its vendors are known; without them some searches are not worth making. */
  readonly hasOwn: boolean
  readonly #tokens = new Map<string, Token>()
  /** Token with one letter left out → token, so that names one slip away are found without comparing with each. */
  readonly #slips = new Map<string, Token[]>()
  readonly #official = new Map<string, Owner>()
  readonly #lengths = new Set<number>()
  readonly #seen = new Map<string, Resemblance | null>()
  readonly #inWord = new Map<string, Token[]>()

  constructor(senders: readonly Sender[], known: readonly KnownBrand[]) {
    this.hasOwn = senders.length > 0
    for (const sender of senders) {
      const owner: Owner = { ...sender }
      const names = new Set<string>(sender.kind === 'other' ? [] : [sender.name])
      for (const d of [...sender.sending, ...sender.links]) names.add(nameOf(d).core)
      // `Fernhill Cloud` is called `Fernhill` too, where its domain says so.
      this.#add(
        owner,
        [...names].map((text) => ({ text, ordinary: false })),
      )
    }
    for (const brand of known)
      this.#add({ id: brand.name.toLowerCase(), name: brand.name, kind: 'known', sending: brand.domains, links: brand.domains }, [
        ...brand.names,
        // The label of its domain may be a word of the language: caixa, chase, apple.
        ...brand.domains.slice(0, 1).map((d) => ({ text: nameOf(d).core, ordinary: true })),
      ])
  }

  #add(owner: Owner, names: readonly { text: string; ordinary: boolean }[]): void {
    this.all.push(owner)
    for (const domain of [...owner.sending, ...owner.links]) if (!this.#official.has(domain)) this.#official.set(domain, owner)
    for (const { text, ordinary } of names) {
      const key = squash(text)
      if (key.length < 2 || this.#tokens.has(key)) continue
      const token: Token = { owner, text, ordinary: ordinary || key.length < 3 }
      this.#tokens.set(key, token)
      this.#lengths.add(key.length)
      if (key.length < 5 || ordinary) continue
      const own = letters(text)
      for (let i = -1; i < own.length; i++) {
        const slip = i < 0 ? own : own.slice(0, i) + own.slice(i + 1)
        const list = this.#slips.get(slip)
        if (list) list.push(token)
        else this.#slips.set(slip, [token])
      }
    }
  }

  /** The owner to whom a host belongs, or null. */
  officialOf(host: string): Owner | null {
    for (let rest = host; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
      const owner = this.#official.get(rest)
      if (owner) return owner
    }
    return null
  }

  /** Names in a text, each once. In `strict` reading a name that is also an ordinary word needs company such as "support". */
  claimsIn(text: string, strict: boolean): Claim[] {
    const words = text
      .slice(0, 400)
      .split(/[^\p{L}\p{N}\p{M}@$|!+&.'\u200b-\u200f\u00ad]+/u)
      .filter(Boolean)
      .slice(0, 40)
    const flat = words.map((w) => squash(w))
    const found = new Map<Owner, Claim>()
    const take = (token: Token, quote: string) => {
      if (!found.has(token.owner)) found.set(token.owner, { owner: token.owner, quote, disguised: isDisguised(quote, token.text) })
    }
    for (let i = 0; i < words.length; i++) {
      let joined = ''
      for (let n = 0; n < 4 && i + n < words.length; n++) {
        joined += flat[i + n]!
        const token = this.#tokens.get(joined)
        if (!token) continue
        if (token.ordinary && !(strict ? false : this.#dressed(flat, i, i + n))) continue
        if (n > 0 && joined.length < 4) continue
        take(token, words.slice(i, i + n + 1).join(' '))
      }
      // `CoinbaseWallet`, `metamask.io`, `Trust-Wallet`.
      for (const piece of words[i]!.split(/[.'+&]/)) this.#glued(piece, take)
    }
    // `C o i n b a s e`
    const whole = flat.join('')
    if (words.length >= 4 && words.filter((w) => w.length === 1).length >= words.length - 2) {
      for (const [key, token] of this.#tokens) if (key.length >= 5 && whole.includes(key)) take(token, text.slice(0, 60))
    }
    return [...found.values()]
  }

  /** Names grown together with dress words: `CoinbaseWallet`. Words come again and again, so the answer is remembered. */
  #glued(word: string, take: (token: Token, quote: string) => void): void {
    let tokens = this.#inWord.get(word)
    if (!tokens) {
      tokens = []
      const flat = squash(word)
      for (const length of flat.length > 40 ? [] : this.#lengths) {
        if (length < 5 || length >= flat.length) continue
        const token = this.#tokens.get(flat.slice(0, length))
        if (token && DRESS.has(flat.slice(length))) tokens.push(token)
        const end = this.#tokens.get(flat.slice(-length))
        if (end && DRESS.has(flat.slice(0, -length))) tokens.push(end)
      }
      const exact = this.#tokens.get(flat)
      if (exact && !exact.ordinary && flat.length >= 4) tokens.push(exact)
      if (this.#inWord.size > 50_000) this.#inWord.clear()
      this.#inWord.set(word, tokens)
    }
    for (const token of tokens) take(token, word)
  }

  /** Whether everything around a name is dress: `Ledger Support`, `Anya from Ledger`. */
  #dressed(flat: readonly string[], first: number, last: number): boolean {
    if (first > 0 && flat[first - 1] === 'from') return true
    return flat.every((word, i) => (i >= first && i <= last) || DRESS.has(word) || /^\d+$/.test(word) || word === '')
  }

  /** Whom a host imitates; null for official hosts and ordinary ones. */
  resemblance(host: string): Resemblance | null {
    const known = this.#seen.get(host)
    if (known !== undefined) return known
    const found = this.officialOf(host) ? null : this.#resemble(nameOf(host))
    if (this.#seen.size > 50_000) this.#seen.clear()
    this.#seen.set(host, found)
    return found
  }

  #resemble(name: Name): Resemblance | null {
    if (name.ip || !name.core) return null
    const quote = name.host
    const core = squash(name.core)
    const token = this.#tokens.get(core)
    if (token && core.length >= 4) {
      const same = name.core.toLowerCase().replace(/[^a-z0-9]/g, '') === token.text.toLowerCase().replace(/[^a-z0-9]/g, '')
      if (!same) return { owner: token.owner, how: 'homoglyph', quote }
      // A well-known brand under another suffix is most often the brand itself; the company's own name never is, its domains are all known.
      if (token.owner.kind !== 'known' || name.hosted) return { owner: token.owner, how: 'other-suffix', quote }
      return null
    }
    const parts = name.core.split('-').filter(Boolean)
    const inParts = this.#inParts(parts, quote)
    if (inParts) return inParts
    if (token === undefined && core.length >= 5) {
      const slip = this.#slip(letters(name.core))
      if (slip) return { owner: slip.owner, how: 'typo', quote }
    }
    const labels = name.host === name.domain ? [] : name.host.slice(0, -name.domain.length - 1).split('.')
    for (const owner of this.all) {
      if (owner.kind === 'known' && labels.length < 2) continue
      for (const domain of owner.sending) {
        const sub = labels.join('.')
        if (sub === domain || sub.endsWith(`.${domain}`) || sub.startsWith(`${domain}.`) || sub.includes(`.${domain}.`))
          return { owner, how: 'subdomain', quote }
        if (domain.includes('.') && labels.includes(domain.replace(/\./g, '-'))) return { owner, how: 'subdomain', quote }
      }
    }
    for (const label of labels) {
      if (GENERIC_LABEL.test(label)) continue
      const flat = squash(label)
      const exact = this.#tokens.get(flat)
      if (exact && flat.length >= 4 && (!exact.ordinary || exact.owner.kind !== 'known')) return { owner: exact.owner, how: 'label', quote }
      const inside = this.#inParts(label.split('-'), quote)
      if (inside && (inside.owner.kind !== 'known' || inside.how !== 'typo')) return { ...inside, how: 'label' }
      if (flat.length >= 6) {
        const slip = this.#slip(letters(label))
        if (slip && slip.owner.kind !== 'known') return { owner: slip.owner, how: 'typo', quote }
      }
    }
    return null
  }

  /** The name as one of the words of a label, joined to words a lure uses or to another owner's name. */
  #inParts(parts: readonly string[], quote: string): Resemblance | null {
    for (const part of parts) {
      const flat = squash(part)
      const token = this.#tokens.get(flat)
      if (parts.length > 1 && token) {
        const rest = parts.filter((p) => p !== part).map((p) => squash(p))
        const dressed = rest.some((r) => DRESS.has(r) || this.#tokens.has(r))
        if (token.owner.kind !== 'known' && (flat.length >= 4 || dressed)) return { owner: token.owner, how: 'combination', quote }
        if (token.owner.kind === 'known' && dressed && flat.length >= 3) return { owner: token.owner, how: 'combination', quote }
      }
      if (parts.length > 1 && flat.length >= 6) {
        const slip = this.#slip(letters(part))
        if (slip && slip.owner.kind !== 'known') return { owner: slip.owner, how: 'typo', quote }
      }
      for (const length of this.#lengths) {
        if (length < 4 || length >= flat.length) continue
        for (const [piece, rest] of [
          [flat.slice(0, length), flat.slice(length)],
          [flat.slice(-length), flat.slice(0, -length)],
        ] as const) {
          const inside = this.#tokens.get(piece)
          if (inside && (DRESS.has(rest) || this.#dressedWords(rest) || (rest.length >= 4 && this.#tokens.has(rest)))) {
            if (inside.ordinary && length < 6) continue
            return { owner: inside.owner, how: 'combination', quote }
          }
        }
        if (length >= 7)
          for (let i = 1; i + length < flat.length; i++) {
            const inside = this.#tokens.get(flat.slice(i, i + length))
            if (inside && inside.owner.kind !== 'known') return { owner: inside.owner, how: 'combination', quote }
          }
      }
    }
    return null
  }

  /** `securitysupport`: two dress words without a hyphen. */
  #dressedWords(rest: string): boolean {
    for (let i = 2; i < rest.length - 1; i++) if (DRESS.has(rest.slice(0, i)) && DRESS.has(rest.slice(i))) return true
    return false
  }

  /** The name from which these letters are one slip of the pen away: one letter more, fewer or other, or two swapped. */
  #slip(flat: string): Token | null {
    const near = (token: Token) => {
      const key = letters(token.text)
      // The first letter is the last that an imitation would change, and ordinary words differ there.
      return distance(flat, key, 1) === 1 && (key[0] === flat[0] || key.length >= 7) && (token.owner.kind !== 'known' || key.length >= 8)
    }
    for (let i = -1; i < flat.length; i++) {
      const slip = i < 0 ? flat : flat.slice(0, i) + flat.slice(i + 1)
      for (const token of this.#slips.get(slip) ?? []) if (near(token)) return token
    }
    return null
  }
}

/** Own owners (company, vendors, registered senders) are known completely, well-known brands only roughly. */
export function isOwn(owner: Owner): boolean {
  return owner.kind !== 'known'
}

/** Whether a host may write, or be linked to, in an owner's name. */
export function isOfficial(owner: Owner, host: string): boolean {
  if (isUnder(host, owner.sending) || isUnder(host, owner.links)) return true
  if (owner.kind !== 'known') return false
  // A brand's own name under a national suffix is the brand's, as a rule: amazon.com.be, dhl.at.
  const name = nameOf(host)
  return !name.hosted && owner.sending.some((domain) => nameOf(domain).core === name.core) && skeleton(name.core).length >= 3
}
