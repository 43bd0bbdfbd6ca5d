// Planted values in more than 10,000 generated encodings, put where texts are allowed to leave (event names, log lines, breadcrumbs, campaign names, paths): none is
// left in what would be sent. Encodings stand inside one another; a person's values are known from the same message, as an SDK's identify tells them.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { deflateSync, gzipSync } from 'node:zlib'
import type { WireRequest } from '../../src/core/wire.ts'
import type { Json } from '../../src/core/words.ts'
import { judgeOf, modeOf } from '../../src/decide/action.ts'
import { parsePolicy } from '../../src/decide/policy.ts'
import { makeLane } from '../../src/guard/lane.ts'
import { Pseudonyms } from '../../src/guard/pseudonym.ts'
import { pass } from '../../src/guard/steps.ts'
import { wireOf } from '../../src/wires/all.ts'
import { standardYaml } from '../guard-in-test.ts'
import { leaksIn } from '../leaks.ts'

const long = process.env.CORDON_LONG === '1'
const person = {
  id: 'u_1042',
  org: 'org_77',
  email: 'ada.lovelace@example.com',
  name: 'Ada Lovelace',
  phone: '+44 20 7946 0018',
  ip: '203.0.113.77',
}
const CARD = '4242424242424242'
const VALUES = [...Object.values(person), CARD]

