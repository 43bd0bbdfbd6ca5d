// Limits of what a capture may ask of us; each prevents one accident with a hostile or runaway file.

export const TRAFFIC_LIMITS = {
  /** One entry with its answer; beyond it the rest of the file cannot be trusted to fit into memory. */
  entryBytes: 256 * 1024 * 1024,
  /** Entries of one capture. A day of a busy page has some 10,000. */
  entries: 500_000,
  /** Nesting of the document. */
  jsonDepth: 200,
  /** Different hosts that are told apart. */
  hosts: 20_000,
  /** Different (field, property, place) remembered a host. */
  fieldsPerHost: 4_000,
  /** Longest URL that is taken apart; longer ones are cut. */
  url: 256 * 1024,
  /** Ids remembered for following them from vendor to vendor. */
  syncIds: 50_000,
  /** Lines of an egress log. */
  logLine: 64 * 1024,
} as const
