// Surroundings of a machine without an installation: nothing is known. A file of its own so that such a machine loads no validation.
import type { Surroundings } from './context.ts'

export const noSurroundings: Surroundings = {
  company: null,
  senders: [],
  noticeKey: null,
  addressee: () => null,
  canary: () => null,
  addresses: () => [],
}
