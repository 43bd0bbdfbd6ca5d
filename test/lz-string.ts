// LZ-String in base64 → text, read the slow way with whole strings and no limit: what the scanner for planted values and the tests of the wire's own reader go by.
// Format: pieroxy/lz-string 1.5.

/** Null where the text is none. */
export function readLzString(packed: string): string | null {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const bits = [...packed.replace(/=+$/, '')].map((one) => letters.indexOf(one).toString(2).padStart(6, '0')).join('')
  if (bits.includes('-')) return null
  let at = 0
  const number = (width: number): number => {
    const low = [...bits.slice(at, at + width)].reverse().join('')
    at += width
    return Number.parseInt(low || '0', 2)
  }
  const entries: string[] = ['', '', '']
  let last = ''
  let out = ''
  while (at < bits.length) {
    const code = number(Math.floor(Math.log2(entries.length)) + 1)
    if (code === 2) return out
    let entry: string
    if (code < 2) {
      entry = String.fromCharCode(number(code === 0 ? 8 : 16))
      entries.push(entry)
    } else entry = entries[code] ?? last + last.charAt(0)
    if (entry === '') return null
    if (last !== '') entries.push(last + entry.charAt(0))
    out += entry
    last = entry
  }
  return null
}
