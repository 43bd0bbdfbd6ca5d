// amplitude-js, the SDK before the present one and still in many pages: a form with the events as JSON and an MD5 over them, which is made again when they changed.
// Facts: amplitude-js 8.21 as captured (`checksum` = MD5 of version, key, events and upload time).
import { createHash } from 'node:crypto'
import type { Endpoint, Kind } from '../../core/wire.ts'
import { textAnswer } from '../answers.ts'
import { readFormBody } from '../codec/form.ts'
import { readMessage } from '../codec/message.ts'
import { type Fields, readQuery } from '../codec/query.ts'
import { day, endpoint } from '../endpoint.ts'
import { all, at, is, kind } from '../kinds.ts'

/** `event`: the table of one event, the same as of the present API. */
export function legacyEvents(event: Readonly<Record<string, Kind>>): Endpoint {
  return {
    ...endpoint({
      name: 'legacy',
      path: /^\/?$/,
      kinds: {
        ...all('body.client body.v body.checksum', kind.structure),
        'body.upload_time': is.ms,
        ...at('body.e[]', {
          ...event,
          timestamp: is.ms,
          'api_properties.ip_address': is.ip,
          'api_properties.location': is.place,
          uuid: kind.eventId,
          sequence_number: kind.structure,
        }),
      },
      parcels: ['body.e[]'],
      // The SDK compares the body with this very word.
      quiet: () => textAnswer('success'),
      maxAge: 7 * day,
    }),
    read(request) {
      const message = readMessage(request, { body: readFormBody, nested: [{ at: 'body.e', packed: 'json' }] })
      return {
        doc: message.doc,
        write() {
          const out = message.write()
          const text = Buffer.from(out.body).toString('utf8')
          return {
            ...out,
            body: Buffer.from(text.replace(/(^|&)checksum=[0-9a-f]{32}(?=&|$)/, `$1checksum=${checksumOf(readQuery(text))}`), 'utf8'),
          }
        },
      }
    },
  }
}

function checksumOf({ v, client, e, upload_time }: Fields): string {
  return createHash('md5').update(`${v}${client}${e}${upload_time}`).digest('hex')
}
