// Rules about where a letter leads: imitating hosts, disguised addresses, redirectors, free hosting, codes in pictures, pages in attachments.
import { decode, isUnder, nameOf } from './address.ts'
import { type Evidence, evidence } from './evidence.ts'
import { type Facts, isStrange, LEAVE, type Way } from './facts.ts'
import { isDynamic, isFreeHost, isRandom, RISKY_SUFFIX, SHORTENERS } from './hosting.ts'
import { isOfficial, isOwn, type Owner } from './owners.ts'

/** Suffixes that shorteners like for their own shortness. */
const BRIEF = /^(?:ly|gl|cc|co|me|io|to|at|gd|gy|li|link|sh|in|id|us|ai|app|page|pw|bz|ws|st|la|sv|tl|re|ee|kr)$/

export function linkRules(facts: Facts): Evidence[] {
  const out = new Map<string, Evidence>()
  const say = (code: string, weight: number, where: string, quote: string, says: string) => {
    const known = out.get(code)
    if (!known || known.weight < weight) out.set(code, evidence(code, weight, where, quote, says))
  }
  const mine = speaksFor(facts)
  // A well-known name in a stranger's domain is only of interest where the letter uses that name too.
  const named = new Set([...facts.shown, ...facts.inSubject, ...facts.signed].map((c) => c.owner))
  const calm = facts.pressure
  // One odd link among many that stay at home is an accident of a long letter, not its purpose.
  const share = (test: (way: Way) => boolean) => {
    const counted = facts.ways.filter((w) => test(w) || (!LEAVE.test(w.link.text) && !facts.owners.officialOf(w.stops.at(-1)!.name.host)))
    const part = counted.filter(test).length / Math.max(1, counted.length)
    return part > 0.4 ? 1 : Math.max(0.4, part * 2)
  }
  for (const way of facts.ways) {
    const where = way.link.where === 'body' ? 'link' : way.link.where
    const last = way.stops.at(-1)!
    const quote = way.target.href
    // A brand's letter through the brand's own redirector: the brand chose where that goes.
    const home = facts.senderOwner?.kind === 'known' && facts.auth.state !== 'failed' && isOfficial(facts.senderOwner, way.target.host)
    for (const { target, name } of home ? way.stops.slice(0, 1) : way.stops) {
      const alike = facts.owners.resemblance(name.host)
      if (alike)
        say(
          'link.lookalike',
          isOwn(alike.owner) ? 4.8 : named.has(alike.owner) ? 2.6 : 0.7,
          where,
          quote,
          `The link goes to ${name.host}, which imitates ${alike.owner.name}.`,
        )
      if (target.userinfo) {
        const named = nameOf(target.userinfo.split(/[:/]/)[0]!)
        if (named.domain.includes('.')) say('link.userinfo', 4, where, quote, `The link shows ${target.userinfo} but goes to ${name.host}.`)
      }
      if (name.ip)
        say(
          'link.address',
          3 * Math.max(0.3, calm) * share((w) => w.stops.some((s) => s.name.ip)),
          where,
          quote,
          `The link goes to a bare network address, ${name.host}.`,
        )
      if (
        SHORTENERS.has(name.domain) ||
        (name.core.length <= 3 &&
          name.host === name.domain &&
          /^\/[\w-]{4,9}$/.test(target.path) &&
          BRIEF.test(name.suffix) &&
          !facts.owners.officialOf(name.host))
      )
        say('link.shortener', 1.4 * calm, where, quote, `The link hides where it goes behind ${name.host}.`)
      if (
        !name.ip &&
        (/^(?:[a-z]{0,4}[-.]?)?\d{1,3}([.-])\d{1,3}\1\d{1,3}(?:\1\d{1,3})?[.-]/.test(name.host) ||
          /-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}\./.test(name.host))
      )
        say('link.machine', 1.6 * calm, where, quote, `${name.host} is a rented machine, not a site of a firm.`)
      if (isDynamic(name.host)) say('link.dynamic', 2 * calm, where, quote, `${name.host} is a name anybody gets in a minute.`)
      else if (isFreeHost(name.host) || name.hosted)
        say(
          'link.free-host',
          1.6 * calm * share((w) => w.stops.some((s) => isFreeHost(s.name.host) || s.name.hosted)),
          where,
          quote,
          `The page stands on ${name.domain}, where anybody can publish.`,
        )
      if (RISKY_SUFFIX.has(name.suffix.split('.').at(-1) ?? ''))
        say('link.risky-suffix', 1.1 * calm, where, quote, `Addresses ending in .${name.suffix} are mostly used for junk.`)
      if (isRandom(name.core) && !facts.owners.officialOf(name.host))
        say('link.random', 1.1 * calm, where, quote, `${name.domain} is a random row of letters.`)
    }
    // A stop that only forwards elsewhere: a lure borrows somebody's good name.
    if (last.name.domain !== way.stops[0]!.name.domain && !home && !LEAVE.test(way.link.text)) {
      const owner = facts.owners.officialOf(last.name.host)
      if (!owner)
        say(
          'link.redirect',
          (mine.length ? 1.2 : 0.5) * calm,
          where,
          quote,
          `The link goes through ${way.target.host} to ${last.name.host}.`,
        )
    }
    const off = offOfficial(facts, way, mine)
    if (off)
      say(
        'link.not-official',
        off.weight * (facts.list && !isOwn(off.owner) ? 0.5 : 1),
        where,
        quote,
        `The letter speaks for ${off.owner.name}, but its link goes to ${last.name.host}, which does not belong to ${off.owner.name}.`,
      )
    const seen = shownHost(way.link.text)
    if (seen && way.stops.every((s) => s.name.domain !== seen.domain)) {
      const owner = facts.owners.officialOf(seen.host)
      const tracked = facts.sender.domain === way.stops[0]!.name.domain || facts.list
      say(
        'link.text-differs',
        (owner && !isOfficial(owner, last.name.host) ? (facts.auth.state === 'proven' ? 2 : 3) : tracked ? 0.2 : 0.8) * calm,
        where,
        `${way.link.text} → ${quote}`,
        `The link shows ${seen.host} but goes to ${last.name.host}.`,
      )
    }
    if (way.link.where.startsWith('qr:')) say('link.qr-code', 2, where, quote, `A picture holds a code that leads to ${last.name.host}.`)
    if (way.link.where === 'form')
      say('link.form', 0.4 * calm, 'form', quote, `The letter asks to fill in a form that is sent to ${last.name.host}.`)
    const carried = carriesAddress(facts, way)
    if (carried)
      say('link.names-recipient', 2 * calm, where, quote, 'The link carries the recipient’s address, to fill it into a sign-in page.')
  }
  // Addresses to type or to write to: no link, and meant to be followed all the same.
  // The company itself may name one, to warn of it.
  const warns = facts.senderOwner !== null && isOwn(facts.senderOwner) && facts.auth.state === 'proven'
  for (const host of facts.owners.hasOwn ? bareHosts(facts) : []) {
    const alike = facts.owners.resemblance(host)
    if (alike && isOwn(alike.owner))
      say(
        'address.lookalike',
        (warns ? 1.2 : 4.8) * Math.max(0.5, calm),
        'body',
        host,
        `It names ${host}, which imitates ${alike.owner.name}.`,
      )
  }
  for (const file of facts.letter.attached) {
    const page = /html/.test(file.type) || /\.(x?html?|shtml)$/i.test(file.name)
    const picture = /svg/.test(file.type) || /\.svg$/i.test(file.name)
    if ((page || picture) && (file.form || file.script))
      say(
        'attachment.page',
        3.2,
        `attachment:${file.name}`,
        file.name,
        'The attachment is a web page that asks for input or runs a program.',
      )
    else if (page)
      say(
        'attachment.page',
        1.6,
        `attachment:${file.name}`,
        file.name,
        'The attachment is a web page, the usual disguise of a sign-in page.',
      )
    if (
      /\.(exe|scr|js|jse|vbs|wsf|hta|lnk|iso|img|bat|cmd|ps1|jar|msi|docm|xlsm)$/i.test(file.name) ||
      /\.(pdf|docx?|xlsx?|jpe?g|txt)\.\w{2,4}$/i.test(file.name)
    )
      say('attachment.program', 3, `attachment:${file.name}`, file.name, 'The attachment is a program.')
  }
  return [...out.values()]
}

