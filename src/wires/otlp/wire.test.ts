// OTLP over the wire contract: the exporters' own bytes, and messages in JSON and as protocol buffers of the same.
import { written } from '../../../test/contracts/captures.ts'
import { wireContract } from '../../../test/contracts/wire.ts'
import { writeProto } from '../codec/protobuf.ts'
import { OTLP } from './schema.ts'
import { otlp } from './wire.ts'

const all = written('otlp')
const json = all.filter(({ name }) => !name.includes('@'))
const MESSAGES = { '/v1/traces': 'TraceRequest', '/v1/logs': 'LogsRequest', '/v1/metrics': 'MetricsRequest' } as const
const binary = json.map(({ name, request }) => ({
  name: `${name} as protobuf`,
  request: {
    ...request,
    headers: [['content-type', 'application/x-protobuf']] as const,
    body: writeProto(JSON.parse(Buffer.from(request.body).toString()), OTLP, MESSAGES[request.path as keyof typeof MESSAGES]),
  },
  decoded: undefined,
}))

wireContract({
  wire: otlp,
  requests: [...all, ...binary],
  schemaBound: ({ name, request }) => name.endsWith('protobuf') || request.headers.some(([, value]) => value.includes('protobuf')),
})
