// rollbar over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { rollbar } from './wire.ts'

wireContract({ wire: rollbar, requests: written('rollbar') })
