// A wire's table and the company's policy, folded into one trie that grows with the places really seen: after the first message of a kind, judging a value costs one map look-up.
import type { Action, Judge } from '../core/policy.ts'
import type { Endpoint, Kind } from '../core/wire.ts'
import type { Field, VendorId } from '../core/words.ts'
import { clean } from '../fields/clean.ts'
import { fieldOfName } from '../fields/names.ts'
import { fold } from './innocent.ts'

interface Rule {
  kind: Kind | null
  readonly children: Map<string, Rule>
  /** `$feature/*`: what holds for keys that begin so. */
  readonly starts: Map<string, Rule>
}

/** One place in messages of an endpoint. */
export interface Place {
  /** Path inside the event (`properties.$email`), outside of events with its part (`query.ip`). */
  readonly property: string
  readonly kind: Kind | 'unknown'
  /** null: about no person, or nobody knows. */
  readonly field: Field | null
  readonly action: Action
  /** What happens to a value that is no word where the table takes words alone. */
  readonly unlike: Action
  readonly isParcel: boolean
  /** Number of this place in its plan, from 0. */
  readonly index: number
  readonly key: string
  readonly children: Map<string, Place>
  readonly rules: readonly Rule[]
  readonly inherited: Kind | null
  /** A value has been seen here. */
  seen: boolean
  /** True where the wire's table names this very place. */
  readonly named: boolean
  /** Letters and digits of a key that is the sender's and not the table's: it may itself be a value of a person. null: the table's. */
  readonly ownKey: string | null
}

/** Where a place stands, before it is judged. `name`: by which it is judged where the table is silent. */
interface Position extends Pick<Place, 'property' | 'rules' | 'inherited' | 'isParcel' | 'ownKey'> {
  readonly trail: string
  readonly name: string
}

/** Called once a place, when a value is first seen there. */
export type OnNewPlace = (place: Place) => void

const STRUCTURE: Kind = { is: 'structure' }
const ALLOW: Action = { do: 'allow' }
const DROP: Action = { do: 'drop' }
const NO_RULES: readonly Rule[] = []

/** The plan of one endpoint under one policy. Throw it away when the policy changes. */
export class Plan {
  readonly root: Place
  readonly places: Place[] = []
  readonly #vendor: VendorId
  readonly #judge: Judge
  readonly #parcels: ReadonlySet<string>
  readonly #limit: number
  readonly #onNew: OnNewPlace
  readonly #overflow: Place

