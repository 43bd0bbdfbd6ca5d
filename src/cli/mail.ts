// The door of mail triage: files, folders, mailboxes and standard input in, verdicts out. Everything that reads or listens is here, the judging is in respond/mail.
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import type { Judgement, Triage } from '../respond/mail/judge.ts'
import { out, say } from './output.ts'

interface CheckOptions {
  readonly context?: string
  readonly ignoreAuth?: boolean
  readonly json?: boolean
  readonly trust?: string[]
}

export function register(program: Command): void {
  const mail = program.command('mail').description('spots the phish that follows a breach')
  mail
    .command('check')
    .description('judges messages: .eml, mbox, Outlook .msg, a folder of them, or - for standard input')
    .argument('<file...>', 'messages to judge')
    .option('--context <file>', 'company, vendors, incidents, people and canaries from a JSON file instead of the installation')
    .option('--ignore-auth', 'judge as if no receiving host had checked SPF, DKIM and DMARC')
    .option('--trust <host...>', 'names of your receiving hosts; only their Authentication-Results count (default: the topmost)')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', '\nExit code: 0 nothing suspicious, 1 at least one message is not clean, 2 a file could not be read.')
    .action(check)
}

/** Makes a triage of what the options say. Rooms are loaded here, when the command runs. */
export async function triageOf(options: Pick<CheckOptions, 'context' | 'ignoreAuth' | 'trust'>): Promise<Triage> {
  const [{ Triage }, { knownBrands }] = await Promise.all([import('../respond/mail/judge.ts'), import('../respond/mail/known-brands.ts')])
  const around = await surroundingsOf(options.context)
  return new Triage(around, knownBrands(), {
    ignoreAuth: options.ignoreAuth ?? false,
    trusted: (options.trust ?? []).map((t) => t.toLowerCase()),
  })
}

async function surroundingsOf(path: string | undefined) {
  if (path === undefined) return (await import('../respond/mail/nobody.ts')).noSurroundings
  const { parseContext } = await import('../respond/mail/context.ts')
  return parseContext(await readText(path), path)
}

async function check(files: string[], options: CheckOptions): Promise<void> {
  const triage = await triageOf(options)
  let worst = 0
  for (const file of files) {
    try {
      for await (const { name, bytes } of messagesOf(file)) {
        const judgement = await triage.judge(bytes)
        if (judgement.verdict !== 'clean') worst = Math.max(worst, 1)
        await (options.json ? out.write(`${JSON.stringify({ file: name, ...judgement })}\n`) : out.write(describe(name, judgement)))
      }
    } catch (error) {
      if (!(error instanceof CordonError)) throw error
      say(`cordon: ${error.describe()}`)
      worst = 2
    }
  }
  process.exitCode = worst
}

/** The messages behind one argument, in order. A message of an mbox is named `path:N`. */
async function* messagesOf(path: string): AsyncGenerator<{ name: string; bytes: Uint8Array }> {
  if (path === '-') {
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
    yield* split('-', Buffer.concat(chunks))
    return
  }
  // Read at once rather than in turns with other work: nothing else waits, and a file costs a tenth of the time.
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw new CordonError('input.unreadable', 'The file cannot be read.', { place: { path }, cause: error })
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) if (entry.isDirectory() || (entry.isFile() && !entry.name.startsWith('.'))) yield* messagesOf(join(path, entry.name))
    return
  }
  yield* split(path, bytes)
}

async function* split(name: string, bytes: Buffer): AsyncGenerator<{ name: string; bytes: Uint8Array }> {
  if (bytes.length >= 8 && bytes.readUInt32BE(0) === 0xd0cf11e0) {
    const { readMsg } = await import('../respond/mail/msg.ts')
    yield { name, bytes: readMsg(bytes, name) }
    return
  }
  // An mbox begins with its separator; a single message that does so is an mbox of one.
  if (bytes.subarray(0, 5).toString('latin1') === 'From ') {
    const { messagesIn } = await import('../respond/mail/mbox.ts')
    const all = [...messagesIn(bytes)]
    for (let i = 0; i < all.length; i++) yield { name: all.length === 1 ? name : `${name}:${i + 1}`, bytes: all[i]! }
    return
  }
  yield { name, bytes }
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new CordonError('input.unreadable', 'The file cannot be read.', { place: { path }, cause: error })
  })
}

function describe(name: string, j: Judgement): string {
  const facts = [
    j.incident ? `incident ${j.incident} (${j.vendor}): ${j.leaked.join(', ')}` : '',
    j.canary ? `canary of ${j.canary}` : '',
    j.notice === 'none' ? '' : `notice code ${j.notice}`,
    j.inner ? 'the attached letter was judged' : '',
  ].filter(Boolean)
  const head = `${j.verdict.toUpperCase().padEnd(10)} ${(j.score * 100).toFixed(0).padStart(3)} %  ${name}${facts.length ? `  [${facts.join('; ')}]` : ''}\n`
  const reasons = j.verdict === 'clean' ? [] : j.reasons
  return head + reasons.map((r) => `             - ${r.says}${r.quote ? ` (${r.where}: ${r.quote})` : ''}\n`).join('')
}
