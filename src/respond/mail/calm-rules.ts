// Rules about names a letter borrows in subject and signature, and about what speaks for it: lists, conversations, bounces, links that stay at home.
import { type Evidence, evidence } from './evidence.ts'
import type { Facts } from './facts.ts'
import { FREE_MAIL } from './hosting.ts'
import { isOfficial, isOwn } from './owners.ts'

/** Names in subject and signature that are not the sender's. */
export function nameRules(facts: Facts): Evidence[] {
  const { words, pressure } = facts
  const out: Evidence[] = []
  const say = (code: string, weight: number, where: string, quote: string, says: string) => {
    if (weight > 0.05) out.push(evidence(code, weight, where, quote, says))
  }
  for (const claim of facts.inSubject) {
    if (isOfficial(claim.owner, facts.sender.host) || facts.shown.some((c) => c.owner === claim.owner)) continue
    const own = isOwn(claim.owner)
    if (own && facts.senderOwner && isOwn(facts.senderOwner)) continue
    const pushes = words.count.ask + words.count.threat > 1 && facts.ways.length > 0
    say(
      'subject.borrows-name',
      (own ? (pushes ? 1.6 : 0.3) : facts.official || facts.ownName ? 0.5 : 1.8) * pressure * (facts.reply ? 0.3 : 1),
      'header:subject',
      claim.quote,
      `The subject speaks of ${claim.owner.name}, the sender is somebody else.`,
    )
    if (claim.disguised)
      say('name.disguised', 2 * Math.max(0.4, pressure), 'header:subject', claim.quote, `The name only looks like ${claim.owner.name}.`)
    break
  }
  for (const claim of facts.signed) {
    if (isOfficial(claim.owner, facts.sender.host) || facts.shown.some((c) => c.owner === claim.owner)) continue
    if (isOwn(claim.owner) && facts.senderOwner && isOwn(facts.senderOwner)) continue
    say(
      'signed.not-official',
      (isOwn(claim.owner) ? 2.4 : 1.5) * pressure,
      'body',
      claim.quote,
      `The letter is signed by ${claim.owner.name}, but was not sent from their domain.`,
    )
    break
  }

  return out
}

/** What speaks for a letter; all weights are below 0. */
export function calmRules(facts: Facts): Evidence[] {
  const { letter, words, mailbox } = facts
  const out: Evidence[] = []
  const say = (code: string, weight: number, where: string, quote: string, says: string) => {
    out.push(evidence(code, weight, where, quote, says))
  }
  if (facts.list) say('list', facts.reply ? -1.5 : -0.8, 'header:list-id', '', 'It came through a mailing list.')
  if (
    facts.ownName &&
    !facts.away &&
    !facts.owners.resemblance(facts.sender.host) &&
    !facts.shown.some((c) => !isOfficial(c.owner, facts.sender.host))
  )
    say('name.own', -1, 'header:from', letter.from.name, 'The sender shows the name of its own domain.')
  if (facts.reply) say('reply', -1.2, 'header:in-reply-to', letter.subject, 'It is part of a conversation.')
  if (facts.bounce) say('bounce', -2.2, 'header:return-path', '', 'It is a report about mail that could not be delivered.')
  if (
    facts.ways.length === 0 &&
    !facts.callback.phone &&
    !mailbox &&
    !letter.attached.length &&
    words.count.fortune < 4 &&
    !letter.replyTo.length
  )
    say('nothing-to-act-on', -1.2, 'body', '', 'There is nothing to click, call or open.')
  const claimed = facts.shown.find((c) => !isOfficial(c.owner, facts.sender.host))
  const home = claimed ? facts.ways.filter((w) => isOfficial(claimed.owner, w.stops.at(-1)!.name.host)).length : 0
  if (claimed && facts.ways.length > 0 && home / facts.ways.length > 0.7 && !letter.form)
    say('links.official', isOwn(claimed.owner) ? -1 : -2, 'link', claimed.owner.name, `Its links go to ${claimed.owner.name} itself.`)
  const own = facts.ways.filter((w) => w.stops.every((s) => s.name.domain === facts.sender.domain)).length
  if (
    facts.ways.length > 0 &&
    own / facts.ways.length > 0.6 &&
    !FREE_MAIL.has(facts.sender.domain) &&
    !facts.owners.resemblance(facts.sender.host)
  )
    say('links.own', -1.3, 'link', facts.sender.domain, 'Its links go to the sender’s own domain.')
  return out
}
