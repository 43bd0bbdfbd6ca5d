// A limit on everything that comes from outside. Each says what accident it prevents. Sizes in bytes, times in milliseconds.

export const LIMITS = {
  /** One request body as received: beyond it the guard answers in the vendor's shape and reports; no SDK batch comes near. */
  requestBody: 20 * 1024 * 1024,
  /** What a body may become when decompressed, in all: stops gzip bombs. */
  expandedBody: 64 * 1024 * 1024,
  /** And at most this many times its compressed size (small bodies excepted: `expandedFree`). */
  expansionRatio: 200,
  expandedFree: 1024 * 1024,
  /** Encodings inside encodings (gzip in base64 in JSON …). */
  decodeDepth: 6,
  /** Objects and arrays inside one another; JSON.parse itself recurses without a limit. */
  jsonDepth: 200,
  /** Leaves looked at in one message. */
  leaves: 250_000,
  /** Distinct properties remembered a vendor; beyond it new ones are dropped and reported as one. */
  propertiesPerVendor: 50_000,
  /** Headers of one request. */
  headerBytes: 64 * 1024,
  /** A client that sends slower than this much time for one request is cut off. */
  requestTime: 60_000,
  /** How long the guard waits for an answer that the SDK needs (flags, configuration) before it gives the safe one. */
  askTime: 3_000,
  /** One text that the detectors look at; longer texts are looked at in pieces. */
  detectText: 256 * 1024,
} as const
