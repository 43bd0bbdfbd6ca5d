// `cordon who`: who was disclosed to a vendor, with which fields, and how far Cordon can tell.
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import type { Scope, WhoAnswer } from '../core/record.ts'
import { askRecord, DATA_OPTION } from './open-record.ts'
import { out, say } from './output.ts'

interface Options {
  readonly data?: string
  readonly from?: string
  readonly to?: string
  readonly field?: string[]
  readonly json?: boolean
  readonly out?: string
}

export function register(program: Command): void {
  program
    .command('who')
    .argument('<vendor>', 'catalogue id of the vendor, such as mixpanel')
    .description('who was disclosed to a vendor, with which fields')
    .option('--from <time>', 'from this moment on: 2025-11-09 or 2025-11-09T12:00:00Z')
    .option('--to <time>', 'up to and including this moment; a date means its whole day')
    .option('--field <field...>', 'only people of whom one of these fields was disclosed; user.contact covers user.contact.email')
    .option('--json', 'the answer as JSON')
    .option('--out <file>', 'also one row a person into FILE.csv, FILE.ndjson or FILE.parquet')
    .option(...DATA_OPTION)
    .action(async (vendor: string, options: Options) => {
      const scope: Scope = {
        vendor,
        from: moment(options.from, '--from', '00:00:00.000'),
        to: moment(options.to, '--to', '23:59:59.999'),
        ...(options.field ? { fields: options.field } : {}),
      }
      await askRecord(options.data, async (record) => {
        if (options.out) {
          const { writePeople } = await import('./people-file.ts')
          const people = await writePeople(options.out, record.affected(scope))
          say(`${people} people written to ${options.out}`)
        }
        const answer = await record.who(scope)
        if (options.json) await out.json(answer)
        else await out.write(inWords(answer))
        if (answer.coverage.length === 0) say(notLooked(vendor, answer.people))
      })
    })
}

/** ms since 1970 of a date or an ISO time with zone; null where none was given. Throws `usage.wrong`. */
export function moment(text: string | undefined, option: string, timeOfDay: string): number | null {
  if (text === undefined) return null
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? Date.parse(`${text}T${timeOfDay}Z`)
    : /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text)
      ? Date.parse(text)
      : Number.NaN
  if (Number.isNaN(ms))
    throw new CordonError('usage.wrong', `${option} is neither a date nor an ISO time with its zone.`, {
      hint: `${option} 2025-11-09 or ${option} 2025-11-09T12:00:00Z`,
    })
  return ms
}

function notLooked(vendor: string, people: number): string {
  return people === 0
    ? `Cordon has not watched any path to "${vendor}": this is not "nobody affected" but "we did not look". Put the guard in front of it, or import the vendor's export.`
    : `The ledger has disclosures to "${vendor}" but no record of when its path was watched; there may be more.`
}

/** The answer for a person at a terminal. */
export function inWords(answer: WhoAnswer): string {
  const lines = [`${answer.people} ${answer.people === 1 ? 'person was' : 'people were'} disclosed to ${answer.vendor}${span(answer)}`]
  const fields = Object.entries(answer.byField).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const width = Math.max(0, ...fields.map(([field]) => field.length))
  if (fields.length > 0) lines.push('', 'Fields', ...fields.map(([field, people]) => `  ${field.padEnd(width)}  ${people}`))
  if (answer.people > 0)
    lines.push('', 'Forms', ...Object.entries(answer.byForm).map(([form, people]) => `  ${form.padEnd(11)}  ${people}`))
  lines.push('', 'Coverage')
  if (answer.coverage.length === 0) lines.push('  none: no path to this vendor was watched, so nothing can be said')
  for (const { source, from, to, gaps } of answer.coverage) {
    lines.push(
      `  ${source.padEnd(8)} ${from} to ${to}${gaps.length === 0 ? ', no gaps' : `, ${gaps.length} ${gaps.length === 1 ? 'gap' : 'gaps'}`}`,
    )
    for (const gap of gaps.slice(0, 5)) lines.push(`    not seen ${gap.from} to ${gap.to}`)
    if (gaps.length > 5) lines.push(`    and ${gaps.length - 5} more (--json lists them)`)
  }
  return `${lines.join('\n')}\n`
}

function span({ from, to }: WhoAnswer): string {
  if (from && to) return ` between ${from} and ${to}.`
  if (from) return ` since ${from}.`
  if (to) return ` up to ${to}.`
  return '.'
}
