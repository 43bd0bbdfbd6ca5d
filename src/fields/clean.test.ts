// Cleaning is held to three promises: no planted value survives in any encoding we generate, what comes out is as valid as what went in, and a
// text without findings comes back byte for byte.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import zlib from 'node:zlib'
import fc from 'fast-check'
import { LIMITS } from '../core/limits.ts'
import { clean } from './clean.ts'
import { fold } from './fold.ts'
import { KnownValues } from './known.ts'

const EMAIL = 'ada.lovelace@example.com'
const NAME = 'Ada Lovelace'
const PHONE = '+44 20 7946 0018'
const ID = 'u_1042'

const person = new KnownValues()
person.add(EMAIL, 'user.contact.email')
person.add(NAME, 'user.name')
person.add(PHONE, 'user.contact.phone_number')
person.add(ID, 'user.unique_id')

/** A mark that survives every encoding and looks like nothing. */
const mark = (text: string): string => clean(text, person, () => 'xx')

/** What nobody may read any more: folded, so that case and punctuation do not hide it. */
const SECRETS = [EMAIL, NAME, '442079460018', '2079460018', ID].map((value) => fold(value).text)
const hashes = [EMAIL, NAME, NAME.toLowerCase(), '+442079460018', '442079460018', ID].flatMap((value) =>
  ['md5', 'sha1', 'sha256', 'sha512'].flatMap((how) => {
    const digest = createHash(how).update(value).digest()
    return [digest.toString('hex'), digest.toString('base64').replace(/=+$/, ''), digest.toString('base64url')]
  }),
)

function betrays(text: string): string | null {
  const folded = fold(text).text
  return (
    SECRETS.find((secret) => folded.includes(secret)) ??
    hashes.find((hash) => text.includes(hash) || text.toLowerCase().includes(hash)) ??
    null
  )
}

/** An encoding, its way back, and whether it can hold any text. */
interface Layer {
  readonly name: string
  readonly on: (text: string) => string
  readonly off: (text: string) => string
}

const each = (text: string, spell: (code: number) => string): string =>
  [...text].map((c) => (c.length === 1 ? spell(c.charCodeAt(0)) : c)).join('')
const hex = (code: number, size: number): string => code.toString(16).padStart(size, '0')
const inside = (before: string, after: string, layer: Layer): Layer => ({
  name: `${layer.name} in a text`,
  on: (text) => before + layer.on(text) + after,
  off: (text) => layer.off(text.slice(before.length, after === '' ? undefined : -after.length)),
})

