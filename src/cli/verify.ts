// `cordon verify`: proofs, checked with the same code that cordon-verify gives to anybody outside.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { checkLedger, type LedgerCheck } from 'cordon-verify'
import { CordonError } from '../core/errors.ts'
import { dataDir } from './data.ts'
import { out, say } from './output.ts'

export function register(program: Command): void {
  const verify = program.command('verify').description('check proofs')
  verify
    .command('ledger')
    .argument('[dir]', 'data folder or ledger folder (default: CORDON_DATA, or ./cordon-data)')
    .description('check every file of the ledger against its signed checkpoint')
    .option('--key <key>', 'the verifier key as it was published; without it the key in the folder is taken')
    .option('--json', 'findings as JSON')
    .action(async (given: string | undefined, options: { key?: string; json?: boolean }) => {
      const dir = dataDir(given)
      const folder =
        existsSync(join(dir, 'ledger', 'checkpoint')) || existsSync(join(dir, 'ledger', 'segments')) ? join(dir, 'ledger') : dir
      if (!existsSync(join(folder, 'checkpoint')) && !existsSync(join(folder, 'segments')))
        throw new CordonError('input.unreadable', 'There is no ledger in this folder.', { place: { path: folder } })
      const check = await settled(folder, options.key)
      if (options.json) await out.json({ version: 1, segments: check.segments, rows: check.rows, key: check.key, findings: check.findings })
      else {
        for (const { path, problem } of check.findings) await out.write(`${path}: ${problem}\n`)
        if (check.findings.length === 0)
          await out.write(`${check.segments} segments, ${check.rows} rows: everything fits the checkpoint.\n`)
        if (!options.key) say(`Checked with the key in the folder itself: ${check.key}`)
      }
      if (check.findings.length > 0) process.exitCode = 1
    })
}

/** A writer that seals meanwhile moves files under our eyes: findings count once they are found with the checkpoint standing still. */
async function settled(folder: string, key: string | undefined): Promise<LedgerCheck> {
  const checkpoint = () => (existsSync(join(folder, 'checkpoint')) ? readFileSync(join(folder, 'checkpoint'), 'latin1') : '')
  for (let tries = 0; ; tries++) {
    const before = checkpoint()
    const check = checkLedger(folder, key)
    if (check.findings.length === 0 || tries === 4 || (tries > 0 && before === checkpoint())) return check
    await new Promise((done) => setTimeout(done, 200))
  }
}
