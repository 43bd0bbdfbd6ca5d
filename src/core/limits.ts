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
  /** One message of mail triage, as far as it is read; a longer one is judged by its beginning. */
  mailBytes: 32 * 1024 * 1024,
  mailParts: 1_000,
  mailDepth: 40,
  mailHeaders: 512 * 1024,
  /** Characters of one text or HTML part, or of one attachment, that triage reads. */
  mailText: 1024 * 1024,
  /** Messages of one mbox, folder or listing; longer ones are refused, not cut. */
  mailBox: 2 * 1024 * 1024 * 1024,
  /** One source file of a scan; hand-written code is far smaller. */
  scanFile: 1024 * 1024,
  /** One lock file of a scan, which tools write. */
  scanLock: 32 * 1024 * 1024,
  /** Files and depth of one scanned tree: a hostile one must end too. */
  scanFiles: 400_000,
  scanDepth: 60,
} as const
