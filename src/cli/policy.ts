// `cordon policy`: check a policy file, ask it why, start one. The same reading and the same look-up as in the guard, so that what is shown is what happens.
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import type { Catalog } from '../catalog/catalog.ts'
import { systemClock } from '../core/clock.ts'
import { CordonError } from '../core/errors.ts'
import type { Policy } from '../core/policy.ts'
import type { Ruling } from '../decide/action.ts'
import { out, say } from './output.ts'

const DEFAULT_FILE = 'cordon.yaml'
const SCHEMA = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs', 'reference', 'cordon.schema.json')

export function register(program: Command): void {
  const group = program.command('policy').description('the file that says what may leave: check it, ask it why, start one')
  group
    .command('check')
    .description('read a policy file; tell what is wrong in it, and which decisions are missing, ended or ending')
    .argument('[file]', 'policy file', DEFAULT_FILE)
    .option('--json', 'for machines')
    .action(check)
    .addHelpText('after', '\nExit codes: 0 sound, 1 sound but something to decide, 2 not a policy (with line and column).')
  group
    .command('explain')
    .description('what happens to a property or a field on its way to a vendor, and which rule says so')
    .argument('<vendor>', 'id, e.g. mixpanel')
    .argument('[property]', 'path or name, e.g. properties.plan; without it the whole policy of the vendor')
    .option('--field <key>', 'what the property holds, e.g. user.contact.email; otherwise told from its name')
    .option('--policy <file>', 'policy file', DEFAULT_FILE)
    .option('--json', 'for machines')
    .action(explain)
    .addHelpText('after', '\nExample: cordon policy explain mixpanel properties.plan')
  group
    .command('init')
    .description('write a policy file to start from; an existing file is never overwritten')
    .argument('[file]', 'policy file', DEFAULT_FILE)
    .option('--company <name>', 'name of the company', 'Your company')
    .option('--domain <domain...>', 'domains of the company', [])
    .action(init)
}

async function check(file: string, options: { json?: boolean }): Promise<void> {
  const [{ readPolicy }, { findingsOf }, { isDecided, modeOf }] = await Promise.all([
    import('./policy-file.ts'),
    import('../decide/findings.ts'),
    import('../decide/action.ts'),
  ])
  const now = systemClock()
  let policy: Policy
  try {
    policy = await readPolicy(file)
  } catch (error) {
    if (options.json && error instanceof CordonError && error.code === 'policy.invalid')
      await out.json({ version: 1, path: file, ok: false, problem: { ...error.place, says: error.message, hint: error.hint } })
    throw error
  }
  const catalog = await catalogue()
  const findings = findingsOf(policy, catalog ? catalog.cards.map((card) => card.id) : null, now)
  const vendors = [...policy.vendors.values()].map((vendor) => ({
    id: vendor.vendor,
    mode: vendor.mode,
    holds: modeOf(policy, vendor.vendor, now),
    decided: isDecided(vendor, now),
    owner: vendor.decision?.owner ?? null,
    expires: vendor.decision?.expires ? new Date(vendor.decision.expires).toISOString().slice(0, 10) : null,
  }))
  if (options.json) await out.json({ version: 1, path: file, ok: true, vendors, findings })
  else {
    await out.write(`${file}: sound, ${vendors.length} vendor${vendors.length === 1 ? '' : 's'}\n`)
    for (const v of vendors)
      await out.write(
        `  ${v.id.padEnd(20)} ${v.holds.padEnd(8)} ${v.decided ? `${v.owner}, until ${v.expires ?? 'further notice'}` : 'undecided'}\n`,
      )
    for (const finding of findings) await out.write(`${finding.vendor}: ${finding.says} [${finding.code}]\n`)
  }
  if (findings.length > 0) process.exitCode = 1
}

interface ExplainOptions {
  readonly field?: string
  readonly policy: string
  readonly json?: boolean
}

async function explain(vendor: string, property: string | undefined, options: ExplainOptions): Promise<void> {
  const [{ modeOf, ruleFor }, { isField }] = await Promise.all([import('../decide/action.ts'), import('../fields/taxonomy.ts')])
  if (options.field !== undefined && !isField(options.field))
    throw new CordonError('usage.wrong', 'That is not a field', { hint: 'docs/reference/field-list.md lists the fields.' })
  const now = systemClock()
  const policy = await policyOrStandard(options.policy)
  const mode = modeOf(policy, vendor, now)
  if (property === undefined && options.field === undefined) return explainAll(policy, vendor, mode, now, options.json === true)
  const told: Holds = options.field ? { field: options.field, from: 'given', protocol: null } : await holds(vendor, property ?? '')
  if (told.protocol !== null && mode !== 'cut') {
    if (options.json) return out.json({ version: 1, vendor, mode, property, ...told, action: 'protocol', rule: 'protocol', key: '' })
    return out.write(`${property} → ${vendor}\n  ${told.protocol}; the policy is not asked about it\n`)
  }
  const ruling = ruleFor(policy, vendor, property ?? '', told.field, now)
  if (options.json) return out.json({ version: 1, vendor, mode, property: property ?? null, ...told, ...written(ruling) })
  const { labelOf } = await import('../fields/taxonomy.ts')
  const what = told.field ? `${told.field} (${labelOf(told.field)}; ${told.from})` : 'no known field'
  await out.write(
    `${property ?? told.field} → ${vendor}\n  holds   ${what}\n  action  ${written(ruling).action}\n  because ${because(ruling)}\n`,
  )
  if (mode === 'observe')
    await out.write('  note    the vendor is only observed: it is sent unchanged, and this is recorded as what would have happened\n')
}

