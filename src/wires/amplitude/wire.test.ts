// Amplitude over the wire contract.
import { captures, written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { amplitude } from './wire.ts'

wireContract({ wire: amplitude, requests: [...captures('amplitude'), ...written('amplitude')] })
