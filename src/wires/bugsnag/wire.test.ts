// bugsnag over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { bugsnag } from './wire.ts'

wireContract({
  wire: bugsnag,
  requests: written('bugsnag'),
  notByteIdentical: {
    'bugsnag#1': 'at the vendor sessions are posted to / of their own host',
    'bugsnag@bugsnag-js-browser-9.0.0#0': 'the same',
  },
})
