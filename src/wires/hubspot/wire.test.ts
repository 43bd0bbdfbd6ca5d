// hubspot over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { hubspot } from './wire.ts'

wireContract({ wire: hubspot, requests: written('hubspot') })