type Encode = (text: string) => string
const hex = (text: string): string => [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const ENCODINGS: Readonly<Record<string, Encode>> = {
  plain: (text) => text,
  percent: encodeURIComponent,
  'percent, every byte': (text) => hex(text).replace(/../g, '%$&'),
  'form plus': (text) => encodeURIComponent(text).replaceAll('%20', '+'),
  base64: (text) => Buffer.from(text, 'latin1').toString('base64'),
  'base64 without padding': (text) => Buffer.from(text, 'latin1').toString('base64').replace(/=+$/, ''),
  base64url: (text) => Buffer.from(text, 'latin1').toString('base64url'),
  'json in json': (text) => JSON.stringify({ note: text, n: 1 }),
  'json text': (text) => JSON.stringify(text),
  'unicode escapes': (text) => [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'gzip latin-1': (text) => gzipSync(Buffer.from(text, 'latin1')).toString('latin1'),
  'gzip base64': (text) => gzipSync(Buffer.from(text, 'latin1')).toString('base64'),
  'zlib base64': (text) => deflateSync(Buffer.from(text, 'latin1')).toString('base64'),
  'in a sentence': (text) => `it said ${text}, then stopped`,
  'in a query': (text) => `https://shop.example/a?x=${encodeURIComponent(text)}&y=1`,
  quoted: (text) => `<${text}>`,
}
const HASHES = ['md5', 'sha1', 'sha256'].map((hash): [string, Encode] => [hash, (text) => createHash(hash).update(text).digest('hex')])

interface Variant {
  readonly text: string
  readonly how: string
  /** Which of the values, by number: names in test output hold no values. */
  readonly value: number
}

/** Every value in every encoding in every encoding; hashes of the spellings a vendor would look up. */
function variants(): Variant[] {
  const out: Variant[] = []
  for (const [number, value] of VALUES.entries()) {
    for (const [outer, wrap] of Object.entries(ENCODINGS))
      for (const [inner, encode] of [['upper', (text: string) => text.toUpperCase()] as const, ...Object.entries(ENCODINGS)])
        for (const [last, first] of long ? Object.entries(ENCODINGS) : Object.entries(ENCODINGS).slice(0, 1))
          out.push({ text: wrap(encode(first(value))), how: `${outer} of ${inner}${last === 'plain' ? '' : ` of ${last}`}`, value: number })
    // A hash can only be told where the value itself is known, and nothing in the message tells the card.
    if (value === CARD) continue
    for (const spelling of new Set([value, value.toLowerCase(), value.toLowerCase().replace(/\s/g, '')]))
      for (const [name, digest] of HASHES)
        for (const [outer, wrap] of Object.entries(ENCODINGS))
          out.push({ text: wrap(digest(spelling)), how: `${outer} of ${name}`, value: number })
  }
  return out
}

const json = (path: string, body: Json, method = 'POST'): WireRequest => ({
  method,
  path,
  query: '',
  headers: [['content-type', 'application/json']],
  body: Buffer.from(JSON.stringify(body)),
})
const any = (value: string) => ({ stringValue: value })

/** A message of the wire that tells who the person is and carries the texts where texts may leave. */
const PLACES: Readonly<Record<string, (texts: readonly string[]) => WireRequest>> = {
  segment: (texts) =>
    json('/v1/batch', {
      batch: [
        {
          type: 'identify',
          userId: person.id,
          groupId: person.org,
          traits: { email: person.email, name: person.name, phone: person.phone },
          context: { ip: person.ip },
        },
        ...texts.map((text) => ({ type: 'track', userId: person.id, event: text, context: { campaign: { name: text } } })),
      ],
    }),
  otlp: (texts) =>
    json('/v1/logs', {
      resourceLogs: [
        {
          resource: { attributes: [] },
          scopeLogs: [
            {
              logRecords: texts.map((text) => ({
                body: any(text),
                attributes: [
                  { key: 'user.id', value: any(person.id) },
                  { key: 'user.email', value: any(person.email) },
                  { key: 'user.name', value: any(person.name) },
                  { key: 'phone', value: any(person.phone) },
                  { key: 'client.address', value: any(person.ip) },
                  { key: 'organization.id', value: any(person.org) },
                  { key: 'exception.message', value: any(text) },
                ],
              })),
            },
          ],
        },
      ],
    }),
  sentry: (texts) =>
    json('/api/42/store/', {
      user: { id: person.id, email: person.email, name: person.name, ip_address: person.ip },
      tags: { phone: person.phone, organization_id: person.org },
      message: texts[0] as string,
      breadcrumbs: texts.map((text) => ({ type: 'default', category: 'log', message: text })),
      exception: { values: texts.map((text) => ({ type: 'Error', value: text })) },
    }),
  posthog: (texts) =>
    json('/batch/', {
      api_key: 'phc',
      batch: texts.map((text) => ({
        event: text,
        distinct_id: person.id,
        properties: {
          $groups: { company: person.org },
          $ip: person.ip,
          utm_campaign: text,
          $exception_list: [{ type: 'Error', value: text }],
        },
        $set: { email: person.email, name: person.name, phone: person.phone },
      })),
    }),
  amplitude: (texts) =>
    json('/2/httpapi', {
      api_key: 'k',
      events: texts.map((text) => ({
        event_type: text,
        user_id: person.id,
        ip: person.ip,
        groups: { company: person.org },
        user_properties: { $set: { email: person.email, name: person.name, phone: person.phone } },
        event_properties: { utm_source: text },
      })),
    }),
}

describe('planted values in generated encodings', () => {
  const made = variants()
  // Only what the scanner sees where no guard stands counts: a short value in bare base64 is beyond it.
  const all = made.filter(({ text }) => leaks(json('/', { text })).length > 0)
  let tried = 0
  for (const [vendor, build] of Object.entries(PLACES))
    it(`${vendor}: none of them reaches the vendor`, () => {
      const wire = wireOf(vendor)
      assert.ok(wire)
      const policy = parsePolicy(standardYaml(vendor, 'https://vendor.example'), 'cordon.yaml')
      const lane = makeLane(wire, policy, { judge: judgeOf, modeOf }, new Pseudonyms(Buffer.alloc(32, 7), wire), 0, () => {})
      const leaked: string[] = []
      const step = 20
      for (let i = 0; i < all.length; i += step) {
        const some = all.slice(i, i + step)
        const { outgoing } = pass(lane, build(some.map(({ text }) => text)))
        assert.ok(outgoing)
        tried += some.length
        if (leaks(outgoing).length > 0)
          for (const one of some)
            if (leaks(pass(lane, build([one.text])).outgoing as WireRequest).length > 0) leaked.push(`${one.how} (value ${one.value})`)
      }
      assert.deepEqual([...new Set(leaked)].slice(0, 40), [], `${leaked.length} of ${all.length}`)
    })
  it('more than 10,000 were tried, and the scanner sees nearly all that were made', () => {
    assert.ok(tried > 10_000, String(tried))
    assert.ok(all.length > 0.85 * made.length, `${all.length} of ${made.length}`)
  })
})

/** What must not be found: by the scanner over the whole request, and over each text of its body, where JSON has been undone. */
function leaks(request: WireRequest): string[] {
  const whole = { url: `${request.path}?${request.query}`, headers: Object.fromEntries(request.headers), body: Buffer.from(request.body) }
  const found = leaksIn(whole, VALUES)
  if (found.length > 0) return found
  const texts = new Set<string>()
  JSON.parse(Buffer.from(request.body).toString('utf8'), (_key, value) => {
    if (typeof value === 'string') texts.add(value)
    return value
  })
  return [...texts].flatMap((text) =>
    leaksIn({ url: '', headers: {}, body: Buffer.from(text, /[\u0080-\u00ff]/.test(text) ? 'latin1' : 'utf8') }, VALUES),
  )
}
