// openai over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { openai } from './wire.ts'

wireContract({ wire: openai, requests: written('openai') })
