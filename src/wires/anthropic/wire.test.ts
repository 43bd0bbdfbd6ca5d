// anthropic over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { anthropic } from './wire.ts'

wireContract({ wire: anthropic, requests: written('anthropic') })
