// Bodies as PostHog's SDKs pack them: what all others do too, and LZ-String (`compression=lz64`), which older posthog-js chose where the vendor's configuration
// offered it. Told by looking at it, as all other forms are.
import { type Body, readText, textOf, type Unpack } from '../codec/body.ts'
import { writeJson } from '../codec/json.ts'
import { packLz, unpackLz } from './lz.ts'

/** Throws `wire.unreadable` or `wire.too-large`. */
export function readCapture(plain: Uint8Array): Body {
  return readText(textOf(plain), fromLz)
}

/** Text that begins with `{` or `[` packs to letters that begin with `N`; base64 of JSON never does. */
const fromLz: Unpack = (text) => (/^\s*N/.test(text) ? { json: unpackLz(text.trim()), pack: (value) => packLz(writeJson(value)) } : null)
