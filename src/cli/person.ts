// `cordon person`: everything disclosed about one person, and forgetting them.
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { dayOf, systemClock } from '../core/clock.ts'
import { CordonError } from '../core/errors.ts'
import type { PersonAnswer } from '../core/record.ts'
import { askRecord, DATA_OPTION } from './open-record.ts'
import { out, say } from './output.ts'

export function register(program: Command): void {
  const person = program
    .command('person')
    .argument('<id-or-email>', 'an id of the directory, an id as a vendor was given it, an e-mail address, or a number such as p17')
    .description('everything disclosed about one person')
    .option('--json', 'the answer as JSON; null where nobody is known by that')
    .option(...DATA_OPTION)
    .action(async (idOrEmail: string, options: { data?: string; json?: boolean }) => {
      await askRecord(options.data, async (record) => {
        const answer = await record.person(idOrEmail)
        const erased = answer ? null : await record.erasedOn(idOrEmail)
        if (options.json) await out.json(answer)
        else if (answer) await out.write(inWords(answer))
        if (!answer)
          say(
            erased
              ? `This person was erased on ${erased}; what was disclosed before names nobody any more.`
              : 'Nobody is known by that id or e-mail address.',
          )
      })
    })
  person
    .command('erase')
    .argument('<id-or-email>', 'as above')
    .description('forget a person: contact data and the key to it, and what ties the ledger to them')
    .option('--yes', 'do not ask')
    .option(...DATA_OPTION)
    .action(async (idOrEmail: string, options: { data?: string; yes?: boolean }) => {
      if (!options.yes) await confirm()
      const { data } = { ...person.opts<{ data?: string }>(), ...options }
      await askRecord(data, async (record) => {
        const erased = await record.erase(idOrEmail, dayOf(systemClock()))
        if (!erased) return say('Nobody is known by that id or e-mail address.')
        await out.write(
          `Forgotten: ${erased.identities} ${erased.identities === 1 ? 'identity' : 'identities'}${erased.contact ? ' and the contact data' : ''}. The ledger's counts stay; they name nobody.\n`,
        )
      })
    })
}

async function confirm(): Promise<void> {
  if (!process.stdin.isTTY)
    throw new CordonError('usage.wrong', 'Erasing cannot be undone.', { hint: 'Add --yes to do it without being asked.' })
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question('This cannot be undone. Type "erase" to go on: ')
  terminal.close()
  if (answer.trim() !== 'erase') throw new CordonError('usage.wrong', 'Nothing was erased.')
}

function inWords(answer: PersonAnswer): string {
  const lines = [[answer.person, answer.name, answer.email, answer.org].filter(Boolean).join(' · ')]
  if (answer.disclosures.length === 0) lines.push('', 'Nothing about this person is in the ledger.')
  const vendors = [...new Set(answer.disclosures.map(({ vendor }) => vendor))].sort()
  for (const vendor of vendors) {
    const own = answer.disclosures.filter((row) => row.vendor === vendor)
    const messages = own.reduce((sum, { count }) => sum + count, 0)
    const first = own.map((row) => row.first).sort()[0]
    const last = own
      .map((row) => row.last)
      .sort()
      .at(-1)
    lines.push(
      '',
      `${vendor}: ${messages} ${messages === 1 ? 'message' : 'messages'}, ${first} to ${last}, by ${[...new Set(own.map(({ source }) => source))].sort().join(' and ')}`,
    )
    const fields = new Map<string, Set<string>>()
    for (const { field, form } of own.flatMap(({ properties }) => properties))
      if (field) fields.set(field, (fields.get(field) ?? new Set()).add(form))
    for (const [field, forms] of [...fields].sort(([a], [b]) => (a < b ? -1 : 1)))
      lines.push(`  ${field} (${[...forms].sort().join(', ')})`)
  }
  return `${lines.join('\n')}\n`
}
