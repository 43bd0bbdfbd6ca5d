// Bodies that are a plain urlencoded form: fields as a tree. Fields that were not changed go back letter by letter, for SDKs differ in what they escape.

import { CordonError } from '../../core/errors.ts'
import type { Json } from '../../core/words.ts'
import { type Body, readText, textOf } from './body.ts'
import { type Fields, percentDecode, readQuery } from './query.ts'

/** `a=1&b=2` → fields, and back. */
export function readPairs(text: string): { fields: Fields; write(now: Fields): string } {
  const fields = readQuery(text)
  const raws = new Map<string, string[]>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const key = percentDecode(pair.includes('=') ? pair.slice(0, pair.indexOf('=')) : pair)
    raws.set(key, [...(raws.get(key) ?? []), pair])
  }
  const before = new Map(Object.keys(fields).map((key) => [key, JSON.stringify(fields[key])]))
  const write = (now: Fields): string =>
    Object.keys(now)
      .flatMap((key) => {
        const raw = raws.get(key)
        if (raw !== undefined && JSON.stringify(now[key]) === before.get(key)) return raw
        const values = Array.isArray(now[key]) ? now[key] : [now[key] as Json]
        return values.map(
          (value) => `${encodeURIComponent(key)}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`,
        )
      })
      .join('&')
  return { fields, write }
}

/** A form body (`body.KEY`). JSON and `data=` bodies are read as usual, for the same endpoints often take both. */
export function readFormBody(plain: Uint8Array): Body {
  const text = textOf(plain)
  if (/^\s*[{[]/.test(text) || !text.includes('=')) return readText(text)
  if (/[\u0000-\u001f]/.test(text)) throw new CordonError('wire.unreadable', 'The body is no form: it holds control characters.')
  const { fields, write } = readPairs(text)
  return { value: fields, form: {}, lines: false, write: (now) => Buffer.from(write((now ?? {}) as Fields), 'utf8') }
}