/** Hosts that stand in the text as they are, as domains or behind an `@`. */
function bareHosts(facts: Facts): Set<string> {
  const out = new Set<string>()
  for (const match of `${facts.letter.subject}\n${facts.letter.text.slice(0, 20_000)}`
    .toLowerCase()
    .matchAll(/(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,24}(?![\p{L}\p{N}@-])/gu)) {
    if (out.size >= 40) break
    out.add(match[0])
  }
  for (const link of facts.letter.links) {
    const address = /^mailto:[^@?]{1,100}@([\w.-]{3,200})/i.exec(link.href)
    if (address && out.size < 60) out.add(address[1]!.toLowerCase())
  }
  return out
}

/** For whom the letter speaks, by its name, its signature or its domain; own owners first. */
export function speaksFor(facts: Facts): Owner[] {
  const owners = new Set<Owner>()
  if (facts.senderOwner && isOwn(facts.senderOwner)) owners.add(facts.senderOwner)
  for (const claim of [...facts.shown, ...facts.signed]) owners.add(claim.owner)
  const alike = facts.owners.resemblance(facts.sender.host)
  if (alike) owners.add(alike.owner)
  if (facts.senderOwner) owners.add(facts.senderOwner)
  return [...owners].sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
}

function offOfficial(facts: Facts, way: Way, mine: readonly Owner[]): { owner: Owner; weight: number } | null {
  const owner = mine[0]
  if (!owner || LEAVE.test(way.link.text)) return null
  const last = way.stops.at(-1)!.name
  const official = facts.owners.officialOf(last.host)
  if (isOwn(owner)) {
    if (official) return null
    if (owner.kind === 'other' || (owner.linksKnown === false && facts.senderOwner === owner)) return null
    // From its own domain a firm links to its own; a stolen sending account is seen by this alone.
    return { owner, weight: facts.senderOwner !== null && isOwn(facts.senderOwner) ? 3.4 : 2.2 }
  }
  if (facts.senderOwner === owner && facts.away && isStrange(way)) return { owner, weight: 2.8 }
  if (
    official ||
    isOfficial(owner, last.host) ||
    isOfficial(owner, facts.sender.host) ||
    (last.domain === facts.sender.domain && !facts.shown.length)
  )
    return null
  if (!facts.shown.some((c) => c.owner === owner)) return null
  return { owner, weight: 1 }
}

/** A host that the shown text of a link names; null where the text is no address. */
function shownHost(text: string): { host: string; domain: string } | null {
  const match = /^\s*(?:https?:\/\/)?((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?:[/:?#]\S*)?\s*$/i.exec(text)
  if (!match) return null
  const name = nameOf(match[1]!)
  return name.suffix && name.domain !== name.suffix ? name : null
}

function carriesAddress(facts: Facts, way: Way): boolean {
  const rest = way.target.path
  if (rest.length < 8 || isUnder(way.target.host, [facts.sender.domain]) || LEAVE.test(way.link.text) || LEAVE.test(rest)) return false
  for (const to of facts.letter.to.slice(0, 5)) {
    if (!to.address) continue
    const open = decode(rest).toLowerCase()
    const hash = open.indexOf('#')
    if (hash >= 0 && open.includes(to.address, hash)) return true
    const encoded = Buffer.from(to.address).toString('base64').replace(/=+$/, '')
    if (rest.includes(encoded.slice(0, -1)) || rest.includes(Buffer.from(to.address).toString('base64url').slice(0, -1))) return true
  }
  return false
}
