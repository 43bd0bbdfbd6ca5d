// Who really sent a letter, found out now: DKIM, ARC and DMARC (RFC 6376, 8617, 7489) by mailauth, over a resolver that is handed in. SPF is only asked where a
// receiving host recorded the client's address, since it is about the connection and not the letter.
import { authenticate } from 'mailauth'
import { nameOf } from './address.ts'
import { type Authentication, UNKNOWN } from './auth.ts'

/** As `dns.promises.resolve`: answers of that type, or an error with a `code` such as ENOTFOUND. */
export type Resolver = (name: string, type: string) => Promise<unknown>

interface Outcome {
  readonly dkim?: { readonly results?: readonly { readonly status?: { readonly result?: string }; readonly signingDomain?: string }[] }
  readonly spf?: { readonly status?: { readonly result?: string }; readonly domain?: string } | false
  readonly dmarc?:
    | { readonly status?: { readonly result?: string; readonly header?: { readonly from?: string } }; readonly domain?: string }
    | false
  readonly arc?: { readonly status?: { readonly result?: string } } | false
}

/** Never throws: where DNS does not answer, nothing is known. */
export async function proveSender(bytes: Uint8Array, resolver: Resolver): Promise<Authentication> {
  let found: Outcome
  try {
    found = (await authenticate(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      resolver: resolver as never,
      trustReceived: true,
      mta: 'cordon.invalid',
      disableBimi: true,
    } as never)) as Outcome
  } catch {
    return UNKNOWN
  }
  const row = { dmarc: found.dmarc || undefined, spf: found.spf || undefined, arc: found.arc || undefined }
  const from = row.dmarc?.status?.header?.from ?? row.dmarc?.domain ?? ''
  const aligned = (domain: string | undefined) => Boolean(domain && from && nameOf(domain).domain === nameOf(from).domain)
  const signed = (found.dkim?.results ?? []).filter((r) => r.status?.result === 'pass').map((r) => r.signingDomain ?? '')
  const dmarc = row.dmarc?.status?.result ?? 'none'
  const spf = row.spf?.status?.result ?? 'none'
  const proven = dmarc === 'pass' || signed.some(aligned) || (spf === 'pass' && aligned(row.spf?.domain))
  return {
    state: proven ? 'proven' : dmarc === 'fail' ? 'failed' : 'none',
    sentBy: signed[0] ?? '',
    quote: `dkim=${signed.length ? `pass (${signed[0]})` : 'none'} spf=${spf} dmarc=${dmarc}`,
    provenBefore: row.arc?.status?.result === 'pass',
  }
}
