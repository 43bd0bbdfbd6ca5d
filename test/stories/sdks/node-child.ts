// A process in which one SDK for Node is driven at each origin it is told, and everything that would disturb its host is written down.
import { NODE_DRIVES } from './node-drives.ts'

/** What happened at one origin. */
export interface Driven {
  /** What the SDK told its host, logged as an error, or left unhandled. */
  readonly problems: string[]
}

const problems: string[] = []
const note = (how: string, what: unknown): void => void problems.push(`${how}: ${what instanceof Error ? what.message : String(what)}`)
process.on('uncaughtException', (error) => note('uncaught', error))
process.on('unhandledRejection', (error) => note('unhandled', error))
console.error = (...words: unknown[]) => note('console.error', words.map(String).join(' '))

process.on('message', async ({ sdk, origin }: { sdk: string; origin: string }) => {
  problems.length = 0
  await NODE_DRIVES[sdk]?.drive(origin).catch((error: unknown) => note('told', error))
  // A rejection that nobody handles is told a turn later.
  await new Promise((turn) => setTimeout(turn, 50))
  process.send?.({ problems: [...problems] } satisfies Driven)
})
process.send?.('ready')
