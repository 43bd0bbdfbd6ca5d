// customer-io over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { customerIo } from './wire.ts'

wireContract({ wire: customerIo, requests: written('customer-io') })