const percent: Layer = { name: 'percent', on: encodeURIComponent, off: decodeURIComponent }
const percentAll: Layer = {
  name: 'percent, every byte',
  on: (t) => [...Buffer.from(t)].map((b) => `%${hex(b, 2)}`).join(''),
  off: decodeURIComponent,
}
const base64: Layer = { name: 'base64', on: (t) => Buffer.from(t).toString('base64'), off: (t) => Buffer.from(t, 'base64').toString() }
const base64url: Layer = {
  name: 'base64url',
  on: (t) => Buffer.from(t).toString('base64url'),
  off: (t) => Buffer.from(t, 'base64url').toString(),
}
const json: Layer = { name: 'json', on: (t) => JSON.stringify({ a: 1, b: [t], c: null }), off: (t) => JSON.parse(t).b[0] }
const jsonKey: Layer = { name: 'json key', on: (t) => JSON.stringify({ [t]: 1 }), off: (t) => Object.keys(JSON.parse(t))[0]! }
const unicode: Layer = {
  name: 'unicode escapes',
  on: (t) => each(t, (c) => `\\u${hex(c, 4)}`),
  off: (t) => JSON.parse(`"${t.replace(/(?<!\\)"/g, '\\"')}"`),
}
const html: Layer = {
  name: 'html',
  on: (t) => each(t, (c) => `&#${c};`),
  off: (t) => t.replace(/&#(\d+);/g, (_, c) => String.fromCharCode(Number(c))),
}
const gzip: Layer = {
  name: 'gzip in latin-1',
  on: (t) => zlib.gzipSync(t).toString('latin1'),
  off: (t) => zlib.gunzipSync(Buffer.from(t, 'latin1')).toString(),
}
const deflate: Layer = {
  name: 'zlib in latin-1',
  on: (t) => zlib.deflateSync(t).toString('latin1'),
  off: (t) => zlib.inflateSync(Buffer.from(t, 'latin1')).toString(),
}
const zip64: Layer = {
  name: 'gzip in base64',
  on: (t) => zlib.gzipSync(t).toString('base64'),
  off: (t) => zlib.gunzipSync(Buffer.from(t, 'base64')).toString(),
}

const LAYERS: readonly Layer[] = [
  percent,
  percentAll,
  base64,
  base64url,
  json,
  jsonKey,
  unicode,
  html,
  gzip,
  deflate,
  zip64,
  inside('https://app.example.com/p?x=1&q=', '&y=2', percent),
  inside('data=', '', percent),
  inside('https://app.example.com/r/', '/end', base64url),
  inside('sent ', ' today', base64),
]

const spelled = (value: string): fc.Arbitrary<string> =>
  fc
    .constantFrom<(v: string) => string>(
      (v) => v,
      (v) => v.toUpperCase(),
      (v) => v.toLowerCase(),
      (v) => `  ${v} `,
      (v) => v.replaceAll(' ', '+'),
      (v) => v.replaceAll(' ', '_'),
      (v) => `id-${v}.`,
      (v) => `Order by ${v} (new)`,
      (v) => `${v.slice(0, 5)} ${v.slice(5)}`,
      (v) => `/u/${v}/x`,
    )
    .map((spell) => spell(value))

const planted = fc.oneof(
  spelled(EMAIL),
  spelled(NAME),
  fc.constantFrom(
    ...['442079460018', '+44 (0)20 7946 0018', '020 7946 0018', '0044-20-7946-0018', '+44.20.7946.0018', '020/79460018', '+442079460018'],
  ),
  fc.constantFrom(ID, `user ${ID}`, `/users/${ID}/edit`, ID.toUpperCase()),
  fc.constantFrom(...hashes),
  fc.tuple(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 })).map(([a, b]) => `${a} ${EMAIL} ${b}`),
)

test('no planted value survives in any of 12,000 generated nestings, and every nesting can still be undone', () => {
  fc.assert(
    fc.property(planted, fc.array(fc.constantFrom(...LAYERS), { maxLength: LIMITS.decodeDepth }), (value, layers) => {
      const text = layers.reduce((inner, layer) => layer.on(inner), value)
      let open = mark(text)
      assert.notEqual(open, text, 'something was replaced')
      for (const layer of [...layers].reverse()) {
        assert.equal(betrays(open), null, `readable outside ${layer.name}`)
        if (open === 'xx') return
        open = layer.off(open)
      }
      assert.equal(betrays(open), null)
    }),
    { numRuns: 12_000, seed: 20_251_109 },
  )
})

test('several values side by side, each in encodings of its own, within common ones', () => {
  const layers = (most: number): fc.Arbitrary<Layer[]> => fc.array(fc.constantFrom(...LAYERS), { maxLength: most })
  const wrap = (value: string, around: readonly Layer[]): string => around.reduce((inner, layer) => layer.on(inner), value)
  fc.assert(
    fc.property(fc.array(fc.tuple(planted, layers(2)), { minLength: 2, maxLength: 4 }), layers(3), (parts, outer) => {
      let open = mark(wrap(parts.map(([value, own]) => wrap(value, own)).join(' ¦ '), outer))
      for (const layer of [...outer].reverse()) {
        assert.equal(betrays(open), null, `readable outside ${layer.name}`)
        if (/(?:^|[ =/])xx/.test(open)) return
        open = layer.off(open)
      }
      assert.equal(betrays(open), null)
      const left = open.split(' ¦ ')
      // Two neighbours may have been taken for one value.
      if (left.length < parts.length) return
      for (const [i, [, own]] of parts.entries()) {
        let part = left[i] ?? ''
        for (const layer of [...own].reverse()) {
          assert.equal(betrays(part), null)
          // What was replaced as a whole cannot be undone any more.
          if (part.includes('xx')) break
          part = layer.off(part)
        }
        assert.equal(betrays(part), null)
      }
    }),
    { numRuns: 5000, seed: 20_251_127 },
  )
})

