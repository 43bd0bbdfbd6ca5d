// The peers of the mail bench: SpamAssassin and rspamd from Debian, local rules only. Installed when missing; neither is touched outside a temporary folder.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

export interface Peer {
  readonly name: string
  readonly ms: readonly number[]
  /** Files it calls spam at its own stock threshold. */
  readonly found: ReadonlySet<string>
}

/** Installs both from Debian where they are missing. Throws with what to do where that cannot be. */
export function havePeers(): void {
  const missing = ['spamassassin', 'rspamd'].filter((name) => spawnSync('which', [name]).status !== 0)
  if (missing.length === 0) return
  process.stderr.write(`installing ${missing.join(' and ')} from Debian\n`)
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  const done = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], { stdio: 'ignore' })
  if (done.status !== 0) throw new Error(`install ${missing.join(' and ')} first (apt-get install failed)`)
}

/** SpamAssassin in one Perl process, as its daemon's child works, without the network tests. */
export function spamAssassin(files: readonly string[]): Peer {
  const script = `use strict; use Mail::SpamAssassin; use Time::HiRes 'time';
my $sa = Mail::SpamAssassin->new({ local_tests_only => 1, dont_copy_prefs => 1, userprefs_filename => '/dev/null' }); $sa->compile_now(0);
while (my $f = <STDIN>) { chomp $f; open(my $h, '<', $f) or next; local $/; my $text = <$h>; my $s = time; my $m = $sa->parse($text); my $st = $sa->check($m);
printf "%.3f %d %s\\n", (time - $s) * 1000, $st->is_spam() ? 1 : 0, $f; $st->finish; $m->finish; local $/ = "\\n"; $/ = "\\n"; }`
  const out = execFileSync('perl', ['-e', script], {
    input: `${files.join('\n')}\n`,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 1e9,
  })
  const rows = out
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
  return { name: 'SpamAssassin', ms: rows.map((r) => Number(r[0])), found: new Set(rows.filter((r) => r[1] === '1').map((r) => r[2]!)) }
}

/** rspamd with one worker, asked one message at a time over HTTP on loopback; names are resolved by nobody. */
export async function rspamd(files: readonly string[], read: (file: string) => Uint8Array, folder: string): Promise<Peer> {
  const config = join(folder, 'rspamd')
  cpSync('/etc/rspamd', config, { recursive: true })
  for (const name of ['db', 'run', 'log', 'config/local.d']) mkdirSync(join(folder, name), { recursive: true })
  mkdirSync(join(config, 'local.d'), { recursive: true })
  const port = 4_891
  const local = {
    'options.inc': 'dns { nameserver = ["127.0.0.1:9"]; timeout = 0.01s; retransmits = 1; }\nneighbours {}\n',
    'worker-normal.inc': `bind_socket = "127.0.0.1:${port}"; count = 1;\n`,
    'worker-controller.inc': 'enabled = false;\n',
    'worker-proxy.inc': 'enabled = false;\n',
    'worker-fuzzy.inc': 'enabled = false;\n',
    'logging.inc': 'type = "file"; filename = "/dev/null"; level = "error";\n',
  }
  for (const [name, text] of Object.entries(local)) writeFileSync(join(config, 'local.d', name), text)
  const child: ChildProcess = spawn(
    'rspamd',
    [
      '-f',
      '-i',
      '-c',
      join(config, 'rspamd.conf'),
      `--var=CONFDIR=${config}`,
      `--var=LOCAL_CONFDIR=${config}`,
      `--var=DBDIR=${join(folder, 'db')}`,
      `--var=RUNDIR=${join(folder, 'run')}`,
      `--var=LOGDIR=${join(folder, 'log')}`,
    ],
    { stdio: 'ignore' },
  )
  try {
    const url = `http://127.0.0.1:${port}/checkv2`
    for (let tries = 0; ; tries++) {
      if (
        await fetch(url, { method: 'POST', body: 'Subject: x\r\n\r\nx' }).then(
          (r) => r.ok,
          () => false,
        )
      )
        break
      if (tries > 300 || child.exitCode !== null) throw new Error('rspamd did not start')
      await setTimeout(100)
    }
    const ms: number[] = []
    const found = new Set<string>()
    for (const file of files) {
      const start = performance.now()
      const answer = (await (await fetch(url, { method: 'POST', body: Buffer.from(read(file)) })).json()) as { action?: string }
      ms.push(performance.now() - start)
      if (answer.action === 'add header' || answer.action === 'reject' || answer.action === 'rewrite subject') found.add(file)
    }
    return { name: 'rspamd', ms, found }
  } finally {
    child.kill('SIGKILL')
  }
}
