// Jitsu over the wire contract.
import { captures, written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { jitsu } from './wire.ts'

wireContract({ wire: jitsu, requests: [...captures('jitsu-js'), ...written('jitsu')] })
