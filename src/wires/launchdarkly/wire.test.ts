// launchdarkly over the wire contract.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { launchdarkly } from './wire.ts'

wireContract({ wire: launchdarkly, requests: written('launchdarkly') })
