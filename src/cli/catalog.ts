// `cordon catalog`: what Cordon knows about vendors, and whether a company's own cards are sound.
import type { Command } from 'commander'
import { out, say } from './output.ts'

export function register(program: Command): void {
  const group = program.command('catalog').description('What Cordon knows about vendors: hosts, packages, keys, and what their SDKs send.')

  group
    .command('list')
    .description('All vendors, one a line.')
    .option('--field <key>', 'only vendors with a property mapped to this field, e.g. user.contact.email')
    .option('--role <words>', 'only vendors whose role contains these words')
    .option('--json', 'as one JSON document')
    .action(async (options: { field?: string; role?: string; json?: boolean }) => {
      const { readCatalog, ownCardsIn } = await import('./catalog-files.ts')
      const { mapsField } = await import('../catalog/check.ts')
      const { cards } = await readCatalog(await ownCardsIn(process.cwd()))
      const wanted = cards
        .filter((card) => !options.field || mapsField(card, options.field))
        .filter((card) => !options.role || card.role.toLowerCase().includes(options.role.toLowerCase()))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
      if (options.json) {
        const vendors = wanted.map(({ id, name, company, domain, role, calls }) => ({
          id,
          name,
          company,
          domain,
          role,
          calls: calls.length,
        }))
        return out.json({ version: 1, vendors })
      }
      const width = Math.max(...wanted.map((card) => card.id.length), 2)
      await out.write(wanted.map((card) => `${card.id.padEnd(width)}  ${card.role}  (${card.company}, ${card.domain})\n`).join(''))
      say(`${wanted.length} vendors`)
    })

  group
    .command('show')
    .description('Everything known about one vendor, with the source of each fact.')
    .argument('<vendor>', 'an id (mixpanel), a host (api.mixpanel.com) or a package (npm:mixpanel)')
    .option('--json', 'as one JSON document')
    .action(async (vendor: string, options: { json?: boolean }) => {
      const { readCatalog, ownCardsIn } = await import('./catalog-files.ts')
      const catalog = await readCatalog(await ownCardsIn(process.cwd()))
      const card = catalog.byId(vendor) ?? (vendor.includes(':') ? catalog.byPackage(vendor) : null) ?? catalog.byHost(vendor)
      if (!card) {
        const { CordonError } = await import('../core/errors.ts')
        throw new CordonError('usage.wrong', `No card for ${vendor}.`, {
          hint: 'cordon catalog list shows all; docs/guide/add-a-card.md says how to add one.',
        })
      }
      if (options.json) return out.json(card)
      const { stringify } = await import('yaml')
      await out.write(stringify(withoutEmpty(card), { lineWidth: 140 }))
    })

  group
    .command('check')
    .description('Says where cards are not sound: format, unknown fields, hosts or packages claimed twice. Exit code 1 where something is.')
    .argument('[dir]', 'folder with cards; without it .cordon/catalog here, or else the shipped cards')
    .option('--json', 'as one JSON document')
    .action(async (dir: string | undefined, options: { json?: boolean }) => {
      const { checkFolder } = await import('./catalog-files.ts')
      const { cards, flaws } = await checkFolder(dir)
      if (options.json) await out.json({ version: 1, cards, flaws })
      else
        for (const flaw of flaws)
          await out.write(`${[flaw.path, flaw.line, flaw.column].filter((x) => x !== undefined).join(':')}: ${flaw.says}\n`)
      say(flaws.length === 0 ? `${cards} cards, all sound` : `${cards} cards, ${flaws.length} flaws`)
      if (flaws.length > 0) process.exitCode = 1
    })
}

/** A card as a person would write it: what is empty or false is left out. */
function withoutEmpty(card: object): object {
  const empty = (value: unknown): boolean =>
    value === undefined ||
    value === false ||
    (typeof value === 'object' && value !== null && Object.values(value).every((one) => empty(one)))
  return Object.fromEntries(
    Object.entries(card).flatMap(([key, value]) => {
      if (empty(value)) return []
      if (key === 'packages' || key === 'dns' || key === 'mail') return [[key, withoutEmpty(value)]]
      return [[key, value]]
    }),
  )
}
