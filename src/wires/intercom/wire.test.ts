// intercom over the wire contract.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { intercom } from './wire.ts'

wireContract({ wire: intercom, requests: written('intercom') })

it('intercom: the messenger goes to its own host, the API to its', () => {
  const hosts = intercom.endpoints.map(({ name, upstream }) => [name, upstream ?? intercom.upstream])
  assert.deepEqual(Object.fromEntries(hosts), {
    boot: 'https://api-iam.intercom.io',
    'messenger-events': 'https://api-iam.intercom.io',
    contacts: 'https://api.intercom.io',
    events: 'https://api.intercom.io',
    conversations: 'https://api.intercom.io',
  })
})
