// An invented person who looks like anybody: an ordinary name, an address made of it at a domain the company names, an id like the company's others.
import type { Invented } from '../../core/canaries.ts'
import { type IdShape, idOfShape, UUID_SHAPE } from './id-shape.ts'

/** Frequent given and family names of several languages; every pair of them has many bearers, so a pair names nobody. */
const FIRST =
  'Anna Maria Laura Julia Sarah Emma Sofia Elena Nina Clara Alice Eva Marta Irene Lucia Amelie Hannah Leonie Ines Paula David Daniel Thomas Michael Peter Martin Lukas Simon Marco Paul Adam Oliver Samuel Felix Andreas Jonas Stefan Robert Victor Erik'.split(
    ' ',
  )
const LAST =
  'Smith Jones Taylor Brown Wilson Evans Walker Wright Green Hall Wood Martin Clarke Turner Hill Moore Cooper Ward Baker Carter Schmidt Weber Wagner Becker Hoffmann Koch Richter Wolf Neumann Braun Rossi Ferrari Romano Ricci Marino Greco Bruno Conti Moreau Laurent Simon Michel Leroy Roux Dubois Fournier Girard Bonnet Garcia Lopez Perez Sanchez Romero Torres Navarro Molina Jansen Visser Bakker Nilsson Larsson Persson Hansen Nowak'.split(
    ' ',
  )

export interface InventOptions {
  /** Where mail to the person arrives. */
  readonly domain: string
  /** null: no id of the company was seen; a UUID then. */
  readonly shape: IdShape | null
  /** [0, 1). */
  readonly random: () => number
}

/** Somebody who does not exist. Whether the id is taken is for the caller to find out. */
export function invent({ domain, shape, random }: InventOptions): Invented {
  const of = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const first = of(FIRST)
  const last = of(LAST)
  const [a, b] = [first.toLowerCase(), last.toLowerCase()]
  const number = String(Math.floor(random() * 90) + 10)
  const local = of([
    `${a}.${b}`,
    `${a}.${b}${number}`,
    `${a[0]}${b}${number}`,
    `${a}${b}`,
    `${b}.${a}`,
    `${a}_${b}`,
    `${a}${number}`,
    `${a[0]}.${b}`,
  ])
  return {
    id: idOfShape(shape ?? UUID_SHAPE, random),
    name: `${first} ${last}`,
    email: `${local}@${domain.toLowerCase()}`,
    device: idOfShape(UUID_SHAPE, random),
  }
}
