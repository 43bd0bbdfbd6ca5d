// `cordon incident`: opens an incident, takes statements, and answers from the ledger who is affected, with which fields, since when, and how sure that is.
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import type { RecordReader } from '../core/record.ts'
import type { Asserter, Facts, Incident, State } from '../respond/incident/incident.ts'
import { dataDir } from './data.ts'
import { askRecord, DATA_OPTION } from './open-record.ts'
import { out, say } from './output.ts'

interface FactFlags {
  readonly data?: string
  readonly json?: boolean
  readonly heldFrom?: string
  readonly heldUntil?: string
  readonly field?: string[]
  readonly notField?: string[]
  readonly by?: string
  readonly said?: string
  readonly state?: string
  readonly title?: string
  readonly note?: string
}

export function register(program: Command): void {
  const group = program.command('incident').description('a breach at a vendor: what was said about it, and who is affected')
  facts(
    group
      .command('open')
      .description('open an incident at a vendor and say at once who is affected, as an upper bound from the ledger')
      .requiredOption('--vendor <id>', 'catalogue id of the vendor'),
  )
    .addHelpText(
      'after',
      '\nExample: cordon incident open --vendor mixpanel --held-until 2025-11-09 --field user.contact.email --by vendor',
    )
    .action((flags: FactFlags & { vendor: string }) => openIncident(flags))
  facts(
    group.command('add <incident>').description('add a statement; what it says supersedes earlier statements, what it leaves out stands'),
  ).action((id: string, flags: FactFlags) => addStatement(id, flags))
  plain(group.command('show <incident>').description('all statements and what holds now')).action((id: string, flags: FactFlags) =>
    show(id, flags),
  )
  plain(group.command('list').description('all incidents')).action((flags: FactFlags) => list(flags))
  plain(
    group
      .command('affected <incident>')
      .description('who is affected under what holds now')
      .option('--out <file>', 'also one row a person into FILE.csv, FILE.ndjson or FILE.parquet'),
  ).action((id: string, flags: FactFlags & { out?: string }) => affected(id, flags))
  plain(
    group
      .command('export <incident>')
      .description('statements, answers and affected people as files, for a regulator or a lawyer')
      .requiredOption('--out <folder>', 'folder to write into; must not exist'),
  ).action((id: string, flags: FactFlags & { out: string }) => exportIncident(id, flags))
}

const plain = (command: Command): Command => command.option('--json', 'the answer as JSON').option(...DATA_OPTION)

const facts = (command: Command): Command =>
  plain(command)
    .option('--held-from <time>', 'the records taken begin at this moment (2025-01-01 or ISO time)')
    .option('--held-until <time>', 'the records taken end at this moment; a date means its whole day')
    .option('--field <field...>', 'only these fields are said to be in the records; none: all that was disclosed')
    .option('--not-field <field...>', 'fields said not to be in the records')
    .option('--by <who>', 'who says so: us, vendor, sub-vendor, regulator, press, actor', 'us')
    .option('--said <time>', 'when it was said (default: now)')
    .option('--state <state>', 'suspected, confirmed, contained, closed, reopened, dismissed')
    .option('--title <text>', 'a short name')
    .option('--note <text>', 'anything else that was said')

async function store(data: string | undefined) {
  const { openIncidents } = await import('../record/incidents.ts')
  return openIncidents(dataDir(data))
}

/** Asking makes no store where there is none. */
async function allIncidents(data: string | undefined): Promise<Incident[]> {
  const { existsSync } = await import('node:fs')
  const { join } = await import('node:path')
  if (!existsSync(join(dataDir(data), 'control.sqlite'))) return []
  const incidents = await store(data)
  const all = incidents.all() as unknown as Incident[]
  incidents.close()
  return all
}

async function openIncident(flags: FactFlags & { vendor: string }): Promise<void> {
  const { nextId } = await import('../respond/incident/incident.ts')
  const { readCatalog } = await import('./catalog-files.ts')
  if ((await readCatalog()).byId(flags.vendor) === null)
    say(`"${flags.vendor}" is no vendor of the catalogue; "cordon catalog list" shows the ids.`)
  const statement = await statementOf(flags)
  const incidents = await store(flags.data)
  const id = nextId(incidents.ids())
  incidents.open(id, flags.vendor, statement)
  incidents.close()
  await answer(await incidentOf(id, flags.data), flags)
}

