// The shape of the company's own ids, learned from ids seen: what all have in common stays, the rest is drawn anew. An invented person's id must look like any other.

/** One character: the very one, or any of an alphabet. */
type Part = { readonly is: string } | { readonly of: string }
export type IdShape = readonly Part[]

const DIGITS = '0123456789'
const HEX = '0123456789abcdef'
const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
/** Positions that agree in fewer ids than this may agree by chance. */
const ENOUGH = 8
/** Ids are looked at up to this many characters. */
const LONGEST = 128

/** UUIDv4, for a company of which no id was seen. */
export const UUID_SHAPE: IdShape = [...'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'].map((c) =>
  c === 'x' ? { of: HEX } : c === 'y' ? { of: '89ab' } : { is: c },
)

/** The shape most of the ids have; null where there are none, or where ids are e-mail addresses. */
export function shapeOfIds(ids: readonly string[]): IdShape | null {
  const groups = new Map<string, string[]>()
  for (const id of new Set(ids)) {
    if (id === '' || id.length > LONGEST || id.includes('@')) continue
    const signature = id.replace(/[0-9]/g, '0').replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A')
    // Hexadecimal runs mix letters and digits freely: their signature is their length.
    const key = /^[0-9a-f-]{8,}$/.test(id) && /[a-f]/.test(id) ? id.replace(/[0-9a-f]/g, 'h') : signature
    groups.set(key, [...(groups.get(key) ?? []), id])
  }
  const alike = [...groups.values()].sort((a, b) => b.length - a.length)[0]
  if (alike === undefined) return null
  const first = alike[0] as string
  const hex = /^[0-9a-f-]{8,}$/.test(first) && /[a-f]/.test(alike.join(''))
  // A leading word is the company's (`user_`, `cus-`), also where few ids were seen.
  const prefix = /^[A-Za-z]+[_:.-]/.exec(first)?.[0].length ?? 0
  return [...first].map((char, at): Part => {
    const common = alike.every((id) => id[at] === char)
    if (!/[0-9A-Za-z]/.test(char) || (common && (alike.length >= ENOUGH || (at < prefix && !hex)))) return { is: char }
    if (hex) {
      const seen = [...new Set(alike.map((id) => id[at] as string))].sort().join('')
      return { of: alike.length >= 4 * ENOUGH ? seen : HEX }
    }
    return { of: /[0-9]/.test(char) ? (at === 0 ? DIGITS.slice(1) : DIGITS) : /[a-z]/.test(char) ? LOWER : UPPER }
  })
}

/** A new id of that shape. `random`: [0, 1). */
export function idOfShape(shape: IdShape, random: () => number): string {
  return shape.map((part) => ('is' in part ? part.is : pick(part.of, random))).join('')
}

/** The same kind of text with other characters: digits stay digits, letters letters of their case, hexadecimal hexadecimal. */
export function alike(text: string, random: () => number): string {
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text))
    return text.replace(/[0-9a-f]/g, (char, at: number) => (at === 14 || at === 19 ? char : pick(HEX, random)))
  if (/^[0-9a-f]{8,}$/.test(text)) return text.replace(/./g, () => pick(HEX, random))
  return text.replace(/[0-9A-Za-z]/g, (char) => pick(/[0-9]/.test(char) ? DIGITS : /[a-z]/.test(char) ? LOWER : UPPER, random))
}

function pick(alphabet: string, random: () => number): string {
  return alphabet[Math.floor(random() * alphabet.length)] as string
}
