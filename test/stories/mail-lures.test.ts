// The development lures in full, as an installation would meet them: lures found, honest letters with the very same details left alone, incidents, canaries and notice codes named.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseContext } from '../../src/respond/mail/context.ts'
import { type Judgement, Triage } from '../../src/respond/mail/judge.ts'
import { knownBrands } from '../../src/respond/mail/known-brands.ts'

const folder = 'test/golden/lures'
const [header = '', ...lines] = readFileSync(`${folder}/labels.csv`, 'utf8').trim().split('\n')
const columns = header.split(',')
const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [columns[i]!, cell])) as Record<string, string>)
const around = parseContext(readFileSync(`${folder}/context.json`, 'utf8'), 'context.json')

for (const ignoreAuth of [false, true])
  test(`127 letters${ignoreAuth ? ', authentication ignored' : ''}`, async () => {
    const triage = new Triage(around, knownBrands(), { ignoreAuth })
    const judged = new Map<Record<string, string>, Judgement>()
    for (const row of rows) judged.set(row, await triage.judge(readFileSync(`${folder}/${row.file}`)))
    const wrong = (test: (row: Record<string, string>, j: Judgement) => boolean) =>
      [...judged].filter(([row, j]) => test(row, j)).map(([row]) => `${row.file} ${row.kind}`)
    assert.deepEqual(
      wrong((r, j) => r.label !== 'genuine' && j.verdict !== 'phish'),
      [],
    )
    assert.deepEqual(
      wrong((r, j) => r.label === 'genuine' && j.verdict !== 'clean'),
      [],
    )
    assert.deepEqual(
      wrong(
        (r, j) => r.expected === 'phish:incident-linked' && (j.incident !== r.incident_attribution || j.vendor !== r.vendor_attribution),
      ),
      [],
    )
    assert.deepEqual(
      wrong((r, j) => (r.expected === 'phish' || r.expected === 'genuine') && j.incident !== null),
      [],
    )
    assert.deepEqual(
      wrong((r, j) => r.expected!.startsWith('phish:canary:') && j.canary !== r.expected!.split(':')[2]),
      [],
    )
    assert.deepEqual(
      wrong((r, j) => !r.expected!.startsWith('phish:canary:') && j.canary !== null),
      [],
    )
    assert.deepEqual(
      wrong((r, j) => j.notice !== r.notice_code),
      [],
    )
    assert.deepEqual(
      wrong((r, j) => r.label === 'report' && !j.inner),
      [],
    )
    assert.deepEqual(
      wrong((_, j) => j.verdict !== 'clean' && j.reasons.length === 0),
      [],
    )
  })
