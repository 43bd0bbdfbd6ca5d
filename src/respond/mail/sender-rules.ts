// Rules about who writes: names shown, domains that imitate, failed proofs, answers that go elsewhere.
import { nameOf } from './address.ts'
import { type Evidence, evidence } from './evidence.ts'
import type { Facts } from './facts.ts'
import { FREE_MAIL, isRandom, RISKY_SUFFIX } from './hosting.ts'
import { domainOf, headersOf } from './letter.ts'
import { plain } from './look.ts'
import { isOfficial, isOwn } from './owners.ts'

/** Names of the department that runs mail and computers. */
const OFFICE =
  /\b(?:web ?mail|e-?mail|mail ?box|mail|server|system|it|ict|network|account|domain|quota|postmaster|office)\s?(?:server\s?)?(?:admin\w*|support|help ?desk|team|service|security|center|notification|alert|verification|update|upgrade)\b|\b(?:help ?desk|administrator|sys ?admin)\b/

export function senderRules(facts: Facts): Evidence[] {
  const { letter, sender, auth, senderOwner } = facts
  const out: Evidence[] = []
  const from = `${letter.from.name} <${letter.from.address}>`
  const say = (code: string, weight: number, where: string, quote: string, says: string) =>
    out.push(evidence(code, weight, where, quote, says))

  const shown = facts.shown.find((claim) => !isOfficial(claim.owner, sender.host))
  if (shown && !(senderOwner && isOwn(senderOwner) && auth.state !== 'failed')) {
    const via = /\bvia\b|\bon behalf\b/i.test(letter.from.name)
    say(
      'sender.not-official',
      (via ? 1 : isOwn(shown.owner) ? 4.2 : 3.4) * (facts.list ? 0.8 : 1),
      'header:from',
      from,
      `The letter says it is from ${shown.owner.name}, but ${sender.host || 'its address'} does not belong to ${shown.owner.name}.`,
    )
    if (FREE_MAIL.has(sender.domain))
      say('sender.free-mail', 1.5, 'header:from', letter.from.address, `${shown.owner.name} does not write from a free mailbox.`)
  }
  if (shown?.disguised)
    say(
      'name.disguised',
      2,
      'header:from',
      letter.from.name,
      `The name only looks like ${shown.owner.name}: some of its letters are others.`,
    )

  const alike = facts.owners.resemblance(sender.host)
  if (alike)
    say(
      'sender.lookalike',
      isOwn(alike.owner) ? 5 : [...facts.shown, ...facts.inSubject, ...facts.signed].some((c) => c.owner === alike.owner) ? 2.8 : 1.2,
      'header:from',
      letter.from.address,
      `The sender's domain ${sender.host} imitates ${alike.owner.name}; it is not theirs.`,
    )

  if (senderOwner && auth.state === 'failed' && !auth.provenBefore) {
    if (facts.relayed && isOwn(senderOwner))
      say(
        'sender.unproven',
        0.8,
        'header:authentication-results',
        auth.quote,
        `The check of the sender failed, as often happens on the way through a mailing list.`,
      )
    else
      say(
        'sender.spoofed',
        isOwn(senderOwner) ? 4.2 : facts.list ? 0.3 : 2.4,
        'header:authentication-results',
        auth.quote,
        `The address belongs to ${senderOwner.name}, but the letter was not sent by them: the check of the sender failed.`,
      )
  } else if (senderOwner && isOwn(senderOwner) && senderOwner.kind !== 'other' && auth.state === 'none')
    say('sender.unproven', 2, 'header:authentication-results', auth.quote, `Nothing proves that ${senderOwner.name} sent this letter.`)
  else if (!senderOwner && auth.state === 'failed' && !facts.list)
    say('sender.failed', 0.9, 'header:authentication-results', auth.quote, 'The check of the sender failed.')

  if (senderOwner && auth.state === 'proven' && !facts.shown.some((c) => isOwn(c.owner) && c.owner !== senderOwner && !isOwn(senderOwner)))
    say(
      'sender.proven',
      isOwn(senderOwner) ? (facts.away ? 0 : -2.5) : -1.8,
      'header:from',
      letter.from.address,
      `The letter was really sent by ${senderOwner.name}.`,
    )
  else if (senderOwner && auth.state === 'unknown' && !shown)
    say('sender.official', facts.away ? 0 : -1.2, 'header:from', letter.from.address, `The address belongs to ${senderOwner.name}.`)

  for (const reply of letter.replyTo.slice(0, 3)) {
    const to = nameOf(domainOf(reply.address))
    if (!to.host || to.domain === sender.domain) continue
    const imitates = facts.owners.resemblance(to.host)
    if (imitates)
      say(
        'reply.lookalike',
        isOwn(imitates.owner) ? 4 : 2,
        'header:reply-to',
        reply.address,
        `Answers go to ${to.host}, which imitates ${imitates.owner.name}.`,
      )
    else if (senderOwner && isOwn(senderOwner) && !facts.owners.officialOf(to.host))
      say('reply.elsewhere', 4.2, 'header:reply-to', reply.address, `Answers do not go to ${senderOwner.name} but to ${to.host}.`)
    else if (FREE_MAIL.has(to.domain) && !FREE_MAIL.has(sender.domain) && !facts.list)
      say('reply.free-mail', 1.3, 'header:reply-to', reply.address, 'Answers go to a free mailbox instead of the sender.')
    else if (!facts.list) say('reply.elsewhere', 0.4, 'header:reply-to', reply.address, `Answers go to ${to.host}, not to the sender.`)
  }

  const inName = /([\w.+-]{1,64}@)?((?:[a-z0-9-]+\.)+[a-z]{2,12})\b/i.exec(letter.from.name)
  if (
    inName &&
    sender.host &&
    nameOf(inName[2]!).domain !== sender.domain &&
    nameOf(inName[2]!).suffix.length > 1 &&
    !facts.list &&
    !facts.bounce
  )
    say(
      'name.other-address',
      inName[1] ? 1.6 : 0.7,
      'header:from',
      from,
      `The name shows ${inName[0]}, but the letter comes from ${sender.host}.`,
    )

  if (facts.disguised.length)
    say(
      'name.odd-letters',
      2.4,
      'header:subject',
      facts.disguised[0]!,
      'Name or subject are written with letters that only look right, to slip past filters.',
    )
  if (/^[\s"'_#*|.<>~=-]{2,}|[_*#]{1,3}[A-Za-z].*[_*#]{1,3}$|\p{L}(?: \p{L}){4,}|_\w+_\w+_|[$]\s*\$|,_$/u.test(letter.from.name.trim()))
    say('name.odd-form', 1.3, 'header:from', letter.from.name, 'The sender’s name is decorated in a way that firms do not write.')
  const office = OFFICE.exec(plain(letter.from.name))
  if (office && !facts.list && !facts.bounce && !letter.to.some((t) => nameOf(domainOf(t.address)).domain === sender.domain))
    say('sender.office', 1.5, 'header:from', from, 'The name is that of a mail or computer department, the domain is not the recipient’s.')
  if (/ em nome de | on behalf of | im auftrag von | de la part de | por cuenta de | per conto di /i.test(letter.from.name))
    say('sender.on-behalf', 1.2, 'header:from', from, 'One address writes in the name of another.')
  const local = letter.from.address.slice(0, letter.from.address.lastIndexOf('@')).replace(/\+.*/, '')
  if (
    !facts.bounce &&
    !facts.list &&
    (isRandom(sender.core) || (isRandom(local) && !FREE_MAIL.has(sender.domain) && !senderOwner && local.length < 40))
  )
    say(
      'sender.random',
      isRandom(sender.core) ? 1.4 : 0.8,
      'header:from',
      letter.from.address,
      'The sender’s address is a random row of letters.',
    )
  if (RISKY_SUFFIX.has(sender.suffix.split('.').at(-1) ?? ''))
    say('sender.risky-suffix', 1.1, 'header:from', sender.host, `Addresses ending in .${sender.suffix} are mostly used for junk.`)
  if (
    sender.ip ||
    sender.hosted ||
    /(?:^|[.-])(?:ip|vps|static|dynamic|host|server|ubuntu|localdomain|localhost)[.-]|^\d+-\d+-\d+/.test(sender.host)
  )
    say('sender.machine', 1.2, 'header:from', sender.host, 'The letter comes from a rented machine, not from a firm’s mail service.')
  if (!letter.from.address && !facts.bounce)
    say('sender.missing', 0.8, 'header:from', letter.from.name, 'The letter does not say who sent it.')
  if (
    FREE_MAIL.has(sender.domain) &&
    /\b(?:support|security|service|billing|team|bank|account|help|admin|notification|alert|order|invoice|suporte|atendimento|servicio|kundenservice|equipe|official|center|desk|receipt|payment|confirmation)\b|[|_#*]/i.test(
      letter.from.name,
    )
  )
    say('sender.free-mail', 1.5, 'header:from', from, 'A firm’s name over a free mailbox.')
  if (letter.to.some((t) => t.address && t.address === letter.from.address) && !facts.forwarded && letter.to.length === 1 && !facts.list)
    say('sender.yourself', 0.6, 'header:from', letter.from.address, 'The letter pretends to come from the recipient.')
  const bulk = headersOf(letter, 'x-mailer')[0] ?? ''
  if (/phpmailer|leaf ?php|alexus|the bat!|mass|sendblaster|atomic/i.test(bulk))
    say('sender.bulk-script', 0.9, 'header:x-mailer', bulk, 'The letter was sent by a script.')
  return out
}
