import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Endpoint, WireRequest } from '../core/wire.ts'
import { wires } from '../wires/all.ts'
import { pinAddress, pinName } from './pin-address.ts'

const pinned = (vendor: string, path: string): Endpoint =>
  wires.find((wire) => wire.vendor === vendor)?.endpoints.find((one) => one.handling === 'pinned' && one.matches('GET', path)) as Endpoint
const request = (path: string, query = ''): WireRequest => ({ method: 'GET', path, query, headers: [], body: new Uint8Array() })
const address = (vendor: string, path: string, query = '') => pinAddress(pinned(vendor, path), request(path, query))

test('of the query only the project’s keys stay, sorted', () => {
  const settings = address(
    'mixpanel',
    '/settings/',
    'token=T&mp_lib=web&distinct_id=u_1042&_=1700000000000&$lib_version=2.83.0&sdk_config=1',
  )
  assert.equal(settings?.query, '%24lib_version=2.83.0&mp_lib=web&sdk_config=1&token=T')
  const again = address('mixpanel', '/settings/', 'sdk_config=1&_=1700000000001&$lib_version=2.83.0&mp_lib=web&token=T&distinct_id=u_2')
  assert.equal(settings && pinName(settings), again && pinName(again), 'the same question has one pin')
})

test('a project’s key that holds a person’s value does not stay', () => {
  assert.equal(address('mixpanel', '/settings/', 'token=ada.lovelace%40example.com')?.query, '')
})

test('a path that could carry something of a person, or leave its folder, has no address', () => {
  for (const path of [
    '/array/ada.lovelace@example.com/config',
    '/array/a%20b/config',
    '/static/../../secret.js',
    `/static/${'a'.repeat(400)}.js`,
  ])
    assert.equal(pinAddress(pinned('posthog', '/array/phc_PROJECT/config'), request(path)), null, path)
})
