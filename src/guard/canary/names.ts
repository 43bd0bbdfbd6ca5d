// Everything a canary may be called where it turns up: its own values, the pseudonyms its vendor was given for them, and the usual bare hashes of its address.
import { createHash } from 'node:crypto'
import type { Canary } from '../../core/canaries.ts'
import type { IdType, Wire } from '../../core/wire.ts'
import { Pseudonyms } from '../pseudonym.ts'

export interface Hit {
  readonly canary: Canary
  /** Which of its names it was. */
  readonly what: 'email' | 'id' | 'device' | 'pseudonym' | 'hash'
}

const TYPES: readonly IdType[] = ['user', 'device', 'email']

/** Name in lower case → whose. `wireOf` null: a vendor the guard no longer speaks to. */
export function namesOf(canaries: readonly Canary[], root: Uint8Array, wireOf: (vendor: string) => Wire | null): Map<string, Hit> {
  const names = new Map<string, Hit>()
  const wires = new Map<string, Pseudonyms>()
  for (const canary of canaries) {
    const add = (name: string, what: Hit['what']): void => {
      if (name !== '' && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), { canary, what })
    }
    add(canary.email, 'email')
    add(canary.id, 'id')
    add(canary.device, 'device')
    for (const algorithm of ['md5', 'sha1', 'sha256']) add(createHash(algorithm).update(canary.email.toLowerCase()).digest('hex'), 'hash')
    const wire = wireOf(canary.vendor)
    if (wire === null) continue
    let pseudonyms = wires.get(wire.vendor)
    if (pseudonyms === undefined) wires.set(wire.vendor, (pseudonyms = new Pseudonyms(root, wire)))
    for (const type of TYPES) for (const value of [canary.id, canary.email, canary.device]) add(pseudonyms.of(type, value), 'pseudonym')
  }
  return names
}

/** The canaries a line of any data set names: every run of characters that ids and addresses are made of is looked up. */
export function hitsIn(line: string, names: ReadonlyMap<string, Hit>): Hit[] {
  const found = new Map<number, Hit>()
  const text = line.toLowerCase()
  // Cells as they are, for ids with marks in them, and runs of what addresses are made of, for those inside other text.
  for (const pattern of [/[^\s",;|<>{}()[\]']+/gu, /[\p{L}\p{N}._%+@-]+/gu])
    for (const [run] of text.matchAll(pattern))
      for (const name of [run, run.replace(/^[._-]+|[._-]+$/g, '')]) {
        const hit = names.get(name)
        if (hit !== undefined && !found.has(hit.canary.number)) found.set(hit.canary.number, hit)
      }
  return [...found.values()]
}