test('text without findings comes back byte for byte', () => {
  const texts = [
    '',
    'a',
    'Checkout started',
    '{"a": 1.50, "b":[ ]}',
    'https://app.example.com/pricing?utm_source=news&page=2',
    '%7B%22a%22%3A1%7D',
    '{"broken": ',
    '100%',
    '\\u00zz',
    '&amp;',
    'aGVsbG8gd29ybGQsIGhlbGxv',
  ]
  for (const text of texts) assert.equal(mark(text), text)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const seenKinds: string[] = []
      const out = clean(text, null, (found, original) => {
        seenKinds.push(found.what)
        return original
      })
      assert.equal(out, text)
    }),
    { numRuns: 3000, seed: 7 },
  )
})

test('numbers in JSON become strings, and the rest of the JSON keeps its spelling', () => {
  assert.equal(
    clean('{"n": 4242424242424242, "f":1.50,"g": 1e3}', null, () => 'card'),
    '{"n": "card", "f":1.50,"g": 1e3}',
  )
})

test('what a name gives away inside JSON in a string is replaced', () => {
  assert.equal(
    clean('{"password":"abc","plan":"pro"}', null, () => '-'),
    '{"password":"-","plan":"pro"}',
  )
  assert.equal(
    clean('{"distinct_id":"77","plan":"pro"}', null, (found) => found.field),
    '{"distinct_id":"user.unique_id","plan":"pro"}',
  )
})

test('a value split by zero-width characters or typed with an accent is the same value', () => {
  assert.equal(mark('Ada\u200b Love\u200blace'), 'xx')
  assert.equal(mark('Adá Lovelace'), 'xx')
})

test('a part of a name is found as a word and not inside another', () => {
  assert.equal(mark('Hi Ada, welcome'), 'Hi xx, welcome')
  assert.equal(mark('adapter for Canada'), 'adapter for Canada')
})

test('what is nested more deeply than the limit is replaced as a whole', () => {
  let text = `mail ${EMAIL}`
  for (let i = 0; i < LIMITS.decodeDepth + 3; i++) text = Buffer.from(text).toString('base64')
  const kinds: string[] = []
  const out = clean(text, person, (found) => {
    kinds.push(found.what)
    return 'xx'
  })
  assert.deepEqual(kinds, ['too-deep'])
  assert.notEqual(out, text)
})

test('JSON in strings of JSON ends somewhere, and what is left there is replaced', () => {
  let text = `mail ${EMAIL}`
  for (let i = 0; i < 300; i++) text = `["${encodeURIComponent(text)}"]`
  const kinds: string[] = []
  clean(text, person, (found) => {
    kinds.push(found.what)
    return 'xx'
  })
  assert.deepEqual(kinds, ['too-deep'])
})

test('a bomb in a string is replaced as a whole', () => {
  const bomb = zlib.gzipSync(Buffer.alloc(80 * 1024 * 1024)).toString('base64')
  const kinds: string[] = []
  clean(bomb, person, (found) => {
    kinds.push(found.what)
    return 'xx'
  })
  assert.deepEqual(kinds, ['too-large'])
})

test('replacements are written in the spelling of the place', () => {
  const to = (text: string): string => clean(text, person, () => 'a b&"c')
  assert.equal(to('?m=ada.lovelace%40example.com&x=1'), '?m=a%20b%26%22c&x=1')
  assert.equal(to('{"m":"ada.lovelace@example.com"}'), '{"m":"a b&\\"c"}')
  assert.equal(to('<b>ada.lovelace&#64;example.com</b>'), '<b>a b&#38;&#34;c</b>')
})
