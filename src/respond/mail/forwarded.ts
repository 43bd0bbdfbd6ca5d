// Letters forwarded inside the text of another, as mail programs write them: a few header lines, then the letter. People report phish that way.
import { webAddresses } from './html.ts'
import type { Letter } from './letter.ts'

const KEYS: Readonly<Record<string, 'from' | 'to' | 'subject' | 'date'>> = {
  from: 'from',
  von: 'from',
  de: 'from',
  da: 'from',
  van: 'from',
  fran: 'from',
  från: 'from',
  fra: 'from',
  od: 'from',
  lähettäjä: 'from',
  kimden: 'from',
  'от кого': 'from',
  от: 'from',
  差出人: 'from',
  发件人: 'from',
  '보낸 사람': 'from',
  to: 'to',
  an: 'to',
  à: 'to',
  para: 'to',
  a: 'to',
  aan: 'to',
  till: 'to',
  til: 'to',
  do: 'to',
  kime: 'to',
  кому: 'to',
  宛先: 'to',
  收件人: 'to',
  '받는 사람': 'to',
  subject: 'subject',
  betreff: 'subject',
  objet: 'subject',
  asunto: 'subject',
  assunto: 'subject',
  oggetto: 'subject',
  onderwerp: 'subject',
  ämne: 'subject',
  emne: 'subject',
  temat: 'subject',
  aihe: 'subject',
  konu: 'subject',
  тема: 'subject',
  件名: 'subject',
  主题: 'subject',
  제목: 'subject',
  date: 'date',
  sent: 'date',
  gesendet: 'date',
  datum: 'date',
  envoyé: 'date',
  fecha: 'date',
  enviado: 'date',
  data: 'date',
  'enviada em': 'date',
  inviato: 'date',
  verzonden: 'date',
  skickat: 'date',
  дата: 'date',
}

/** The first letter quoted with its headers in the text, as a letter of its own; [] where there is none. Nothing proves who sent it. */
export function forwardedIn(letter: Letter): Letter[] {
  const lines = letter.text.split('\n').slice(0, 400)
  for (let i = 0; i < lines.length; i++) {
    const found: Partial<Record<'from' | 'to' | 'subject' | 'date', string>> = {}
    let at = i
    for (; at < lines.length && at < i + 12; at++) {
      const match = /^[>\s*]*([\p{L} ]{1,14}?)\*?\s?[:：]\*?\s*(.*)$/u.exec(lines[at]!)
      const key = match ? KEYS[match[1]!.trim().toLowerCase()] : undefined
      if (key && found[key] === undefined)
        found[key] = `${match![2]} ${/@/.test(match![2]!) || key !== 'from' ? '' : (lines[at + 1] ?? '')}`.trim()
      else if (!key && at === i) break
      else if (!key && found.from && found.subject !== undefined) break
    }
    if (!found.from || found.subject === undefined || (!found.date && !found.to)) continue
    const text = lines.slice(at).join('\n').replace(/^>+ ?/gm, '')
    // `A <a@x> on behalf of B <b@y>`: B is who the reader is to think of, and b@y stands in From.
    const addresses = [...found.from.matchAll(/[\w.+'=-]{1,64}@[\w.-]{1,200}/g)].slice(0, 2)
    const address = addresses.at(-1)
    if (!address) continue
    const name = found.from
      .slice(0, address.index)
      .replace(/<[^>]*>|[<"'[\]]/g, '')
      .trim()
    const to = /[\w.+'=-]{1,64}@[\w.-]{1,200}/.exec(found.to ?? '')
    const hrefs = new Set(webAddresses(text))
    return [
      {
        ...letter,
        headers: [],
        from: { name, address: address[0].toLowerCase() },
        replyTo: [],
        to: to ? [{ name: '', address: to[0].toLowerCase() }] : [],
        subject: found.subject,
        text,
        links: letter.links.concat([...hrefs].map((href) => ({ href, text: '', where: 'body' }))),
        inner: [],
      },
    ]
  }
  return []
}
