// The triage of one message, as a list of steps: who, where to, what for, what it knows of the person, canary, notice; then one verdict with its reasons.
import { keyedNotices, type NoticeScheme, type NoticeVerdict } from 'cordon-verify'
import { askRules } from './ask-rules.ts'
import type { Authentication } from './auth.ts'
import { calmRules, nameRules } from './calm-rules.ts'
import type { Addressee, Leak, Surroundings } from './context.ts'
import { type Quoted, Sayings } from './details.ts'
import { clip, type Evidence, evidence } from './evidence.ts'
import { type Facts, factsOf } from './facts.ts'
import { forwardedIn } from './forwarded.ts'
import type { KnownBrand } from './known-brands.ts'
import { inWords } from './known-details.ts'
import { domainOf, headersOf, type Letter } from './letter.ts'
import { linkRules, speaksFor } from './link-rules.ts'
import { isOwn, type Owner, Owners } from './owners.ts'
import { parseLetter } from './parse.ts'
import { senderRules } from './sender-rules.ts'
import { trickRules } from './trick-rules.ts'
import { type Word, weighUp } from './verdict.ts'

/** All rules; each looks at the facts and says what it finds. */
const RULES = [senderRules, linkRules, askRules, trickRules, nameRules, calmRules]

export interface Reason {
  readonly code: string
  readonly where: string
  readonly quote: string
  readonly says: string
}

/** One line of `cordon mail check --json`, without the file's name (contract). */
export interface Judgement {
  readonly verdict: Word
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly incident: string | null
  readonly vendor: string | null
  readonly leaked: readonly string[]
  readonly canary: string | null
  readonly notice: 'none' | NoticeVerdict
  readonly inner: boolean
}

export interface JudgeOptions {
  readonly ignoreAuth?: boolean
  /** Names of the company's receiving hosts whose Authentication-Results count; empty: the topmost header. */
  readonly trusted?: readonly string[]
}

export interface Weighed {
  readonly found: readonly Evidence[]
  readonly facts: Facts
  readonly notice: 'none' | NoticeVerdict
  readonly canary: string | null
  readonly leak: { readonly leak: Leak; readonly quoted: readonly Quoted[] } | null
}

/** Holds what is the same for every letter. Make one, ask it many times. */
export class Triage {
  readonly #around: Surroundings
  readonly #owners: Owners
  readonly #notices: NoticeScheme | null
  readonly #options: Required<JudgeOptions>

  constructor(around: Surroundings, brands: readonly KnownBrand[], options: JudgeOptions = {}) {
    this.#around = around
    this.#owners = new Owners(around.senders, brands)
    this.#notices = around.noticeKey ? keyedNotices(around.noticeKey) : null
    this.#options = { ignoreAuth: options.ignoreAuth ?? false, trusted: options.trusted ?? [] }
  }

  /** Judges a message as bytes (RFC 5322). Never throws on what is in it. */
  async judge(bytes: Uint8Array, proof?: Authentication): Promise<Judgement> {
    const letter = await parseLetter(bytes)
    await this.meet(letter)
    return this.judgeLetter(letter, proof)
  }

