// Rules about what a letter asks: to verify an account, to pay, to call, to give a secret, to accept a gift; and about the tricks by which it hides that.
import { type Evidence, evidence } from './evidence.ts'
import type { Facts } from './facts.ts'
import { FREE_MAIL } from './hosting.ts'
import { domainOf } from './letter.ts'
import { readWords } from './lexicon.ts'
import { INVISIBLE, plain } from './look.ts'
import { isOfficial } from './owners.ts'
import { isOwn } from './sender-rules.ts'

const SEED =
  /\b(?:seed|recovery|backup|secret|mnemonic|wiederherstellungs?|recuperacao|recuperacion|recuperation|recupero|herstel)[\s-]{0,3}(?:phrase|words?|worter|phrasen?|frase|palavras|palabras|parole|woorden|key)\b|\b(?:12|24)[\s-](?:word|worter|palavras|palabras|mots|parole)\b|助记词|リカバリーフレーズ/
const FORTUNE =
  /(?:[$€£]|\b(?:usd|eur|gbp|euros?|dollars?|us\$))\s{0,2}\d{1,3}(?:[.,']\d{3}){2,}|\d{1,3}(?:[.,']\d{3}){2,}(?:[.,]\d{2})?\s{0,2}(?:[$€£]|usd|eur|gbp|euros?|dollars?|us dollars?)|\b\d{1,3}(?:[.,]\d)?\s?(?:million|millones|milhoes|millionen|milioni|miljoen)\b/
const PHONE = /(?<![\w./=-])(?:\+?\d[\s().-]{0,3}){8,15}(?![\w/])/g
const CALL =
  /\b(?:call|calling|phone|dial|telefon|ruf\w*|anruf\w*|appele\w*|telephone\w*|llam\w*|ligue|ligar|lig[ae]|chiam\w*|bel\b|bellen|zadzwon\w*|ring\b|soita|arayin|zavolejte|звон\w*|позвон\w*|contact us at|helpline|help ?desk|toll[- ]free|hotline|customer care)|電話|致电|전화/
const IBAN = /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,4})?\b/
const NEW_BANK =
  /\b(?:new|updated?|changed?|neue\w*|geander\w*|nouve\w*|nuev\w*|nov[oa]s?|nuov\w*|nieuwe?|now[ey]\w*|nya|uusi|yeni|different|alternative|replacement)\b[^.\n]{0,60}\b(?:bank|account|iban|konto|kontoverbindung|bankverbindung|compte|rib|cuenta|conta|conto|rekening|rachun\w*|remittance|beneficiary)\b|\b(?:bank|account|iban|konto\w*|bankverbindung|compte|rib|cuenta|conta|conto|rekening|rachun\w*)\b[^.\n]{0,50}\b(?:changed?|updated?|replaced|geander\w*|gewechselt|change|modifie|cambiad\w*|alterad\w*|mudou|mudaram|cambiat\w*|gewijzigd|zmieni\w*)\b/
const GREETING =
  /^(?:dear|hello|hi|hallo|guten tag|sehr geehrte\w*|bonjour|cher|chere|hola|estimad\w*|ola|prezad\w*|caro|gentile|geachte|beste|szanown\w*|hej|kare|sayin|уважаем\w*|attn|attention)[ ,:]+(?:(?:valued|sir|madam|our|valued|geschatzter?|geehrter?)[ /]*)*(?:customer|client|user|member|friend|beneficiary|sir|madam|account holder|kunde\w*|nutzer\w*|client\w*|utilisateur|cliente|usuari\w*|klant|gebruiker|klienc\w*|kund|asiakas|musteri\w*|клиент|[\w.+-]+@[\w.-]+)/m

const PRESSES = new Set([
  'asks.account',
  'threat.account',
  'alarm.account',
  'threat.secret',
  'asks.secret',
  'crypto.asks',
  'crypto.threat',
  'crypto.promise',
  'threat.payment',
  'authority.asks',
  'authority.threat',
  'parcel.threat',
  'promise.asks',
  'promise.threat',
  'breach.asks',
])

