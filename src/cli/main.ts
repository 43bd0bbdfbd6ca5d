// The command `cordon`. Each group of commands registers itself from its own file; rooms are loaded only when their command runs, so that --help and mail triage start fast.
import { Command, CommanderError } from 'commander'
import { CordonError } from '../core/errors.ts'
import { register as canary } from './canary.ts'
import { register as capture } from './capture.ts'
import { register as catalog } from './catalog.ts'
import { register as cut } from './cut.ts'
import { register as findings } from './findings.ts'
import { register as guard } from './guard.ts'
import { register as har } from './har.ts'
import { register as imports } from './import.ts'
import { register as incident } from './incident.ts'
import { register as mail } from './mail.ts'
import { out } from './output.ts'
import { register as people } from './people.ts'
import { register as person } from './person.ts'
import { register as pin } from './pin.ts'
import { register as policy } from './policy.ts'
import { register as scan } from './scan.ts'
import { register as serve } from './serve.ts'
import { register as up } from './up.ts'
import { register as verify } from './verify.ts'
import { register as who } from './who.ts'
import { register as wire } from './wire.ts'

const program = new Command('cordon')
  .description('Keeps in hand what a company gives its vendors: data about its users, keys to its systems, code in its pages.')
  .version('0.1.0')
  .showHelpAfterError()
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(text) })

const groups: readonly ((program: Command) => void)[] = [
  canary,
  capture,
  catalog,
  cut,
  findings,
  guard,
  har,
  imports,
  incident,
  mail,
  people,
  person,
  pin,
  policy,
  scan,
  serve,
  up,
  verify,
  who,
  wire,
]
for (const register of groups) register(program)

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
