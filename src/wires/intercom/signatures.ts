// Who a visitor is, as the company's server signed it for Intercom: `user_hash`, or a token with claims (`intercom_user_jwt`). Checked while the ids are still there, and
// made again over the pseudonyms only where it was right: a guard that signed whatever stands there would sign anybody's claim to be anybody.
// Facts: developers.intercom.com, "Secure your Messenger": HMAC-SHA-256 of user_id, or of the e-mail where there is none, in hex; a token is HS256 (RFC 7515), its
// claim `user_id` is demanded, `exp` advised, and it may carry any attribute of the person.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Endpoint, Message } from '../../core/wire.ts'
import type { Json } from '../../core/words.ts'
import { isObject, readJson, writeJson } from '../codec/json.ts'

type Doc = { [part: string]: Json }
type Fields = { [key: string]: Json }

const TOKEN = 'intercom_user_jwt'
/** The token that claims in a tree came from, and the claims as they were. */
const tokens = new WeakMap<object, { readonly token: string; readonly claims: string }>()
const nothing = (): null => null

/** The endpoint with a token's claims in the tree, in the token's place, so that they are judged like everything else. */
export function claimsInTree(one: Endpoint): Endpoint {
  return {
    ...one,
    read(request) {
      const message = one.read(request)
      for (const data of holders(message.doc)) {
        const claims = claimsOf(data[TOKEN])
        if (claims !== null) data[TOKEN] = claims
      }
      return { doc: message.doc, write: () => written(message) }
    },
  }
}

/** Claims go back as the token they came from; changed ones without a signature, for a wire has no secret. */
function written(message: Message): ReturnType<Message['write']> {
  const put = holders(message.doc).flatMap((data) => {
    const claims = data[TOKEN]
    if (!isObject(claims)) return []
    const origin = tokens.get(claims)
    const json = writeJson(claims)
    data[TOKEN] = origin?.claims === json ? origin.token : `${base64(HEADER)}.${base64(json)}.`
    return [[data, claims] as const]
  })
  try {
    return message.write()
  } finally {
    for (const [data, claims] of put) data[TOKEN] = claims
  }
}

/**
 * To be called before ids are replaced; what it gives, after. A signature over an id that changed is made again where it was right, and goes where not, where there is no
 * secret, or where the policy took the id. `ours`: the message is of Cordon's own making, so there is nothing to check. Gives why a signature went, or null.
 */
export function signAgain(doc: Doc, secret: string | null, ours = false): () => string | null {
  const after = holders(doc).flatMap((data) => [hashAgain(data, secret, ours), tokenAgain(data, secret, ours)])
  return () => after.reduce<string | null>((why, sign) => sign() ?? why, null)
}

function hashAgain(data: Fields, secret: string | null, ours: boolean): () => string | null {
  const { user_hash } = data
  if (user_hash === undefined) return nothing
  const key = typeof data.user_id === 'string' ? 'user_id' : 'email'
  const before = data[key]
  const right =
    ours || (secret !== null && typeof before === 'string' && typeof user_hash === 'string' && same(hex(secret, before), user_hash))
  return () => {
    const now = data[key]
    if (now === before && !ours) return null
    if (right && secret !== null && typeof now === 'string') data.user_hash = hex(secret, now)
    else return gone(data, 'user_hash', secret)
    return null
  }
}

function tokenAgain(data: Fields, secret: string | null, ours: boolean): () => string | null {
  const claims = data[TOKEN]
  if (claims === undefined) return nothing
  const origin = isObject(claims) ? tokens.get(claims) : undefined
  const right = origin !== undefined && secret !== null && (ours || isSigned(origin.token, secret))
  return () => {
    const now = data[TOKEN]
    // A policy that allows everything, or a token the policy took.
    if (now === undefined || (isObject(now) && origin?.claims === writeJson(now))) return null
    if (!right || !isObject(now) || typeof now.user_id !== 'string') return gone(data, TOKEN, secret)
    data[TOKEN] = signed(now, secret)
    return null
  }
}

function gone(data: Fields, name: string, secret: string | null): string {
  delete data[name]
  return secret === null ? 'no secret' : 'not right'
}

/** `user_data`, and the form itself, which has its fields in some versions. */
function holders(doc: Doc): Fields[] {
  const { body } = doc
  if (!isObject(body)) return []
  return isObject(body.user_data) ? [body, body.user_data] : [body]
}

/** Claims of a token in the form of RFC 7515, whatever its signature; null where it is none. */
function claimsOf(token: Json | undefined): Fields | null {
  if (typeof token !== 'string' || token.length > 16_384) return null
  const [head, payload, signature, ...more] = token.split('.')
  if (!head || !payload || signature === undefined || more.length > 0) return null
  try {
    const claims = readJson(Buffer.from(payload, 'base64url').toString('utf8'))
    if (!isObject(claims)) return null
    tokens.set(claims, { token, claims: writeJson(claims) })
    return claims
  } catch {
    return null
  }
}

const HEADER = '{"alg":"HS256","typ":"JWT"}'
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64url')
const hex = (secret: string, id: string): string => createHmac('sha256', secret).update(id).digest('hex')
const mac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('base64url')

function signed(claims: Fields, secret: string): string {
  const text = `${base64(HEADER)}.${base64(writeJson(claims))}`
  return `${text}.${mac(secret, text)}`
}

/** HS256 and no other algorithm, above all not `none`. */
function isSigned(token: string, secret: string): boolean {
  const end = token.lastIndexOf('.')
  try {
    const header = readJson(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString('utf8'))
    return isObject(header) && header.alg === 'HS256' && same(mac(secret, token.slice(0, end)), token.slice(end + 1))
  } catch {
    return false
  }
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
