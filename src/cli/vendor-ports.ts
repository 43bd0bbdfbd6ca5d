// Vendors' ports of their own follow the policy file while the guard runs: one that is named opens, one that is not closes, without a restart.
import { CordonError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Policy } from '../core/policy.ts'

interface Listening {
  readonly port: number
  close(): Promise<void>
}

export interface VendorPorts {
  /** Opens and closes what the policy asks for, one call after another. `strict`: throws `listen.taken` where a port cannot be had; otherwise that is logged, and the rest is done. */
  follow(policy: Policy, strict?: boolean): Promise<void>
  /** Open ports. */
  readonly ports: readonly number[]
  close(): Promise<void>
}

/** `open` listens for one vendor; rejects with `listen.taken`. */
export function vendorPorts(open: (vendor: string, port: number) => Promise<Listening>, log: Log): VendorPorts {
  const listening = new Map<string, { readonly asked: number; readonly at: Listening }>()
  let before: Promise<void> = Promise.resolve()
  const change = async (policy: Policy, strict: boolean): Promise<void> => {
    // Ports that are given up first: two vendors may have changed places.
    for (const [vendor, { asked, at }] of [...listening]) {
      if (policy.vendors.get(vendor)?.listen === asked) continue
      listening.delete(vendor)
      await at.close()
    }
    for (const { vendor, listen } of policy.vendors.values()) {
      if (listen === null || listening.has(vendor)) continue
      try {
        const at = await open(vendor, listen)
        listening.set(vendor, { asked: listen, at })
        log('guard.port', { vendor, port: at.port, state: 'open' })
      } catch (error) {
        if (strict || !(error instanceof CordonError)) throw error
        log('guard.port', { vendor, port: listen, state: 'taken' })
      }
    }
  }
  return {
    follow(policy, strict = false) {
      const now = before.then(() => change(policy, strict))
      before = now.catch(() => {})
      return now
    },
    get ports() {
      return [...listening.values()].map(({ at }) => at.port)
    },
    async close() {
      await before
      await Promise.all([...listening.values()].map(({ at }) => at.close()))
    },
  }
}
