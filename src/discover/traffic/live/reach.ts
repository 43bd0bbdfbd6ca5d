// Where a capture may connect to. A page of the open web must not reach the inside of the network it is captured from, by an address, a name, or a redirect.
import { type LookupAddress, lookup } from 'node:dns'
import { isInside } from '../site.ts'

export interface Reach {
  /** Why a host is not connected to; null: it may be. Judges literal addresses and names that only exist inside. */
  refuses(host: string): string | null
  /** May an address that a name stands for be connected to? */
  allows(address: string): boolean
  /** Where to connect for a URL. */
  route(url: URL): { host: string; port: number }
}

/**
 * `inside`: the user asked for a page inside the network, so inside addresses are no surprise. `routes`: `host` or `host:port` → `address:port`, as curl's
 * --resolve, for staging machines and tests; such targets are always allowed.
 */
export function newReach(inside: boolean, routes: ReadonlyMap<string, string> = new Map()): Reach {
  const routed = (host: string, port: string): string | undefined => routes.get(`${host}:${port}`) ?? routes.get(host) ?? routes.get('*')
  return {
    refuses: (host) => {
      if (inside || routed(host, '443') !== undefined) return null
      return isInside(host) ? 'it leads inside this network, and the page is from outside' : null
    },
    allows: (address) => inside || !isInside(address),
    route: (url) => {
      const secure = url.protocol === 'https:' || url.protocol === 'wss:'
      const port = url.port || (secure ? '443' : '80')
      const host = url.hostname.replace(/^\[|\]$/g, '')
      const to = routed(host, port)
      if (to === undefined) return { host, port: Number(port) }
      const at = to.lastIndexOf(':')
      return { host: to.slice(0, at), port: Number(to.slice(at + 1)) }
    },
  }
}

type Done = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/** A `lookup` for sockets that only gives addresses that may be connected to: checked where it is used, so that a name cannot change in between. */
export function lookupOutside(reach: Reach): (host: string, options: { all?: boolean; family?: number }, done: Done) => void {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, [])
      const allowed = addresses.filter(({ address }) => reach.allows(address))
      const first = allowed[0]
      if (!first) return done(Object.assign(new Error('leads inside'), { code: 'EINSIDE' }), [])
      if (options.all) done(null, allowed)
      else done(null, first.address, first.family)
    })
  }
}
