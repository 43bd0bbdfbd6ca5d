// intercom over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { intercom } from './wire.ts'

wireContract({ wire: intercom, requests: written('intercom') })