  /** To be awaited before `judgeLetter`: lets the installation look up whom the letter, and those inside it, went to. */
  async meet(letter: Letter): Promise<void> {
    if (!this.#around.meet) return
    const inside = [...letter.inner, ...forwardedIn(letter)]
    const addresses = new Set([letter, ...inside].flatMap((one) => [...addressesOf(one)]))
    if (inside.length > 0) addresses.add(letter.from.address)
    addresses.delete('')
    await this.#around.meet([...addresses].slice(0, 50))
  }

  /** `proof`: what was found out about the sender just now; it counts where no receiving host left its own finding. */
  judgeLetter(letter: Letter, proof?: Authentication): Judgement {
    const weighed = this.weigh(letter, undefined, proof)
    const outer = conclude(letter, weighed)
    const inside = [...letter.inner, ...(isForward(letter) ? forwardedIn(letter) : [])]
    // Whoever writes under a false name is judged for that, whatever hangs on the letter.
    const strange = weighed.found.filter((e) => /^(?:sender|name|reply)\./.test(e.code)).reduce((n, e) => n + e.weight, 0)
    if (inside.length === 0 || (outer.verdict === 'phish' && strange >= 2)) return outer
    // A person sends on what puzzles them: then the letter inside is the one to judge.
    for (const one of inside) {
      const subject = one.to.length ? one : { ...one, to: letter.to }
      const judged = conclude(subject, this.weigh(subject, letter))
      if (judged.verdict === 'phish' || judged.score > outer.score || (outer.verdict !== 'phish' && letter.inner.includes(one)))
        return { ...judged, inner: true }
    }
    return outer
  }

  /** Everything found for and against one letter, with its weights. */
  weigh(letter: Letter, outer?: Letter, proof?: Authentication): Weighed {
    const facts = factsOf(letter, this.#owners, outer ? { ignoreAuth: true, trusted: [] } : { ...this.#options, proof })
    const found: Evidence[] = RULES.flatMap((rule) => rule(facts))
    const people = this.#addressed(letter, outer)
    const notice = this.#notice(letter, facts, people, found)
    const canary = this.#canary(letter, facts, found)
    const leak = this.#leak(letter, facts, people, found)
    return { found, facts, notice, canary, leak }
  }

  /** People the letter went to, as far as the installation knows them. */
  #addressed(letter: Letter, outer?: Letter): Addressee[] {
    const addresses = new Set<string>()
    for (const one of [letter, ...(outer ? [outer] : [])]) {
      for (const address of addressesOf(one)) addresses.add(address)
      if (outer) addresses.add(outer.from.address)
    }
    return [...addresses].slice(0, 50).flatMap((address) => (address ? (this.#around.addressee(address) ?? []) : []))
  }

  #leak(letter: Letter, facts: Facts, people: readonly Addressee[], found: Evidence[]): { leak: Leak; quoted: readonly Quoted[] } | null {
    let best: { leak: Leak; quoted: Quoted[]; weight: number } | null = null
    const own = [...people.map((p) => p.email), ...letter.to.map((t) => t.address)].filter(Boolean)
    const sayings = people.length ? new Sayings(letter, own) : null
    const named = new Set(speaksFor(facts).map((o) => o.id))
    for (const person of people)
      for (const leak of person.leaks) {
        if (letter.at === null || letter.at < leak.from) continue
        const quoted: Quoted[] = []
        for (const field of leak.fields) {
          const value = person.values[field]
          if (!value || NAMES_PERSON.has(field) || isOwnName(person, value)) continue
          const hit = sayings!.find(field, value)
          if (hit) quoted.push(hit)
        }
        if (quoted.every((q) => q.companion)) continue
        const weight = quoted.reduce((n, q) => n + (q.strong ? 3 : 1), 0) + (named.has(leak.vendor) ? 1.5 : 0) + leak.to / 1e14
        if (!best || weight > best.weight) best = { leak, quoted, weight }
      }
    if (!best) return null
    const strong = best.quoted.filter((q) => q.strong).length
    const official = facts.official && isOwn(facts.senderOwner!)
    // Firms that know a detail quote it honestly; the detail counts where the letter also speaks for somebody it is not, or presses.
    const imitates = found.some((e) => e.weight >= 2)
    const force = official ? 0.15 : imitates ? 1 : 0.5
    const vendor = this.#around.senders.find((s) => s.id === best.leak.vendor)?.name ?? best.leak.vendor
    for (const q of best.quoted.slice(0, 6))
      found.push(
        evidence(
          'detail.leaked',
          (q.strong ? 1.6 : 0.7) * force * (strong > 2 ? 0.7 : 1),
          q.where,
          q.quote,
          `It quotes your ${inWords(q.field)}, which ${vendor} held when its data was copied (${best.leak.incident}).`,
        ),
      )
    const number = best.quoted.find((q) => q.issued)
    const colleague = people.some((p) => domainOf(p.email) === facts.sender.host)
    const company = this.#around.company?.name ?? 'the company'
    if (number && !facts.senderOwner && !colleague && !facts.reply && !facts.list)
      found.push(
        evidence(
          'detail.stranger',
          2.6,
          number.where,
          number.quote,
          `Only you, ${company} and its suppliers know this ${inWords(number.field)}; the sender is none of them.`,
        ),
      )
    return best
  }

  #canary(letter: Letter, facts: Facts, found: Evidence[]): string | null {
    for (const address of addressesOf(letter)) {
      const vendor = this.#around.canary(address)
      if (!vendor) continue
      const own = facts.senderOwner
      if (own && (own.id === vendor || own.kind === 'company') && facts.auth.state !== 'failed') return null
      const name = this.#around.senders.find((s) => s.id === vendor)?.name ?? vendor
      found.push(
        evidence(
          'canary.hit',
          9,
          'header:to',
          address,
          `This address was given to ${name} alone. Somebody else writes to it, so ${name} leaks.`,
        ),
      )
      return vendor
    }
    return null
  }

  #notice(letter: Letter, facts: Facts, people: readonly Addressee[], found: Evidence[]): 'none' | NoticeVerdict {
    if (!this.#notices) return 'none'
    const text = `${letter.subject}\n${letter.text}\n${letter.hidden}`
    const { notices, codes } = this.#notices.find(text)
    if (notices.length === 0 || codes.length === 0) return 'none'
    const addresses = [...new Set([...letter.to.map((t) => t.address), ...people.map((p) => p.email)].filter(Boolean))]
    let best: 'none' | NoticeVerdict = 'none'
    for (const notice of notices.slice(0, 5))
      for (const code of codes.slice(0, 5))
        for (const address of addresses.slice(0, 10)) {
          const verdict = this.#notices.check(notice, code, address, this.#around.addresses())
          if (best === 'none' || rank(verdict) > rank(best)) best = verdict
        }
    if (best === 'none') best = 'forged'
    const official = facts.official && isOwn(facts.senderOwner!)
    if (best === 'valid' && !official && found.some((e) => e.weight >= 2)) best = 'replayed'
    const company = this.#around.company?.name ?? 'The company'
    if (best === 'valid')
      found.push(evidence('notice.valid', -3, 'body', codes[0]!, `The code of this notice was made by ${company} for this address.`))
    else if (best === 'replayed')
      found.push(
        evidence(
          'notice.replayed',
          4.5,
          'body',
          codes[0]!,
          `The code is a real one of ${company}, taken from a notice to somebody else or put into another letter.`,
        ),
      )
    else found.push(evidence('notice.forged', 4.5, 'body', codes[0]!, `${company} never made this code.`))
    return best
  }

  get owners(): readonly Owner[] {
    return this.#owners.all
  }
}

/** Only a letter sent on as a whole: in a discussion people quote headers too. */
function isForward(letter: Letter): boolean {
  return (
    /^\s*(?:fwd?|wg|enc|tr|rv|i|vs|doorst|vb)\s*:/i.test(letter.subject) ||
    /^[\s>-]*(?:begin )?(?:forwarded|original|weitergeleitete|ursprüngliche|message transféré|mensaje reenviado|mensagem encaminhada)/i.test(
      letter.text,
    )
  )
}

/** To whom a letter went: its own headers and what the receiving side wrote of the envelope. */
function addressesOf(letter: Letter): Set<string> {
  const out = new Set<string>()
  for (const to of letter.to.slice(0, 50)) if (to.address) out.add(to.address)
  for (const key of ['delivered-to', 'x-original-to', 'envelope-to'])
    for (const value of headersOf(letter, key).slice(0, 20)) out.add(value.toLowerCase().replace(/[<>\s]/g, ''))
  return out
}

/** On these alone no letter is laid to an incident: every sender has them. */
const NAMES_PERSON = new Set(['name', 'email', 'first', 'last', 'id'])

/** Whether a value is a part of the person's own name, which stands in every greeting. */
function isOwnName(person: Addressee, value: string): boolean {
  const name = ` ${(person.values.name ?? '').toLowerCase()} `
  return name.includes(` ${value.toLowerCase()} `)
}

/** The judgement that the findings give. */
function conclude(letter: Letter, { found, notice, canary, leak }: Weighed): Judgement {
  const { word: verdict, score } = weighUp(found)
  // Honest letters quote the same details, so only a phish is laid to an incident.
  const claimed = verdict === 'phish' ? leak : null
  return {
    verdict,
    score,
    reasons: reasonsOf(found, verdict, letter),
    incident: claimed?.leak.incident ?? null,
    vendor: claimed?.leak.vendor ?? null,
    leaked: claimed ? claimed.quoted.map((q) => q.field) : [],
    canary,
    notice,
    inner: false,
  }
}

function rank(verdict: NoticeVerdict): number {
  return verdict === 'valid' ? 2 : verdict === 'replayed' ? 1 : 0
}

/** What speaks for the verdict, weightiest first; for a clean letter what speaks against a phish too. */
function reasonsOf(found: readonly Evidence[], verdict: Word, letter: Letter): Reason[] {
  const sorted = [...found].sort((a, b) => b.weight - a.weight)
  const chosen = verdict === 'clean' ? sorted.filter((e) => Math.abs(e.weight) >= 1) : sorted.filter((e) => e.weight > 0)
  const seen = new Set<string>()
  const reasons: Reason[] = []
  for (const { code, where, quote, says } of chosen) {
    const key = `${code} ${quote}`
    if (seen.has(key) || reasons.length >= 12) continue
    seen.add(key)
    reasons.push({ code, where, quote, says })
  }
  for (const u of letter.unread.slice(0, 5))
    reasons.push({ code: 'not-read', where: clip(u.what), quote: '', says: `Not looked at: ${clip(u.why)}.` })
  return reasons
}
