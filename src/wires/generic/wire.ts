// Any HTTP API for which there is no wire of its own, from its catalogue card alone: JSON, lines of JSON, forms, multipart or nothing; names from the card, the rest
// judged by name. The API's answers are needed by whoever calls it, so requests go through at once.
import type { Card } from '../../catalog/card.ts'
import { CordonError } from '../../core/errors.ts'
import type { Kind, Wire, WireRequest } from '../../core/wire.ts'
import type { Field, Json } from '../../core/words.ts'
import { jsonAnswer } from '../answers.ts'
import { type Body, textOf } from '../codec/body.ts'
import { readFormBody } from '../codec/form.ts'
import { readMessage } from '../codec/message.ts'
import { readMultipart } from '../codec/multipart.ts'
import { percentDecode } from '../codec/query.ts'
import { endpoint } from '../endpoint.ts'
import { all, field, is, kind } from '../kinds.ts'

/** Where a name of the card may stand: up to three levels deep, in objects and lists. */
const DEPTHS = ['', '*.', '*[].', '*.*.', '*[].*.', '*.*[].', '*.*.*.']
const PARTS = ['query.', 'form.', 'body.', 'body[].']

function kindsOf(properties: Readonly<Record<string, Field>>): Record<string, Kind> {
  const out: Record<string, Kind> = { ...all('path.segments', kind.plain) }
  for (const [name, key] of Object.entries(properties))
    for (const part of PARTS) for (const depth of DEPTHS) out[`${part}${depth}${name}`] = kindOf(key)
  return out
}

function kindOf(key: Field): Kind {
  if (key === 'user.unique_id' || key.startsWith('user.unique_id.')) return is.person
  if (key === 'user.device.device_id' || key === 'user.device.cookie_id') return is.device
  if (key === 'user.organization_id') return is.group
  return field(key)
}

function readAny(plain: Uint8Array): Body {
  if (plain[0] === 0x2d && plain[1] === 0x2d) return readMultipart(plain)
  const text = textOf(plain)
  // A bare JSON value (`"text"`, `5`) is a message of its own.
  if (/^\s*(?:"|-?\d|true|false|null)/.test(text) && !text.includes('=')) return bareJson(text)
  return readFormBody(plain)
}

function bareJson(text: string): Body {
  try {
    return {
      value: { value: JSON.parse(text) as Json },
      form: {},
      lines: false,
      write: (now) => Buffer.from(JSON.stringify((now as { value?: Json }).value ?? null)),
    }
  } catch {
    throw new CordonError('wire.unreadable', 'The body is in no form the generic wire knows.')
  }
}

/** Reads a request of any API. Path segments are in the tree, so that an e-mail or a secret among them is found. */
export function readGeneric(request: WireRequest): ReturnType<typeof readMessage> {
  const message = readMessage(request, { body: readAny })
  const raw = request.path.split('/')
  const before = raw.map((segment) => percentDecode(segment, false))
  message.doc.path = { segments: [...before] }
  return {
    doc: message.doc,
    write() {
      const now = (message.doc.path as { segments?: Json[] } | undefined)?.segments ?? []
      const path = raw.map((segment, i) =>
        now[i] === before[i] ? segment : now[i] === undefined ? '-' : encodeURIComponent(String(now[i])),
      )
      return { ...message.write(), path: path.join('/') }
    },
  }
}

/** A wire from a card. Its one endpoint takes every method and path. */
export function genericWire(card: Card): Wire {
  const host = card.hosts.find((one) => !one.startsWith('*.')) ?? card.domain
  return {
    vendor: card.id,
    upstream: `https://${host.replace(/^\*\./, '')}`,
    headers: ['authorization', 'x-api-key', 'api-key', 'accept'],
    endpoints: [
      {
        ...endpoint({
          name: 'any',
          path: /^\//,
          handling: 'ask',
          kinds: kindsOf(card.properties),
          passesAnswer: true,
          quiet: () => jsonAnswer({}),
        }),
        matches: () => true,
        read: readGeneric,
      },
    ],
    sdk: () => '',
  }
}
