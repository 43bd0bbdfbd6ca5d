// The facts of one letter that the rules look at, worked out once: who it says it is, who sent it, where it leads, what it asks.
import { allOf, type Name, nameOf, type Target, targetOf } from './address.ts'
import { type Authentication, authenticationOf, UNKNOWN } from './auth.ts'
import { type Callback, callbackIn } from './callback.ts'
import { FREE_MAIL, isDynamic, isFreeHost, isRandom, RISKY_SUFFIX } from './hosting.ts'
import { domainOf, headersOf, type Letter, type Link } from './letter.ts'
import { type Reading, readWords } from './lexicon.ts'
import { disguisedWords, letters, plain } from './look.ts'
import type { Claim, Owner, Owners } from './owners.ts'

export interface Way {
  readonly link: Link
  readonly target: Target
  /** The target and what it leads to, with their names. */
  readonly stops: readonly { readonly target: Target; readonly name: Name }[]
}

export interface Facts {
  readonly letter: Letter
  readonly owners: Owners
  readonly auth: Authentication
  readonly sender: Name
  /** Whose official domain the letter comes from. */
  readonly senderOwner: Owner | null
  readonly shown: readonly Claim[]
  readonly inSubject: readonly Claim[]
  /** Names by which the letter signs or in which it speaks. */
  readonly signed: readonly Claim[]
  readonly ways: readonly Way[]
  readonly words: Reading
  readonly subjectWords: Reading
  readonly disguised: readonly string[]
  readonly disguisedBody: readonly string[]
  /** 1 for a letter to a person; towards 0 for lists, bounces and long discussions, in which words stand by chance. */
  readonly pressure: number
  /** A list on which people discuss. */
  readonly list: boolean
  /** Any list, also one that only forwards; lists change letters, so that proofs of the sender break. */
  readonly relayed: boolean
  readonly bounce: boolean
  readonly reply: boolean
  readonly forwarded: boolean
  /** The name shown is that of the sender's own domain, as honest firms do. */
  readonly ownName: boolean
  /** A letter of the company or a vendor with a link that leads to somebody unknown: what a stolen sending account looks like. */
  readonly away: boolean
  readonly callback: Callback
  /** A free mailbox that its links write to, '' where there is none. */
  readonly mailbox: string
  /** Subject and text in plain letters, as far as rules read it. */
  readonly said: string
  /** The domain is that of an owner, no check failed, and it stays with its own links. */
  readonly official: boolean
}

/** `Williams Sonoma <x@e.williams-sonoma.com>`. */
function showsOwnName(name: string, sender: Name): boolean {
  const core = letters(sender.core)
  if (core.length < 3 || FREE_MAIL.has(sender.domain)) return false
  const shown = letters(name)
  if (core.length >= 4 && shown.includes(core)) return true
  return name.split(/[^\p{L}\p{N}]+/u).some((word) => letters(word).length >= 5 && core.includes(letters(word)))
}

/** Places no firm sends its customers to, whatever its letter says. */
export function isStrange(way: Way): boolean {
  return way.stops.some(
    ({ name }) =>
      name.ip ||
      isFreeHost(name.host) ||
      isDynamic(name.host) ||
      isRandom(name.core) ||
      (RISKY_SUFFIX.has(name.suffix) && name.suffix !== 'link'),
  )
}

/** Links to leave a list; they go to whoever sends the letters. */
export const LEAVE = /unsub|opt-?out|abmeld|desinscri|descadastr|cancelar|preferenc|afmeld|wypis|list-manage/i

const FOOTER =
  /(?:©|\(c\)|copyright|&copy;)\s*(?:19|20)?\d{0,4}\s*,?\s*([^\n.|]{3,60})|(?:^|\n)\s*(?:the\s+)?([^\n]{2,40}?\s(?:team|support|security|billing|trust & safety|account protection|sicherheit|kundenservice|support-team|équipe|equipe|equipo|seguridad|segurança|assistenza|sicurezza))\s*(?=\n|$)/gi

