// What `cordon policy explain` says of a place that a wire names by how it begins.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { wireOf } from '../wires/all.ts'
import { toldByWire } from './told.ts'

it('a place named by its beginning is told, by its whole path too', () => {
  const posthog = wireOf('posthog')
  assert.ok(posthog)
  for (const name of ['$feature/new-flow', 'properties.$feature/new-flow'])
    assert.match(toldByWire(posthog, name)?.protocol ?? '', /about no person/)
  assert.equal(toldByWire(posthog, '$features/new-flow'), null)
})
