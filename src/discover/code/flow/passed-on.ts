// What our own reverse proxies and rewrites pass on of a visitor's request, and what browsers send where a policy makes them report. No call names these fields.
import type { Proxied } from '../ir.ts'
import type { HandedField } from '../result.ts'
import type { Finding } from '../vendors/signals.ts'

const PASSED: Readonly<Record<Proxied['passes'][number], readonly [field: string, property: string]>> = {
  ip: ['user.device.ip_address', 'X-Forwarded-For'],
  agent: ['user.device.user_agent', 'User-Agent'],
  cookie: ['user.authorization.credentials', 'Cookie'],
  page: ['user.behavior.page_url', 'document-uri'],
}
/** What a rewrite copies where nothing more is known of it. */
const USUAL = ['ip', 'agent', 'cookie'] as const

/** Fields of the vendor that `findings` are about, each at the first place that passes it on; those in `known` are left out. */
export function passedOn(findings: readonly Finding[], known: readonly HandedField[]): HandedField[] {
  const have = new Set<string>(known.map((one) => one.field))
  const found: HandedField[] = []
  for (const one of findings) {
    if (one.signal !== 'proxy' && !one.passes) continue
    for (const what of one.passes ?? USUAL) {
      const [field, property] = PASSED[what]
      if (have.has(field)) continue
      have.add(field)
      const how = one.signal === 'csp' ? 'reported by browsers because a policy says so' : 'passed on by our own proxy'
      found.push({ field, property, path: one.path, line: one.line, how, confidence: 'likely' })
    }
  }
  return found
}