async function addStatement(id: string, flags: FactFlags): Promise<void> {
  const before = await incidentOf(id, flags.data)
  const statement = await statementOf(flags)
  if (Object.keys(statement.facts).length === 0)
    throw new CordonError('usage.wrong', 'The statement says nothing.', {
      hint: 'Give at least one of --held-from, --held-until, --field, --not-field, --state, --title, --note.',
    })
  const incidents = await store(flags.data)
  incidents.add(before.id, statement)
  incidents.close()
  await answer(await incidentOf(id, flags.data), flags)
}

async function show(id: string, flags: FactFlags): Promise<void> {
  const { standing } = await import('../respond/incident/incident.ts')
  const incident = await incidentOf(id, flags.data)
  if (flags.json) return out.json({ version: 1, ...incident, standing: standing(incident) })
  const rows = incident.statements.map((one) => `  ${one.number}. ${one.said} ${one.by}: ${JSON.stringify(one.facts)}`)
  await out.write(`${incident.id} ${standing(incident).title} (${standing(incident).state})\n${rows.join('\n')}\n`)
}

async function list(flags: FactFlags): Promise<void> {
  const { standing } = await import('../respond/incident/incident.ts')
  const all = await allIncidents(flags.data)
  if (flags.json) return out.json({ version: 1, incidents: all.map((one) => ({ id: one.id, vendor: one.vendor, ...standing(one) })) })
  await out.write(
    all.length === 0
      ? 'No incidents.\n'
      : `${all.map((one) => `${one.id}  ${one.vendor}  ${standing(one).state}  ${standing(one).title}`).join('\n')}\n`,
  )
}

async function affected(id: string, flags: FactFlags & { out?: string }): Promise<void> {
  const incident = await incidentOf(id, flags.data)
  if (flags.out !== undefined) {
    const { standing } = await import('../respond/incident/incident.ts')
    const { writePeople } = await import('./people-file.ts')
    const path = flags.out
    await askRecord(flags.data, async (record) =>
      say(`${await writePeople(path, record.affected(standing(incident).scope))} people written to ${path}`),
    )
  }
  await answer(incident, flags)
}

async function exportIncident(id: string, flags: FactFlags & { out: string }): Promise<void> {
  const { mkdir, writeFile, copyFile } = await import('node:fs/promises')
  const { join } = await import('node:path')
  const { standing } = await import('../respond/incident/incident.ts')
  const { writePeople } = await import('./people-file.ts')
  const incident = await incidentOf(id, flags.data)
  await mkdir(flags.out, { recursive: false }).catch((cause) => {
    throw new CordonError('input.unreadable', 'The folder to export into cannot be made.', {
      place: { path: flags.out },
      hint: 'Name one that does not exist yet.',
      cause,
    })
  })
  const file = (name: string): string => join(flags.out, name)
  await askRecord(flags.data, async (record) => {
    await writeFile(file('incident.json'), `${JSON.stringify({ version: 1, ...incident, standing: standing(incident) }, null, 2)}\n`)
    await writeFile(file('answer.json'), `${JSON.stringify(await answerOf(incident, record), null, 2)}\n`)
    const people = await writePeople(file('people.csv'), record.affected(standing(incident).scope))
    await copyFile(join(dataDir(flags.data), 'ledger', 'checkpoint'), file('ledger-checkpoint')).catch(() =>
      say('No ledger checkpoint yet: the export carries no proof of the ledger.'),
    )
    say(`${id}: statements, answer and ${people} people written to ${flags.out}`)
  })
}