async function explainAll(policy: Policy, vendor: string, mode: string, now: number, json: boolean): Promise<void> {
  const { actionText, fieldRulings } = await import('../decide/whole.ts')
  const properties = [...(policy.vendors.get(vendor)?.properties ?? [])].map(([key, action]) => ({
    property: key,
    action: actionText(action),
  }))
  const fields = fieldRulings(policy, vendor, now).map(({ field, ruling }) => ({ field, ...written(ruling) }))
  if (json) return out.json({ version: 1, vendor, mode, properties, fields })
  await out.write(`${vendor}: ${mode}\n`)
  for (const p of properties) await out.write(`  ${p.property.padEnd(44)} ${p.action.padEnd(22)} by property\n`)
  for (const f of fields)
    await out.write(`  ${f.field.padEnd(44)} ${f.action.padEnd(22)} ${f.rule}${f.key && f.key !== f.field ? ` (${f.key})` : ''}\n`)
  await out.write('  properties about which nothing is known are dropped, unless "*" above says otherwise\n')
}

function written(ruling: Ruling): { action: string; rule: string; key: string } {
  const { action, rule, key } = ruling
  return { action: action.do === 'generalise' ? `generalise: ${action.how}` : action.do, rule, key }
}

const BECAUSE: Readonly<Record<Ruling['rule'], string>> = {
  forbidden: 'secrets never leave, whatever the policy says',
  cut: 'the vendor is cut off',
  undecided: 'nobody has decided about this vendor, or the decision has ended; the standard policy holds',
  property: 'the policy names this property',
  name: 'the policy names properties of this name',
  inside: 'the policy names the object it stands in',
  'vendor-field': 'the policy names the field for this vendor',
  rest: 'the policy says so for all properties not named ("*")',
  'policy-field': 'the policy names the field for all vendors',
  standard: 'the standard policy says so',
  unknown: 'nothing is known about it, and what nobody decided about does not leave',
}

function because(ruling: Ruling): string {
  return `${BECAUSE[ruling.rule]}${ruling.key ? ` [${ruling.key}]` : ''}`
}

interface Holds {
  readonly field: string | null
  readonly from: string
  readonly protocol: string | null
}

/** What a property holds: as the wire's table says, by which the guard judges it; otherwise as the card, otherwise as its name says. */
async function holds(vendor: string, property: string): Promise<Holds> {
  const [{ fieldOfName }, { wires }, { toldByWire }] = await Promise.all([
    import('../fields/names.ts'),
    import('../wires/all.ts'),
    import('../decide/told.ts'),
  ])
  const wire = wires.find((one) => one.vendor === vendor)
  const told = wire ? toldByWire(wire, property) : null
  if (told) return { ...told, from: "told by the vendor's protocol" }
  const known = (await catalogue())?.byId(vendor)?.properties ?? {}
  const name = property.replaceAll('[]', '').split('.').at(-1) ?? ''
  const field = known[property] ?? known[name]
  if (field) return { field, from: "told by the vendor's card", protocol: null }
  const named = fieldOfName(property)
  return named ? { field: named.field, from: 'told by its name', protocol: null } : { field: null, from: 'unknown', protocol: null }
}

async function policyOrStandard(file: string): Promise<Policy> {
  const [{ readPolicy }, { standardPolicy }] = await Promise.all([import('./policy-file.ts'), import('../decide/standard.ts')])
  if (file !== DEFAULT_FILE || existsSync(file)) return readPolicy(file)
  say(`no ${DEFAULT_FILE} here: this is the standard policy, with every vendor undecided`)
  return standardPolicy()
}

async function catalogue(): Promise<Catalog | null> {
  const { readCatalog } = await import('./catalog-files.ts')
  const catalog = await readCatalog()
  return catalog.cards.length > 0 ? catalog : null
}

async function init(file: string, options: { company: string; domain: readonly string[] }): Promise<void> {
  const [{ starterPolicy }, { parsePolicy }] = await Promise.all([import('../decide/starter.ts'), import('../decide/policy.ts')])
  // Only a schema inside the company's own project: a path that leads out of it would be true on this machine alone.
  const path = relative(dirname(file), SCHEMA)
  const schema = existsSync(SCHEMA) && !path.startsWith('..') && !isAbsolute(path) ? `./${path}` : null
  const text = starterPolicy(options.company, options.domain, schema)
  try {
    parsePolicy(text, file)
  } catch {
    throw new CordonError('usage.wrong', 'A domain or the name of the company is not what it should be', {
      hint: 'A domain looks like fernhill.example.',
    })
  }
  try {
    await writeFile(file, text, { flag: 'wx' })
  } catch (cause) {
    const there = (cause as NodeJS.ErrnoException).code === 'EEXIST'
    throw new CordonError(
      there ? 'usage.wrong' : 'input.unreadable',
      there ? 'There is a policy file already' : 'The policy file cannot be written',
      {
        place: { path: file },
        hint: there ? '`cordon policy check` reads it.' : 'Check the path and its permissions.',
        cause,
      },
    )
  }
  say(`wrote ${file}`)
}
