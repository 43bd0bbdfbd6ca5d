// Rules about tricks of form: letters that only look right, pictures instead of words, hidden text, subjects and greetings that machines write.
import { type Evidence, evidence } from './evidence.ts'
import type { Facts } from './facts.ts'
import { INVISIBLE, plain } from './look.ts'

const GREETING =
  /^(?:dear|hello|hi|hallo|guten tag|sehr geehrte\w*|bonjour|cher|chere|hola|estimad\w*|ola|prezad\w*|caro|gentile|geachte|beste|szanown\w*|hej|kare|sayin|уважаем\w*|attn|attention)[ ,:]+(?:(?:valued|sir|madam|our|valued|geschatzter?|geehrter?)[ /]*)*(?:customer|client|user|member|friend|beneficiary|sir|madam|account holder|kunde\w*|nutzer\w*|client\w*|utilisateur|cliente|usuari\w*|klant|gebruiker|klienc\w*|kund|asiakas|musteri\w*|клиент|[\w.+-]+@[\w.-]+)/m

export function trickRules(facts: Facts): Evidence[] {
  const { letter, words, pressure, official } = facts
  const out: Evidence[] = []
  const all = facts.said
  const say = (code: string, weight: number, where: string, quote: string, says: string) => {
    if (weight > 0.05) out.push(evidence(code, weight, where, quote, says))
  }
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

  return out
}
