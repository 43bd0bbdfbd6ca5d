// google-analytics over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { googleAnalytics } from './wire.ts'

wireContract({ wire: googleAnalytics, requests: written('google-analytics') })
