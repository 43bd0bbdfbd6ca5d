// Rules about what a letter asks: to verify an account, to pay, to call, to give a secret, to accept a gift or a fortune.
import { type Evidence, evidence } from './evidence.ts'
import { type Facts, isStrange } from './facts.ts'
import { FREE_MAIL, SHORTENERS } from './hosting.ts'
import { readWords, type WordClass } from './lexicon.ts'

const SEED =
  /\b(?:seed|recovery|backup|secret|mnemonic|wiederherstellungs?|recuperacao|recuperacion|recuperation|recupero|herstel)[\s-]{0,3}(?:phrase|words?|worter|phrasen?|frase|palavras|palabras|parole|woorden|key)\b|\b(?:12|24)[\s-](?:word|worter|palavras|palabras|mots|parole)\b|助记词|リカバリーフレーズ/
const FORTUNE =
  /(?:[$€£]|\b(?:usd|eur|gbp|euros?|dollars?|us\$))\s{0,2}\d{1,3}(?:[.,']\d{3}){2,}|\d{1,3}(?:[.,']\d{3}){2,}(?:[.,]\d{2})?\s{0,2}(?:[$€£]|usd|eur|gbp|euros?|dollars?|us dollars?)|\b\d{1,3}(?:[.,]\d)?\s?(?:million|millones|milhoes|millionen|milioni|miljoen)\b/
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
  'paper.asks',
])

/** Everything that presses: pairs of words of two classes, and the asks that have a form of their own. */
export function askRules(facts: Facts): Evidence[] {
  const { letter, words, subjectWords: subject, pressure, official } = facts
  const out: Evidence[] = []
  const all = facts.said
  const say = (code: string, weight: number, where: string, quote: string, says: string) => {
    if (weight > 0.05) out.push(evidence(code, weight, where, quote, says))
  }
  // In a long letter two words meet by chance; in the subject they are there on purpose.
  const length = words.words > 900 ? 0.35 : words.words > 400 ? 0.65 : 1
  const force = pressure * length * (official ? 0.45 : 1)
  const pair = (code: string, a: WordClass, b: WordClass, weight: number, says: string) => {
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
  pair('paper.asks', 'paper', 'ask', 0.6, 'It wants you to open or sign a document somewhere.')
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
    say(
      'fortune.sum',
      (facts.ways.length > 3 ? 0.5 : facts.ways.length > 0 && !facts.mailbox && !letter.replyTo.length ? 1.6 : 2.6) *
        pressure *
        length *
        (official ? 0.4 : 1),
      'body',
      sum[0],
      'A stranger writes about a very large sum of money for you.',
    )
  if (words.count.fortune >= 4 && !facts.list && words.count.fortune / Math.max(30, words.words) > 0.02)
    say(
      'fortune',
      Math.min(3.4, 0.9 + words.count.fortune * 0.28) * pressure,
      'body',
      words.near('fortune', 'fortune', 15),
      'It offers a fortune from a stranger: an inheritance, a donation, a fund.',
    )

  const { mailbox } = facts
  if (mailbox && !facts.list && !facts.reply)
    say('link.mailbox', 1.6 * pressure * length, 'link', mailbox, 'Its links write to a free mailbox that is not the sender’s.')
  const state = /\.(gov|gob|gouv|jus|mil|govt|go|gc|fazenda|leg)\.[a-z]{2}$|\.gov$|\.bund\.de$|\.europa\.eu$/.test(facts.sender.host)
  if (
    !state &&
    readWords(`${letter.from.name} ${letter.subject}`).count.authority > 0 &&
    !facts.reply &&
    !facts.list &&
    (facts.ways.length > 0 || letter.attached.length > 0) &&
    !official
  )
    say(
      'authority.not-government',
      2,
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
  if (
    facts.callback.phone &&
    (words.count.payment + words.count.alarm >= 2 || words.count.threat > 0 || (brief && words.count.payment > 0)) &&
    facts.ways.length < 4 &&
    !official
  )
    say(
      'asks.call',
      (brief ? 2.4 : 1.7) * pressure * (facts.sender.domain === '' || FREE_MAIL.has(facts.sender.domain) ? 1.3 : 1),
      'body',
      facts.callback.phone,
      'It wants you to call a number, where somebody waits to talk you into paying.',
    )
  if (facts.callback.bank && words.count.payment > 0)
    say(
      'bank.changed',
      (facts.callback.iban ? 3.2 : 1.9) * Math.max(0.5, pressure) + (facts.away ? 1 : 0),
      'body',
      facts.callback.bank,
      'It announces new bank details. Check that by telephone, with a number you already know.',
    )
  const bare =
    facts.ways.length > 0 &&
    words.words < 60 &&
    facts.ways.every((w) => isStrange(w) || SHORTENERS.has(w.stops[0]!.name.domain) || w.stops.length > 1)
  if (bare && FREE_MAIL.has(facts.sender.domain) && !facts.reply && !facts.forwarded)
    say(
      'link.bare',
      2,
      'link',
      facts.ways[0]!.target.href,
      'A private mailbox sends little more than a link to somewhere nobody vouches for.',
    )
  // What it wants done is done somewhere else.
  const wants = out.filter((e) => PRESSES.has(e.code)).reduce((n, e) => n + e.weight, 0)
  const elsewhere = facts.ways.length > 0 && facts.ways.every((w) => w.stops.some((s) => s.name.domain !== facts.sender.domain))
  if (wants > 1 && elsewhere && !official && !facts.list && !facts.reply)
    say(
      'link.elsewhere',
      Math.min(1.2, 0.4 + wants * 0.3) * pressure,
      'link',
      facts.ways[0]!.target.href,
      `What it asks is to be done on ${facts.ways[0]!.target.host}, which is not the sender’s.`,
    )
  return out
}