export function factsOf(
  letter: Letter,
  owners: Owners,
  options: { readonly ignoreAuth: boolean; readonly trusted: readonly string[]; readonly proof?: Authentication | undefined },
): Facts {
  const host = domainOf(letter.from.address)
  const sender = nameOf(host)
  const ways: Way[] = []
  for (const link of letter.links) {
    if (ways.length >= 300) break
    const target = targetOf(link.href)
    if (target) ways.push({ link, target, stops: allOf(target).map((t) => ({ target: t, name: nameOf(t.host) })) })
  }
  const head = (key: string) => headersOf(letter, key)[0] ?? ''
  const attachedText = letter.attached.map((a) => a.text.slice(0, 10_000)).join('\n')
  const patch = /^(?:diff --git|--- a\/|@@ -\d)/m.test(letter.text)
  const list = Boolean(
    head('list-post') ||
      head('x-beenthere') ||
      head('mailing-list') ||
      head('x-mailing-list') ||
      head('x-mailman-version') ||
      /^list$/i.test(head('precedence')),
  )
  const bounce =
    /^multipart\/report/i.test(head('content-type')) ||
    (head('return-path').trim() === '<>' && letter.links.length < 5) ||
    (!letter.html && /^(mailer-daemon|post_?master|poostmaster)\b/i.test(letter.from.address || letter.from.name))
  const reply =
    Boolean(head('in-reply-to') || head('references')) && /^(re|aw|sv|antw|r)\s*:/i.test(letter.subject.replace(/^\[[^\]]*\]\s*/, ''))
  const quotes = (letter.text.match(/^>/gm)?.length ?? 0) > 2
  const discussion = patch || quotes || (reply && !letter.html)
  const signed = new Map<Owner, Claim>()
  for (const match of `${letter.text.slice(0, 1_000)}\n${letter.text.slice(-3_000)}`.matchAll(FOOTER))
    for (const claim of owners.claimsIn(match[1] ?? match[2] ?? '', false)) signed.set(claim.owner, claim)
  const lines = owners.hasOwn ? letter.text.slice(-1_000).split('\n').slice(-6) : []
  for (const line of lines)
    if (line.length < 60)
      for (const claim of owners.claimsIn(line, false))
        if (claim.owner.kind === 'company' || claim.owner.kind === 'vendor') if (!signed.has(claim.owner)) signed.set(claim.owner, claim)
  const told = options.ignoreAuth ? UNKNOWN : authenticationOf(letter, options.trusted)
  const auth = told.state === 'unknown' && options.proof && !options.ignoreAuth ? options.proof : told
  // Who writes from a free mailbox writes as nobody, whoever runs it.
  const senderOwner = FREE_MAIL.has(sender.domain) ? null : owners.officialOf(host)
  const strict = (senderOwner?.kind === 'company' || senderOwner?.kind === 'vendor') && senderOwner.linksKnown !== false
  const written = `${letter.subject}\n${letter.text.slice(0, 30_000)}\n${attachedText}`
  const callback = callbackIn(written)
  const words = readWords(written)
  const page = letter.attached.some((a) => a.form || a.script || /html|svg/.test(a.type))
  // A number to call counts as leading away where the letter also presses: honest firms print theirs at the foot.
  const calls = callback.phone !== '' && (words.near('urgent', 'ask', 12) !== '' || words.near('threat', 'account') !== '')
  const replies = letter.replyTo.some(
    (r) => r.address !== '' && nameOf(domainOf(r.address)).domain !== sender.domain && !owners.officialOf(domainOf(r.address)),
  )
  const leads = ways.some((w) => !LEAVE.test(w.link.text) && !LEAVE.test(w.target.path) && !owners.officialOf(w.stops.at(-1)!.name.host))
  const astray = senderOwner?.kind === 'known' && auth.state !== 'proven' && ways.some(isStrange)
  const away = (strict && (leads || callback.bank !== '' || calls || page || replies)) || astray
  return {
    letter,
    owners,
    away,
    ownName: showsOwnName(letter.from.name, sender),
    callback,
    said: plain(written),
    mailbox:
      letter.links
        .map((l) => /^mailto:([^?]{3,200})/i.exec(l.href)?.[1]?.toLowerCase() ?? '')
        .find((a) => FREE_MAIL.has(domainOf(a)) && domainOf(a) !== sender.domain) ?? '',
    official: senderOwner !== null && auth.state !== 'failed' && !away,
    auth,
    sender,
    senderOwner,
    shown: owners.claimsIn(letter.from.name, false),
    inSubject: owners.claimsIn(letter.subject, false),
    signed: [...signed.values()],
    ways,
    words,
    subjectWords: readWords(letter.subject),
    disguised: disguisedWords(`${letter.from.name} ${letter.subject}`),
    disguisedBody: disguisedWords(letter.text),
    pressure: bounce ? 0.15 : discussion || (list && reply) ? 0.2 : list ? 0.7 : 1,
    list,
    relayed: list || Boolean(head('list-id')),
    bounce,
    reply: reply || discussion,
    forwarded: /^(fwd?|wg|enc|tr|rv|i|vs|doorst)\s*:/i.test(letter.subject),
  }
}
