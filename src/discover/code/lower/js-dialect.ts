// A JavaScript file through oxc: as its name says, or with the types of Flow that the parser does not know.
import { type ParseResult, parseSync, rawTransferSupported } from 'oxc-parser'

/** Is the tree handed over in the parser's own memory? A third less work than as JSON, with the same tree; off where that memory (6 GiB of addresses, of which little is touched) is not to be had. */
let raw = rawTransferSupported()

function parse(name: string, text: string): ParseResult {
  const options = { preserveParens: false, sourceType: 'unambiguous' as never }
  if (raw) {
    try {
      return parseSync(name, text, { ...options, experimentalRawTransfer: true } as typeof options)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      raw = false
    }
  }
  return parseSync(name, text, options)
}

const FLOW = /@flow\b|^import type \w/m

/** A file as its name says; one with Flow's types as TypeScript, where what only Flow writes is blanked: `?T`, `{| exact |}`. */
export function dialect(name: string, text: string): ParseResult {
  const parsed = parse(name, text)
  if (parsed.errors.length === 0 || !/\.(?:jsx?|mjs)$/.test(name) || !FLOW.test(text)) return parsed
  const typed = text
    .replace(/\{\|/g, '{ ')
    .replace(/\|\}/g, ' }')
    .replace(/([:<,(|]\s*)\?(?=[\w{(])/g, '$1 ')
  const again = parse(`${name}.tsx`, typed)
  return again.program.body.length > parsed.program.body.length ? again : parsed
}
