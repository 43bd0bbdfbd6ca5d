// Segment over the wire contract.
import { captures, written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { segment } from './wire.ts'

wireContract({ wire: segment, requests: [...captures('segment-analytics'), ...written('segment')] })
