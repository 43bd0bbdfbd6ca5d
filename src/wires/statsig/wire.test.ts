// statsig over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { statsig } from './wire.ts'

wireContract({ wire: statsig, requests: written('statsig') })