/** What a statement says, from the flags. Throws `usage.wrong` naming the flag. */
async function statementOf(flags: FactFlags): Promise<{ by: Asserter; said: string; received: string; facts: Record<string, unknown> }> {
  const { ASSERTERS, momentOf, STATES } = await import('../respond/incident/incident.ts')
  const { isField } = await import('../fields/taxonomy.ts')
  const wrong = (flag: string, hint: string): never => {
    throw new CordonError('usage.wrong', `${flag} is not understood.`, { hint })
  }
  const time = (text: string | undefined, flag: string, end: boolean): number | undefined =>
    text === undefined ? undefined : (momentOf(text, end) ?? wrong(flag, 'Write 2025-11-09 or 2025-11-09T12:00:00Z.'))
  for (const field of [...(flags.field ?? []), ...(flags.notField ?? [])])
    if (!isField(field)) wrong(`The field "${field}"`, 'The field keys stand in docs/reference/field-list.md.')
  if (!ASSERTERS.includes(flags.by as Asserter)) wrong('--by', `One of ${ASSERTERS.join(', ')}.`)
  if (flags.state !== undefined && !STATES.includes(flags.state as State)) wrong('--state', `One of ${STATES.join(', ')}.`)
  const said = time(flags.said, '--said', false)
  const all: Facts = {
    heldFrom: time(flags.heldFrom, '--held-from', false) as number,
    heldUntil: time(flags.heldUntil, '--held-until', true) as number,
    fields: flags.field as string[],
    notFields: flags.notField as string[],
    state: flags.state as State,
    title: flags.title as string,
    note: flags.note as string,
  }
  const now = new Date().toISOString()
  return {
    by: flags.by as Asserter,
    said: said === undefined ? now : new Date(said).toISOString(),
    received: now,
    facts: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  }
}

async function incidentOf(id: string, data: string | undefined): Promise<Incident> {
  const found = (await allIncidents(data)).find((one) => one.id === id)
  if (found === undefined)
    throw new CordonError('usage.wrong', `There is no incident "${id}".`, { hint: '"cordon incident list" shows them.' })
  return found
}

async function answerOf(incident: Incident, record: RecordReader) {
  const { contradicted, standing } = await import('../respond/incident/incident.ts')
  const now = standing(incident)
  const who = await record.who(now.scope)
  const everything = await record.who({ ...now.scope, fields: [] })
  const span = await spanOf(record, now.scope)
  return {
    ...who,
    incident: incident.id,
    revision: now.revision,
    state: now.state,
    title: now.title,
    fields: now.scope.fields ?? [],
    ...span,
    organisations: await record.byOrganisation(now.scope),
    contradicted: contradicted(now.notFields, everything.byField),
  }
}

/** First and last disclosure within the scope, ISO 8601; null where there is none. */
async function spanOf(
  record: RecordReader,
  scope: Parameters<RecordReader['who']>[0],
): Promise<{ first: string | null; last: string | null }> {
  let first: string | null = null
  let last: string | null = null
  for await (const row of record.affected(scope)) {
    if (first === null || row.first < first) first = row.first
    if (last === null || row.last > last) last = row.last
  }
  return { first, last }
}

async function answer(incident: Incident, flags: FactFlags): Promise<void> {
  await askRecord(flags.data, async (record) => {
    const all = await answerOf(incident, record)
    if (flags.json) return out.json(all)
    const { inWords } = await import('./who.ts')
    const organisations = all.organisations
      .slice(0, 10)
      .map((one) => `  ${(one.org ?? '(not in the directory)').padEnd(32)}  ${one.people}`)
    await out.write(`${incident.id} ${all.title} (${all.state}, statement ${all.revision})\n\n${inWords(all)}`)
    if (all.first !== null) await out.write(`\nFirst disclosure ${all.first}, last ${all.last}\n`)
    if (organisations.length > 0) await out.write(`\nOrganisations (${all.organisations.length})\n${organisations.join('\n')}\n`)
    for (const field of all.contradicted)
      await out.write(`\nContradicted: ${field} is said not to be in the records, but the ledger shows that it was disclosed.\n`)
    if (all.coverage.length === 0)
      say(`Cordon has not watched any path to "${incident.vendor}": this is not "nobody affected" but "we did not look".`)
    say(
      `\nNext: cordon cut ${incident.vendor} · cordon incident affected ${incident.id} --out affected.csv · cordon incident add ${incident.id} --by vendor …`,
    )
  })
}
