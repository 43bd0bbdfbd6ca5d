// Letters of one campaign, found by what a sender does not trouble to change: where it leads, how it is built, most of its words. So one report tells who else got the letter.
import { createHash } from 'node:crypto'
import { nameOf, targetOf } from './address.ts'
import type { Letter } from './letter.ts'
import { wordsOf } from './look.ts'

/** What makes letters comparable. Holds no text: words are hashes, domains are the sender's and the links'. */
export interface Print {
  readonly sender: string
  readonly domains: readonly string[]
  /** Smallest hashes of runs of three words (min-wise sampling, Broder 1997). */
  readonly words: readonly number[]
}

export interface Campaign<T> {
  readonly id: string
  readonly members: readonly T[]
}

const SAMPLE = 48

/** Names, numbers and addresses differ from letter to letter, so they are left out. */
export function printOf(letter: Letter): Print {
  const names = new Set(letter.to.flatMap((t) => wordsOf(`${t.name} ${t.address}`).split(' ')))
  const words = wordsOf(`${letter.subject} ${letter.text}`.slice(0, 20_000))
    .split(' ')
    .filter((w) => w.length > 1 && !/\d/.test(w) && !names.has(w))
  const hashes = new Set<number>()
  for (let i = 0; i + 2 < words.length; i++) hashes.add(hash(`${words[i]} ${words[i + 1]} ${words[i + 2]}`))
  if (words.length > 0 && words.length < 3) hashes.add(hash(words.join(' ')))
  const domains = new Set<string>()
  for (const link of letter.links.slice(0, 100)) {
    const target = targetOf(link.href)
    if (target) domains.add(nameOf(target.host).domain)
  }
  return {
    sender: nameOf(letter.from.address.slice(letter.from.address.lastIndexOf('@') + 1)).domain,
    domains: [...domains].sort(),
    words: [...hashes].sort((a, b) => a - b).slice(0, SAMPLE),
  }
}

/** 0 to 1. Words count most; a shared link domain that few others use makes up for reworded text. */
export function similarity(a: Print, b: Print): number {
  const union = [...new Set([...a.words, ...b.words])].sort((x, y) => x - y).slice(0, SAMPLE)
  const [inA, inB] = [new Set(a.words), new Set(b.words)]
  const same = union.length ? union.filter((w) => inA.has(w) && inB.has(w)).length / union.length : 0
  const link = a.domains.some((d) => b.domains.includes(d)) ? 0.3 : 0
  const sender = a.sender !== '' && a.sender === b.sender ? 0.15 : 0
  return Math.min(1, same + link + sender)
}

/** Letters alike enough to be one campaign. */
export const SAME = 0.5

/** Groups letters; every letter is in exactly one group, in the order given. `n` letters cost at most n × (groups) comparisons. */
export function campaignsOf<T>(letters: readonly { readonly print: Print; readonly item: T }[]): Campaign<T>[] {
  const groups: { print: Print; members: T[] }[] = []
  for (const { print, item } of letters) {
    let best: (typeof groups)[number] | null = null
    let most = SAME
    for (const group of groups) {
      const s = similarity(group.print, print)
      if (s >= most) {
        most = s
        best = group
      }
    }
    if (best) best.members.push(item)
    else groups.push({ print, members: [item] })
  }
  return groups.map(({ print, members }) => ({ id: idOf(print), members }))
}

export function idOf(print: Print): string {
  return createHash('sha256')
    .update(JSON.stringify([print.sender, print.domains, print.words]))
    .digest('hex')
    .slice(0, 12)
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}
