// RudderStack over the wire contract.
import { captures, written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { rudderstack } from './wire.ts'

wireContract({ wire: rudderstack, requests: [...captures('rudderstack'), ...written('rudderstack')] })
