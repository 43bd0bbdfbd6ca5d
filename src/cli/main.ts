// The command `cordon`. Each group of commands registers itself from its own file; rooms are loaded only when their command runs, so that --help and mail triage start fast.
import { Command, CommanderError } from 'commander'
import { CordonError } from '../core/errors.ts'
import { out } from './output.ts'

const program = new Command('cordon')
  .description('Keeps in hand what a company gives its vendors: data about its users, keys to its systems, code in its pages.')
  .version('0.1.0')
  .showHelpAfterError()
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })

/** By the name of the command, or of its group, in the order of the help. */
const groups: Readonly<Record<string, () => Promise<{ register: (program: Command) => void }>>> = {
  canary: () => import('./canary.ts'),
  capture: () => import('./capture.ts'),
  catalog: () => import('./catalog.ts'),
  cut: () => import('./cut.ts'),
  findings: () => import('./findings.ts'),
  guard: () => import('./guard.ts'),
  har: () => import('./har.ts'),
  import: () => import('./import.ts'),
  incident: () => import('./incident.ts'),
  mail: () => import('./mail.ts'),
  people: () => import('./people.ts'),
  person: () => import('./person.ts'),
  pin: () => import('./pin.ts'),
  policy: () => import('./policy.ts'),
  scan: () => import('./scan.ts'),
  serve: () => import('./serve.ts'),
  up: () => import('./up.ts'),
  verify: () => import('./verify.ts'),
  who: () => import('./who.ts'),
  wire: () => import('./wire.ts'),
}
// Only the group that was asked for is loaded: the others cost as much time as a small command takes.
const asked = process.argv[2] ?? ''
if (Object.hasOwn(groups, asked)) (await groups[asked]!()).register(program)
if (!program.commands.some((command) => command.name() === asked))
  for (const [name, load] of Object.entries(groups)) if (name !== asked) (await load()).register(program)

try {
  await program.parseAsync(process.argv)
} catch (error) {
  process.exitCode = report(error)
  // What a failed command had opened must not keep it alive: it has said why, and ends.
  await out.flush()
  process.exit()
}
await out.flush()

/** Says what went wrong on stderr and gives the exit code of the contract. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof CordonError) {
    process.stderr.write(`cordon: ${error.describe()}\n`)
    return error.exit
  }
  const message = error instanceof Error ? (process.env.CORDON_DEBUG ? error.stack : error.message) : String(error)
  process.stderr.write(`cordon: ${message}\n  This should not have happened. CORDON_DEBUG=1 shows where.\n`)
  return 3
}
