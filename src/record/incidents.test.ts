import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { it } from 'node:test'
import { openIncidents } from './incidents.ts'

const said = (facts: Record<string, unknown>) => ({ by: 'vendor', said: '2025-11-25T00:00:00Z', received: '2025-11-25T01:00:00Z', facts })

it('keeps every statement in order, over a restart, and refuses to change one', () => {
  const dir = mkdtempSync(join(tmpdir(), 'cordon-incidents-'))
  const store = openIncidents(dir)
  store.open('INC-1', 'mixpanel', said({ heldUntil: 5 }))
  store.add('INC-1', said({ fields: ['user.name'] }))
  assert.throws(() => store.open('INC-1', 'mixpanel', said({})))
  store.close()
  const again = openIncidents(dir)
  assert.deepEqual(again.ids(), ['INC-1'])
  assert.deepEqual(
    again.all()[0]?.statements.map((one) => [one.number, one.facts]),
    [
      [1, { heldUntil: 5 }],
      [2, { fields: ['user.name'] }],
    ],
  )
  again.close()
  const raw = new DatabaseSync(join(dir, 'control.sqlite'))
  assert.throws(() => raw.exec("UPDATE statement SET by = 'us'"), /never changed/)
  assert.throws(() => raw.exec('DELETE FROM statement'), /never deleted/)
  raw.close()
  rmSync(dir, { recursive: true })
})
