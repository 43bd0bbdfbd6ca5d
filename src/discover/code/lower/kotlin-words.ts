// The names by which Kotlin's lowering decides: which lambdas are read in place, and what a file declares, as far as its text says.

/** Inside: `this` is the value. */
export const AS_THIS = /^(?:apply|run|with|buildString|buildMap|buildList|buildJsonObject|parameters|formData)$/
/** Inside: `it`, or the parameter, is the value. */
export const AS_IT = /^(?:let|also|takeIf|takeUnless|use)$/
/** Inside: `it`, or the last parameter, is one of the value's elements. */
export const EACH = /^(?:forEach|onEach|map|mapNotNull|flatMap|filter\w*|associate\w*|mapValues|forEachIndexed|mapIndexed)$/
export const GIVES_ITSELF = /^(?:apply|also|takeIf|takeUnless|buildString|buildMap|buildList|buildJsonObject|parameters|formData)$/
/** What the lambda fills is made by the call itself. */
export const FILLS = /^(?:build\w*|parameters|formData)$/

/** Functions that a file declares. */
export function functionsOf(text: string): Set<string> {
  return new Set([...text.matchAll(/\bfun\s+(?:<[^>]*>\s*)?(?:[\w<>?]+\.)?(\w+)\s*\(/g)].map((one) => one[1]!))
}

/** Variables, members and parameters that a file declares. */
export function variablesOf(text: string): Set<string> {
  return new Set([...text.matchAll(/\b(?:va[lr]\s+|vararg\s+)(\w+)|\b(\w+)\s*:\s*[A-Z(]/g)].map((one) => (one[1] ?? one[2])!))
}
