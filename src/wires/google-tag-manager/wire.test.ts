// google-tag-manager over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { googleTagManager } from './wire.ts'

wireContract({ wire: googleTagManager, requests: written('google-tag-manager') })
