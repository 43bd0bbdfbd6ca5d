// Which of a person's own details stand in a letter: in any order, wording, script or encoding, in text, hidden text, links and attachments.
import { allOf, decode, targetOf } from './address.ts'
import { valueForms } from './detail-forms.ts'
import type { Letter } from './letter.ts'
import { skeleton, wordsOf } from './look.ts'

interface Place {
  readonly where: string
  readonly original: string
  /** ` word word word `, without accents; what stands between words is one blank. */
  readonly words: string
  /** The same by looks, for letters of other alphabets. */
  readonly looks: string
  /** Letters and digits alone. */
  readonly packed: string
}

/** A detail of the addressed person that the letter quotes. `strong`: so particular that chance is out of the question. */
export interface Quoted {
  readonly field: string
  readonly where: string
  readonly quote: string
  readonly strong: boolean
  /** Says something only beside another detail of the same person. */
  readonly companion: boolean
  /** A number that the company or a vendor issued. */
  readonly issued: boolean
}

/** Everything a letter says, as places to search; made once a letter. */
export class Sayings {
  readonly #places: Place[]

  /** `own`: what names the person anyway, addresses and names; it is no detail and is taken out before anything is looked for. */
  constructor(letter: Letter, own: readonly string[] = []) {
    const places: { where: string; text: string }[] = [
      { where: 'header:subject', text: letter.subject },
      { where: 'header:from', text: letter.from.name },
      { where: 'body', text: letter.text },
      { where: 'hidden text', text: letter.hidden },
      ...letter.attached.filter((a) => a.text).map((a) => ({ where: `attachment:${a.name}`, text: a.text })),
      ...letter.attached.map((a) => ({ where: 'attachment name', text: a.name })),
    ]
    for (const link of letter.links.slice(0, 200)) {
      const target = targetOf(link.href)
      for (const one of target ? allOf(target) : [])
        places.push({ where: 'link', text: `${decode(one.path)} ${unpacked(one.path)} ${one.host}` })
    }
    for (const inner of letter.inner) places.push({ where: 'attached letter', text: `${inner.subject}\n${inner.text}\n${inner.hidden}` })
    const encoded = places.map((p) => unpacked(p.text)).join(' ')
    if (encoded.trim()) places.push({ where: 'encoded text', text: encoded })
    this.#places = places.filter((p) => p.text.trim()).map((p) => place(p.where, without(p.text.slice(0, 200_000), own)))
  }

  /** Looks for one value of a field; null where the letter does not quote it. */
  find(field: string, value: string): Quoted | null {
    for (const form of valueForms(field, value)) {
      for (const p of this.#places) {
        const at =
          form.as === 'packed'
            ? p.packed.includes(form.text)
              ? 0
              : -1
            : form.as === 'window'
              ? windowOf(p.words, form.text.split(' '), form.reach)
              : Math.max(p.words.indexOf(` ${form.text} `), form.text.length >= 4 ? p.looks.indexOf(` ${skeleton(form.text)} `) : -1)
        if (at >= 0)
          return {
            field,
            where: p.where,
            quote: around(p, form.text),
            strong: form.strong,
            companion: form.companion ?? false,
            issued: form.issued ?? false,
          }
      }
    }
    return null
  }

  /** Whether a text stands anywhere, by its words. */
  says(text: string): boolean {
    const wanted = ` ${wordsOf(text)} `
    return wanted.trim() !== '' && this.#places.some((p) => p.words.includes(wanted))
  }
}

function without(text: string, own: readonly string[]): string {
  let out = text
  for (const one of own) {
    if (one.length < 3) continue
    const low = out.toLowerCase()
    let at = low.indexOf(one)
    if (at < 0) continue
    let kept = ''
    let from = 0
    for (; at >= 0; at = low.indexOf(one, from)) {
      kept += `${out.slice(from, at)} `
      from = at + one.length
    }
    out = kept + out.slice(from)
  }
  return out
}

function place(where: string, text: string): Place {
  const words = ` ${wordsOf(text)} `
  return { where, original: text, words, looks: skeletonWords(text, words), packed: words.replace(/ /g, '') }
}

/** ASCII texts look like themselves except for digits in words. */
function skeletonWords(text: string, words: string): string {
  return ` ${wordsOf(/^[\x00-\x7f]*$/.test(text) ? skeleton(words) : skeleton(text))} `
}

/** Base64, hexadecimal and percent runs of a text, decoded, as far as they hold letters. */
function unpacked(text: string): string {
  const out: string[] = []
  for (const match of text.slice(0, 100_000).matchAll(/[A-Za-z0-9+/_-]{12,8000}={0,2}/g)) {
    if (out.length >= 40) break
    const run = match[0]
    const hex = /^(?:[0-9a-f]{2}){6,}$/i.test(run)
    const bytes = Buffer.from(run, hex ? 'hex' : 'base64')
    const readable = bytes.toString('utf8')
    let good = 0
    for (let i = 0; i < readable.length && i < 64; i++) if (/[\p{L}\p{N} @.:/?=&_"{}-]/u.test(readable[i]!)) good++
    if (good / Math.min(64, readable.length || 1) > 0.92) out.push(readable)
  }
  return out.join(' ')
}

/** Position at which all words stand within `reach` words, in any order; -1 where they do not. */
function windowOf(words: string, wanted: readonly string[], reach: number): number {
  const rarest = wanted.reduce((a, b) => (b.length > a.length ? b : a))
  for (let at = words.indexOf(` ${rarest} `), n = 0; at >= 0 && n < 200; at = words.indexOf(` ${rarest} `, at + 1), n++) {
    const before = words
      .slice(Math.max(0, at - reach * 12), at + 1)
      .split(' ')
      .slice(-reach - 1)
    const after = words
      .slice(at, at + rarest.length + reach * 12)
      .split(' ')
      .slice(0, reach + 3)
    const near = new Set([...before, ...after])
    if (wanted.every((w) => near.has(w))) return at
  }
  return -1
}

function around(p: Place, form: string): string {
  const first = form.split(' ')[0]!
  const flat = p.original.replace(/\s+/g, ' ')
  const at = flat.toLowerCase().indexOf(first.slice(0, 12))
  return at < 0 ? flat.slice(0, 80).trim() : flat.slice(Math.max(0, at - 30), at + Math.max(form.length, 20) + 30).trim()
}
