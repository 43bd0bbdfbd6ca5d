// Amplitude over the wire contract.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { it } from 'node:test'
import { captures, type Golden, written } from '../../../test/contracts/captures.ts'
import { endpointOf, wireContract } from '../../../test/contracts/wire.ts'
import { amplitude } from './wire.ts'

wireContract({ wire: amplitude, requests: [...captures('amplitude'), ...written('amplitude')] })

it('amplitude-js: the checksum is made again over the events as they now are, and stays where nothing changed', () => {
  const golden = written('amplitude').find(({ request }) => request.path === '/') as Golden
  const endpoint = endpointOf(amplitude, golden)
  const before = new URLSearchParams(Buffer.from(golden.request.body).toString())
  const message = endpoint.read(golden.request)
  const events = (message.doc.body as { e: { user_id: string }[] }).e
  ;(events[0] as { user_id: string }).user_id = 'u_other'
  const after = new URLSearchParams(Buffer.from(message.write().body).toString())
  const sum = (form: URLSearchParams): string =>
    createHash('md5')
      .update(`${form.get('v')}${form.get('client')}${form.get('e')}${form.get('upload_time')}`)
      .digest('hex')
  assert.equal(before.get('checksum'), sum(before))
  assert.equal(after.get('checksum'), sum(after))
  assert.notEqual(after.get('checksum'), before.get('checksum'))
})

it('amplitude: the quiet configuration says outright that nothing is recorded; its silence would switch recording on', () => {
  const remote = amplitude.endpoints.find((one) => one.name === 'remote-config')
  const answer = remote?.quiet(
    { method: 'GET', path: '/config/KEY', query: 'config_group=browser', headers: [], body: new Uint8Array() },
    null,
  )
  const { configs } = JSON.parse(Buffer.from(answer?.body ?? '').toString()) as { configs: { sessionReplay: object } }
  assert.deepEqual(configs.sessionReplay, { sr_sampling_config: { capture_enabled: false, sample_rate: 0 } })
})
