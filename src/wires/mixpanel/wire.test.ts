// Mixpanel over the wire contract.
import { captures, written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { mixpanel } from './wire.ts'

wireContract({
  wire: mixpanel,
  requests: [...captures('mixpanel'), ...written('mixpanel')],
  // One event and a batch have the same paths.
  ofCapture: (decoded) => (Array.isArray(decoded) ? decoded : [decoded]),
})
