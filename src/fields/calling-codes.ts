// Country calling codes (ITU-T E.164 annex), to tell the national part of a number: people write +44 20 7946 0018 at home as 020 7946 0018.

/** Codes of one and two digits; all others have three. */
const SHORT = new Set(
  '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
)

/** The national part of an international number given as digits: without calling code and trunk zero. A number that begins with 0 is national already. */
export function nationalNumber(digits: string): string {
  if (digits.startsWith('00')) return nationalNumber(digits.slice(2))
  if (digits.startsWith('0')) return digits.slice(1)
  const size = SHORT.has(digits.slice(0, 1)) ? 1 : SHORT.has(digits.slice(0, 2)) ? 2 : 3
  return digits.length - size >= 7 ? digits.slice(size).replace(/^0/, '') : digits
}
