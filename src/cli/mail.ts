// The door of mail triage: which commands there are. What they read, listen to and print is in the mail-*.ts beside it, the judging in respond/mail.
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import type { Judgement } from '../respond/mail/judge.ts'
import { type TriageOptions, triageOf } from './mail-triage.ts'
import { DATA_OPTION } from './open-record.ts'
import { out, say } from './output.ts'

const CONTEXT = [
  '--context <file>',
  'company, vendors, incidents, people and canaries from a JSON file instead of the installation',
] as const
const POLICY = ['--policy <file>', 'company and vendors from this policy file (default: ./cordon.yaml where there is one)'] as const
const TRUST = [
  '--trust <hosts>',
  'names of your receiving hosts, with commas; only their Authentication-Results count (default: the topmost)',
] as const

export function register(program: Command): void {
  const mail = program.command('mail').description('spots the phish that follows a breach')
  mail
    .command('check')
    .description('judges messages: .eml, mbox, Outlook .msg, a folder of them, or - for standard input')
    .argument('<file...>', 'messages to judge')
    .option(...CONTEXT)
    .option(...POLICY)
    .option(...DATA_OPTION)
    .option('--ignore-auth', 'judge as if no receiving host had checked SPF, DKIM and DMARC')
    .option(...TRUST)
    .option('--dns', 'check DKIM and DMARC now, by asking DNS, where no receiving host did')
    .option('--opinions <file>', 'what operators said of campaigns (written by "cordon mail opinion")')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', '\nExit code: 0 nothing suspicious, 1 at least one message is not clean, 2 a file could not be read.')
    .action(check)
  mail
    .command('campaigns')
    .description('groups messages into campaigns: who else got the same letter')
    .argument('<file...>', 'messages')
    .option('--json', 'one JSON object a line')
    .action(async (files: string[], options: { json?: boolean }) => (await import('./mail-campaigns.ts')).campaigns(files, options))
  mail
    .command('opinion')
    .description('remembers what an operator says of a letter and its campaign; shown with every later one, never trained on')
    .argument('<verdict>', 'phish or clean')
    .argument('<file>', 'one message of the campaign')
    .requiredOption('--opinions <file>', 'where opinions are kept')
    .requiredOption('--by <name>', 'who says so')
    .option('--note <text>', 'why', '')
    .action(async (verdict: string, file: string, options: { opinions: string; by: string; note: string }) =>
      (await import('./mail-campaigns.ts')).opinion(verdict, file, options),
    )
  mail
    .command('lookalikes')
    .description('names worth watching or registering for the company and its vendors; with --in, those that already turned up')
    .option(...CONTEXT)
    .option('--domain <domain...>', 'your own domains, where there is no context file')
    .option('--vendor <id...>', 'vendors from the catalogue, beside those of the context')
    .option('--in <file...>', 'zone file, certificate-transparency export or list of names to look through; - for standard input')
    .option('--limit <n>', 'how many proposals', '200')
    .option('--json', 'one JSON object a line')
    .action(async (options) => (await import('./mail-lookalikes.ts')).lookalikes(options))
  mail
    .command('listen')
    .description('takes reports: an SMTP listener for a mailbox such as phish@company, and a milter for the mail server')
    .option('--smtp <port>', 'port for reports')
    .option('--milter <port>', 'port for the mail server')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--phish <what>', 'milter: mark, quarantine or refuse a phish', 'mark')
    .option('--answer-over <host:port>', 'SMTP server over which reporters are answered; without it nobody is')
    .option('--answer-from <address>', 'sender of the answers')
    .option('--opinions <file>', 'what operators said of campaigns')
    .option(...CONTEXT)
    .option(...POLICY)
    .option(...DATA_OPTION)
    .option(...TRUST)
    .action(async (options) => (await import('./mail-listen.ts')).listen(options))
  mail
    .command('poll')
    .description('takes reports out of an IMAP mailbox: judges what is new, moves it to a folder by its verdict')
    .argument('<host>', 'IMAP server, host or host:port')
    .requiredOption('--user <name>', 'sign-in name; the password is read from CORDON_IMAP_PASSWORD')
    .option('--folder <name>', 'folder to look in', 'INBOX')
    .option('--sort-into <prefix>', 'move judged messages to PREFIX/phish, PREFIX/suspicious, PREFIX/clean')
    .option('--every <seconds>', 'look again after so long; 0: once', '0')
    .option('--plain', 'without TLS; for a server on this machine')
    .option('--opinions <file>', 'what operators said of campaigns')
    .option(...CONTEXT)
    .option(...POLICY)
    .option(...DATA_OPTION)
    .option(...TRUST)
    .action(async (host: string, options) => (await import('./mail-poll.ts')).poll(host, options))
}

async function check(files: string[], options: TriageOptions & { json?: boolean; dns?: boolean; opinions?: string }): Promise<void> {
  const [{ triage, close }, { messagesOf }] = await Promise.all([triageOf(options), import('./mail-input.ts')])
  const opinions = options.opinions === undefined ? null : await (await import('./mail-campaigns.ts')).opinionsIn(options.opinions)
  const prove = options.dns ? await (await import('./mail-dns.ts')).prover() : null
  let worst = 0
  for (const file of files) {
    try {
      for await (const { name, bytes } of messagesOf(file)) {
        const proof = prove ? await prove(bytes) : undefined
        let judgement = await triage.judge(bytes, proof)
        if (opinions) judgement = await opinions.on(bytes, judgement)
        if (judgement.verdict !== 'clean') worst = Math.max(worst, 1)
        await out.write(options.json ? `${JSON.stringify({ file: name, ...judgement })}\n` : describe(name, judgement))
      }
    } catch (error) {
      if (!(error instanceof CordonError)) throw error
      say(`cordon: ${error.describe()}`)
      worst = 2
    }
  }
  await close()
  process.exitCode = worst
}

/** Some lines for a terminal. */
export function describe(name: string, j: Judgement): string {
  const facts = [
    j.incident ? `incident ${j.incident} (${j.vendor}): ${j.leaked.join(', ')}` : '',
    j.canary ? `canary of ${j.canary}` : '',
    j.notice === 'none' ? '' : `notice code ${j.notice}`,
    j.inner ? 'the letter inside was judged' : '',
  ].filter(Boolean)
  const head = `${j.verdict.toUpperCase().padEnd(10)} ${(j.score * 100).toFixed(0).padStart(3)} %  ${name}${facts.length ? `  [${facts.join('; ')}]` : ''}\n`
  const reasons = j.verdict === 'clean' ? [] : j.reasons
  return head + reasons.map((r) => `             - ${r.says}${r.quote ? ` (${r.where}: ${r.quote})` : ''}\n`).join('')
}
