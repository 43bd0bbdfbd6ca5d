// Asks DNS which of a site's own names are aliases of somebody else's, while a capture is fresh: a vendor behind a CNAME bears the site's name in every request.
import { Resolver } from 'node:dns/promises'
import { hostOf } from '../exchange.ts'
import { siteOf } from '../site.ts'

/** Names of the page's own site → chain of aliases. Names that do not answer within seconds are left out. */
export async function cnamesOf(page: string, hosts: readonly string[]): Promise<Map<string, string[]>> {
  const site = siteOf(hostOf(page))
  const resolver = new Resolver({ timeout: 1_500, tries: 1 })
  const chains = new Map<string, string[]>()
  await Promise.all(
    hosts
      .filter((host) => siteOf(host) === site && /[a-z]/.test(host) && host.includes('.'))
      .slice(0, 200)
      .map(async (host) => {
        const chain: string[] = []
        for (let name = host; chain.length < 8; ) {
          const [next] = await resolver.resolveCname(name).catch(() => [])
          if (!next || chain.includes(next)) break
          chain.push(next.toLowerCase())
          name = next
        }
        if (chain.length > 0) chains.set(host, chain)
      }),
  )
  return chains
}