  constructor(vendor: VendorId, endpoint: Endpoint, judge: Judge, limit: number, onNew: OnNewPlace) {
    this.#vendor = vendor
    this.#judge = judge
    this.#limit = limit
    this.#onNew = onNew
    this.#parcels = new Set(endpoint.parcels.map((path) => segments(path).join('\u0000')))
    this.root = this.#place({
      trail: '',
      property: '',
      rules: [compile(endpoint.kinds)],
      inherited: STRUCTURE,
      name: '',
      isParcel: true,
      ownKey: null,
    })
    this.#overflow = {
      ...this.root,
      property: '(too many properties)',
      kind: 'unknown',
      action: DROP,
      unlike: DROP,
      isParcel: false,
      rules: [],
      children: new Map(),
    }
  }

  /** The place of `key` below `parent`. A key with dots counts as several segments. */
  child(parent: Place, key: string): Place {
    const known = parent.children.get(key)
    if (known !== undefined) return known
    if (parent === this.#overflow) return this.#overflow
    let rules = parent.rules
    let { inherited } = parent
    let tabled = true
    for (const segment of key.includes('.') ? key.split('.') : [key]) {
      // A key with dots passes through the places it names: what holds for `a.b` holds for `a.b.c` below it.
      if (rules !== parent.rules) inherited = rules.find((rule) => rule.kind !== null)?.kind ?? inherited
      tabled &&= rules.some((rule) => rule.children.has(segment))
      rules = below(rules, segment)
    }
    // Names nobody tabled are remembered up to a limit, lest one sender fill the memory; those of the wire always have room.
    if (!tabled && this.places.length >= this.#limit) return this.#overflow
    const place = this.#grow(parent, key, rules, inherited, tabled)
    parent.children.set(key, place)
    return place
  }

  /** To be called with each value's place: the first time it is told on. */
  see(place: Place): void {
    if (place.seen) return
    place.seen = true
    this.#onNew(place)
  }

  /** The place of the elements of an array at `parent`. */
  items(parent: Place): Place {
    return this.child(parent, '[]')
  }

  #grow(parent: Place, key: string, rules: readonly Rule[], inherited: Kind | null, tabled: boolean): Place {
    const trail = parent.key === '' ? key : `${parent.key}\u0000${key}`
    const isParcel = this.#parcels.has(trail)
    const property = isParcel ? '' : join(parent.property, key)
    const place = { trail, property, rules, inherited, name: key, isParcel, ownKey: null }
    if (key === '[]') return this.#place({ ...place, name: lastOf(parent.property) })
    if (tabled) return this.#place(place)
    // A key that holds somebody's address or number is a value: it does not stay, nor is it written down.
    if (this.#isValue(key))
      return this.#place({ ...place, property: join(parent.property, '(a value)'), rules: NO_RULES, inherited: null, name: '' }, DROP)
    return this.#place({ ...place, ownKey: fold(key) })
  }

  #isValue(key: string): boolean {
    let found = false
    clean(key, null, ({ field, what }, original) => {
      found ||= what !== 'random-secret' && this.#judge(this.#vendor, '', field).do !== 'allow'
      return original
    })
    return found
  }

  /** `action`: what happens here whatever the policy says. */
  #place({ trail, property, rules, inherited, name, isParcel, ownKey }: Position, action?: Action): Place {
    const own = rules.find((rule) => rule.kind !== null)?.kind ?? null
    const container =
      trail === '' || isParcel || trail === 'body' || trail === 'query' || trail === 'form' || trail === 'header' || trail === 'path'
    const shown = property.startsWith('body.') ? property.slice(5) : property
    let kind: Kind | 'unknown' = own ?? (container ? STRUCTURE : 'unknown')
    if (own === null && !container) kind = this.#guess(shown, name, inherited)
    const field =
      kind !== 'unknown' && 'field' in kind ? kind.field : kind !== 'unknown' && kind.is === 'event' ? 'user.behavior.event' : null
    const guessed = own === null && inherited === null
    const judged = kind === 'unknown' || !(kind.is === 'structure' || kind.is === 'plain' || kind.is === 'time' || kind.is === 'event-id')
    const judge = (of: Field | null): Action => action ?? this.#judge(this.#vendor, shown, of)
    const told = judged ? judge(field) : ALLOW
    const place: Place = {
      property: property === 'body' ? '' : shown,
      kind,
      field,
      action: told,
      unlike: kind !== 'unknown' && kind.is === 'plain' && kind.word ? judge(null) : told,
      isParcel,
      index: this.places.length,
      key: trail,
      children: new Map(),
      rules,
      // A container whose name alone let it through (an object called `event`) says nothing good of what is in it.
      inherited: kind === 'unknown' || container || (guessed && told.do === 'allow') ? null : kind,
      seen: false,
      named: own !== null,
      ownKey,
    }
    this.places.push(place)
    return place
  }

  /** No entry of its own: a personal name decides, else what holds for the place above, else unknown. */
  #guess(property: string, name: string, inherited: Kind | null): Kind | 'unknown' {
    if (inherited !== null && inherited.is !== 'plain' && inherited.is !== 'structure') return inherited
    const guessed = name === '' ? null : fieldOfName(property)
    // Guessed by name, so not believed whole: where it may leave it is cleaned like any text.
    if (guessed !== null) return { is: 'text', field: guessed.field }
    return inherited ?? 'unknown'
  }
}

/** `body[].a.b` → ['body', '[]', 'a', 'b']. */
function segments(path: string): string[] {
  return path
    .replaceAll('[]', '.[]')
    .split('.')
    .filter((segment) => segment !== '')
}

function compile(kinds: Readonly<Record<string, Kind>>): Rule {
  const root = emptyRule()
  for (const [path, kind] of Object.entries(kinds)) {
    let at = root
    for (const segment of segments(path)) {
      const among = segment.length > 1 && segment.endsWith('*') ? at.starts : at.children
      const name = among === at.starts ? segment.slice(0, -1) : segment
      let next = among.get(name)
      if (next === undefined) among.set(name, (next = emptyRule()))
      at = next
    }
    at.kind = kind
  }
  return root
}

const emptyRule = (): Rule => ({ kind: null, children: new Map(), starts: new Map() })

/** Rules that hold one segment further: the named one before its beginning before `*`. */
function below(rules: readonly Rule[], segment: string): Rule[] {
  const next: Rule[] = []
  for (const rule of rules) {
    const named = rule.children.get(segment)
    if (named !== undefined) next.push(named)
  }
  for (const rule of rules) for (const [start, one] of rule.starts) if (segment.startsWith(start)) next.push(one)
  for (const rule of rules) {
    const any = segment === '[]' ? undefined : rule.children.get('*')
    if (any !== undefined) next.push(any)
  }
  return next
}

function join(parent: string, key: string): string {
  if (key === '[]') return `${parent}[]`
  return parent === '' ? key : `${parent}.${key}`
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replaceAll('[]', '')
}
