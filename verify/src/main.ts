// The command cordon-verify: checks what a company shows you, with nothing of Cordon installed. Exit 0: fits, 1: does not, 2: wrong use.
import { checkLedger } from './ledger.ts'

const USAGE = `Usage: cordon-verify ledger DIR [--key VERIFIER-KEY] [--json]
  Checks every file of a ledger folder against its signed checkpoint.
  --key   the key as the company published it; without it the folder's own key is taken.
`

export function main(args: readonly string[]): number {
  const [what, ...rest] = args
  const keyAt = rest.indexOf('--key')
  const key = keyAt >= 0 ? rest.splice(keyAt, 2)[1] : undefined
  const jsonAt = rest.indexOf('--json')
  if (jsonAt >= 0) rest.splice(jsonAt, 1)
  const [dir, ...more] = rest
  if (what !== 'ledger' || !dir || more.length > 0 || (keyAt >= 0 && !key)) {
    process.stderr.write(USAGE)
    return 2
  }
  const check = checkLedger(dir, key)
  if (jsonAt >= 0)
    process.stdout.write(
      `${JSON.stringify({ version: 1, segments: check.segments, rows: check.rows, key: check.key, findings: check.findings }, null, 2)}\n`,
    )
  else {
    for (const { path, problem } of check.findings) process.stdout.write(`${path}: ${problem}\n`)
    if (check.findings.length === 0)
      process.stdout.write(`${check.segments} segments, ${check.rows} rows: everything fits the checkpoint.\n`)
    if (!key) process.stderr.write(`Checked with the key in the folder itself: ${check.key}\n`)
  }
  return check.findings.length === 0 ? 0 : 1
}