export function contentRules(facts: Facts): Evidence[] {
  const { letter, words, subjectWords: subject, pressure } = facts
  const out: Evidence[] = []
  const all = plain(`${letter.subject}\n${letter.text}`.slice(0, 30_000))
  const say = (code: string, weight: number, where: string, quote: string, says: string) => {
    if (Math.abs(weight) > 0.05) out.push(evidence(code, weight, where, quote, says))
  }
  const official = facts.senderOwner !== null && facts.auth.state !== 'failed'
  // In a long letter two words meet by chance; in the subject they are there on purpose.
  const length = words.words > 900 ? 0.35 : words.words > 400 ? 0.65 : 1
  const force = pressure * length * (official ? 0.45 : 1)
  const pair = (code: string, a: Parameters<typeof words.near>[0], b: Parameters<typeof words.near>[1], weight: number, says: string) => {
    const inSubject = subject.near(a, b, 8)
    const quote = inSubject || words.near(a, b)
    if (quote)
      say(code, weight * (inSubject ? pressure * (official ? 0.5 : 1) * 1.25 : force), inSubject ? 'header:subject' : 'body', quote, says)
  }
  pair('asks.account', 'ask', 'account', 1.2, 'It presses you to confirm, update or sign in to an account.')
  pair('threat.account', 'threat', 'account', 1.4, 'It threatens that an account, card or mailbox is blocked or closed.')
  pair('alarm.account', 'alarm', 'account', 0.7, 'It claims that something suspicious happened to an account.')
  pair('asks.secret', 'ask', 'secret', 0.9, 'It has to do with a password, code or key.')
  pair('threat.secret', 'threat', 'secret', 1.1, 'It says that a password is about to expire.')
  pair('threat.payment', 'threat', 'payment', 1, 'It says that a payment failed or is overdue.')
  pair('asks.payment', 'ask', 'payment', 0.4, 'It asks to confirm or cancel a payment.')
  pair('parcel.threat', 'parcel', 'threat', 0.8, 'It says that a parcel cannot be delivered.')
  pair('parcel.payment', 'parcel', 'payment', 0.5, 'It asks for a fee for a parcel.')
  pair('parcel.asks', 'parcel', 'ask', 0.4, 'It asks to confirm a delivery.')
  pair('promise.asks', 'promise', 'ask', 0.8, 'It promises a gift or reward for a click.')
  pair('promise.threat', 'promise', 'threat', 0.7, 'It says that points or rewards are about to expire.')
  pair('crypto.asks', 'crypto', 'ask', 1.3, 'It asks to do something with a crypto wallet or coins.')
  pair('crypto.promise', 'crypto', 'promise', 1.5, 'It promises coins for nothing.')
  pair('crypto.threat', 'crypto', 'threat', 1.3, 'It threatens the loss of a crypto wallet.')
  pair('breach.asks', 'breach', 'ask', 0.7, 'It uses news of a breach to make you act.')
  pair('authority.asks', 'authority', 'ask', 1.2, 'It speaks as a court or tax office and wants you to open something.')
  pair('crypto.secret', 'crypto', 'secret', 1, 'It has to do with coins and a password or code.')
  pair('authority.threat', 'authority', 'threat', 0.7, 'It speaks as a court or tax office and threatens.')
  if (words.count.urgent > 0 && (words.near('urgent', 'ask', 12) || words.near('urgent', 'threat', 12)))
    say(
      'urgent',
      0.5 * force,
      'body',
      words.near('urgent', 'ask', 12) || words.near('urgent', 'threat', 12),
      'It sets a deadline, so that you do not think.',
    )
  const sum = FORTUNE.exec(all)
  if (sum && words.count.fortune + subject.count.fortune > 0 && words.words < 600 && !facts.list && !facts.reply)
    say('fortune.sum', 2.6 * pressure * (official ? 0.4 : 1), 'body', sum[0], 'A stranger writes about a very large sum of money for you.')
  if (words.count.fortune >= 4 && !facts.list && words.count.fortune / Math.max(30, words.words) > 0.02)
    say(
      'fortune',
      Math.min(3.4, 0.9 + words.count.fortune * 0.28) * pressure,
      'body',
      words.near('fortune', 'fortune', 15),
      'It offers a fortune from a stranger: an inheritance, a donation, a fund.',
    )

  const mailbox = letter.links
    .map((l) => /^mailto:([^?]{3,200})/i.exec(l.href)?.[1]?.toLowerCase())
    .find((a) => a && FREE_MAIL.has(domainOf(a)) && domainOf(a) !== facts.sender.domain)
  if (mailbox && !facts.list && !facts.reply)
    say('link.mailbox', 1.6 * pressure, 'link', mailbox, 'Its links write to a free mailbox that is not the sender’s.')
  const state = /\.(gov|gob|gouv|jus|mil|govt|go|gc|fazenda|leg)\.[a-z]{2}$|\.gov$|\.bund\.de$|\.europa\.eu$/.test(facts.sender.host)
  if (
    !state &&
    readWords(letter.from.name + ' ' + letter.subject).count.authority > 0 &&
    !facts.reply &&
    !facts.list &&
    (facts.ways.length > 0 || letter.attached.length > 0) &&
    !official
  )
    say(
      'authority.not-government',
      1.5,
      'header:from',
      `${letter.from.name} ${letter.subject}`,
      'It speaks as a court, tax office or authority, but does not come from one.',
    )
  if (words.count.junk >= 2 && words.count.junk / Math.max(20, words.words) > 0.012 && !facts.list && !facts.reply)
    say(
      'junk',
      Math.min(2, 0.5 + words.count.junk * 0.25) * pressure,
      'body',
      words.near('junk', 'junk', 400),
      'It advertises what only junk mail advertises.',
    )
  if (SEED.test(all))
    say('asks.seed-words', 2.2 * pressure, 'body', SEED.exec(all)![0], 'It speaks of recovery words. Nobody honest ever needs them.')
  const brief = words.words < 130
  const phones = all.match(PHONE)?.filter((p) => p.replace(/\D/g, '').length >= 9) ?? []
  const call = CALL.exec(all)
  if (
    phones.length &&
    call &&
    (words.count.payment + words.count.alarm >= 2 || words.count.threat > 0 || (brief && words.count.payment > 0)) &&
    facts.ways.length < 4 &&
    !official
  )
    say(
      'asks.call',
      (brief ? 2.4 : 1.7) * pressure * (facts.sender.domain === '' || FREE_MAIL.has(facts.sender.domain) ? 1.3 : 1),
      'body',
      phones[0]!,
      'It wants you to call a number, where somebody waits to talk you into paying.',
    )
  const upper = `${letter.subject}\n${letter.text}`.slice(0, 30_000)
  const bank = NEW_BANK.exec(all)
  if (
    bank &&
    words.count.payment >= 1 &&
    (IBAN.test(upper) || /\b(?:iban|swift|bic|sort code|routing|wire|remittance|bankverbindung|rib\b)\b/.test(all))
  )
    say(
      'bank.changed',
      (IBAN.test(upper) ? 3.2 : 1.9) * Math.max(0.5, pressure),
      'body',
      bank[0],
      'It announces new bank details. Check that by telephone, with a number you already know.',
    )

  if (facts.disguisedBody.length)
    say(
      'text.odd-letters',
      Math.min(2.2, 0.8 + facts.disguisedBody.length * 0.3),
      'body',
      facts.disguisedBody[0]!,
      'Words are written with letters that only look right, to slip past filters.',
    )
  const invisible = letter.text.match(INVISIBLE)?.length ?? 0
  if (invisible > 5 && /\p{L}(?:[\u200b-\u200f\u2060\u00ad\ufeff]|\u034f)\p{L}/u.test(letter.text) && !facts.disguisedBody.length)
    say('text.invisible', 0.5 * pressure, 'body', `${invisible} invisible characters`, 'Invisible characters stand inside its words.')
  const swapped = /\b[a-z]{0,12}[a-z]I[a-z]{1,12}\b|\bI(?:og|ogin|edger|imited|ocked|ast|ink)\b|\b\w*l[DO]\b/.exec(
    `${letter.from.name} ${letter.subject}`,
  )
  if (swapped && !/^(?:McI|DeI|[A-Z][a-z]+I[a-z]*n)$/.test(swapped[0]))
    say('name.swapped-letters', 2, 'header:subject', swapped[0], 'A capital I stands where an l should be, or the other way round.')
  const shownWords = words.words
  if (letter.html && letter.images > 0 && shownWords < 25 && facts.ways.length > 0 && !facts.reply)
    say(
      'text.picture-only',
      1.2 * pressure,
      'body',
      `${letter.images} picture(s), ${shownWords} words`,
      'The letter is a picture with a link, so that filters cannot read it.',
    )
  if (letter.hidden.length > 400 && letter.hidden.length > letter.text.length)
    say('text.hidden', 0.7 * pressure, 'hidden text', letter.hidden.slice(0, 80), 'More text is hidden in the letter than shown.')
  const greeting = GREETING.exec(all.slice(0, 3_000).replace(/\n\s*/g, '\n'))
  if (greeting && !facts.list) say('greeting.nobody', 0.6 * pressure, 'body', greeting[0], 'It does not know your name.')
  for (const to of letter.to.slice(0, 3))
    if (to.address && plain(letter.subject).includes(to.address) && !facts.bounce) {
      say('subject.address', 1.4, 'header:subject', letter.subject, 'Your address stands in the subject, as machines write it.')
      break
    }
  if (/undisclosed|recipients?:;|^$/i.test(letter.to.map((t) => t.address || t.name).join('')) && !facts.list && !facts.bounce)
    say('to.nobody', 0.6, 'header:to', letter.to[0]?.name ?? '', 'It is not addressed to you.')
  if (
    /\b[A-Z0-9]*\d[A-Z0-9]*[A-Z][A-Z0-9]{3,}\b|(?:#|id|n[°o]|protocol\w*|case|ref)[:\s#.-]*[\w-]*\d{5,}/i.test(letter.subject) &&
    !facts.list &&
    !facts.reply &&
    !official
  )
    say('subject.number', 0.5, 'header:subject', letter.subject, 'The subject carries a made-up number.')
  if (/\{(?:first ?name|name|email)\}|%%\w+%%|\[\[\w+\]\]|\{\{\w+\}\}/i.test(`${letter.subject}${letter.text.slice(0, 2_000)}`))
    say('text.template', 1, 'body', 'unfilled template', 'The sender forgot to fill in a template.')
  if (
    /\p{Extended_Pictographic}/u.test(letter.subject) &&
    /urgent|alert|account|wallet|confirm|verify|suspend|claim|airdrop|⚠|🚨/iu.test(letter.subject) &&
    !official
  )
    say('subject.shouts', 0.6, 'header:subject', letter.subject, 'The subject shouts.')

  for (const claim of facts.inSubject) {
    if (isOfficial(claim.owner, facts.sender.host) || facts.shown.some((c) => c.owner === claim.owner)) continue
    const own = isOwn(claim.owner)
    if (own && facts.senderOwner && isOwn(facts.senderOwner)) continue
    const pushes = words.count.ask + words.count.threat > 1 && facts.ways.length > 0
    say(
      'subject.borrows-name',
      (own ? (pushes ? 1.6 : 0.3) : 1.8) * pressure * (facts.reply ? 0.3 : 1),
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

  // What it wants done is done somewhere else.
  const wants = out.filter((e) => PRESSES.has(e.code)).reduce((n, e) => n + e.weight, 0)
  if (
    wants > 1 &&
    facts.ways.length > 0 &&
    !official &&
    !facts.list &&
    !facts.reply &&
    facts.ways.every((w) => w.stops.some((s) => s.name.domain !== facts.sender.domain))
  )
    say(
      'link.elsewhere',
      Math.min(1.2, 0.4 + wants * 0.3) * pressure,
      'link',
      facts.ways[0]!.target.href,
      `What it asks is to be done on ${facts.ways[0]!.target.host}, which is not the sender’s.`,
    )
  if (facts.list) say('list', facts.reply ? -1.5 : -0.8, 'header:list-id', '', 'It came through a mailing list.')
  if (facts.reply) say('reply', -1.2, 'header:in-reply-to', letter.subject, 'It is part of a conversation.')
  if (facts.bounce) say('bounce', -2.2, 'header:return-path', '', 'It is a report about mail that could not be delivered.')
  if (facts.ways.length === 0 && !phones.length && !mailbox && !letter.attached.length && words.count.fortune < 4 && !letter.replyTo.length)
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
