// Is a text nested so deeply that a recursive parser would run out of stack? The native JavaScript parser then ends the whole process, which no code can catch, so such files are not given to it.

/** Real code nests some ten deep; the parser bears several thousand. */
const MOST = 2_000
const MOST_ELSE_GAP = 400

/** One pass, without regard to strings and comments: those make it stricter, never laxer. */
export function nestedTooDeeply(text: string): boolean {
  let depth = 0
  let chain = 0
  let elses = 0
  let lastElse = -1
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 40: // (
      case 91: // [
      case 123: // {
        if (++depth > MOST) return true
        break
      case 41: // )
      case 93: // ]
      case 125: // }
        if (depth > 0) depth--
        chain = 0
        break
      case 44: // ,
      case 59: // ;
        chain = 0
        break
      case 60: // <
      case 61: // =
      case 63: // ?
        if (++chain > MOST) return true
        break
      case 101: // e
        if (text.startsWith('else', i)) {
          elses = lastElse >= 0 && i - lastElse < MOST_ELSE_GAP ? elses + 1 : 0
          if (elses > MOST) return true
          lastElse = i
          i += 3
        }
    }
  }
  return false
}
