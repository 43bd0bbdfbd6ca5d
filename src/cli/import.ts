// `cordon import`: a vendor's raw export into the ledger, as past disclosures.
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import { dataDir } from './data.ts'
import { DATA_OPTION } from './open-record.ts'
import { out, progress, say } from './output.ts'

interface Options {
  readonly data?: string
  readonly timezone?: string
  readonly json?: boolean
}

export function register(program: Command): void {
  const group = program.command('import').description("a vendor's raw export into the ledger, as past disclosures")
  group
    .command('mixpanel')
    .argument('<file...>', 'files of the raw event export: one JSON object a line, plain or gzip')
    .description('Mixpanel: who was disclosed with what, as far back as the export goes')
    .option(
      '--timezone <tz>',
      "the project's time zone, such as Europe/Berlin, for projects made before 2023: their exports give local times",
    )
    .option('--json', 'the reconciliation as JSON')
    .option(...DATA_OPTION)
    .action(async (files: string[], options: Options) => {
      const [{ openKeys, sealFirst }, { importMixpanel }, { judgeFor }] = await Promise.all([
        import('../record/index.ts'),
        import('../record/imports/mixpanel.ts'),
        import('../record/imports/judge.ts'),
      ])
      const { readCatalog } = await import('./catalog-files.ts')
      const dir = dataDir(options.data)
      const keys = openKeys(dir)
      const judge = judgeFor((await readCatalog()).byId('mixpanel') ?? null)
      const shown = progress('Reading events')
      const report = await importMixpanel(dir, keys, files, {
        timezone: options.timezone,
        judge,
        told: (lines) => shown.at(lines, 0),
      }).finally(() => shown.end())
      await sealFirst(dir)
      for (const { place, problem } of report.problems.slice(0, 100)) say(`${place.path}:${place.line}: ${problem}`)
      if (report.problems.length > 100) say(`and ${report.problems.length - 100} more lines that could not be read`)
      if (options.json) await out.json({ version: 1, ...report })
      else {
        await out.write('day         read      imported  known     erased    event\n')
        for (const { day, event, read, imported, known, erased } of report.days)
          await out.write(
            `${day}  ${[read, imported, known, erased].map((count) => String(count).padEnd(8)).join('  ')}  ${JSON.stringify(event).slice(1, -1)}\n`,
          )
        const sum = (key: 'read' | 'imported' | 'known' | 'erased') => report.days.reduce((total, row) => total + row[key], 0)
        await out.write(
          `${sum('read')} events read: ${sum('imported')} imported, ${sum('known')} known before, ${sum('erased')} of erased people.\n`,
        )
      }
      if (report.problems.length > 0) process.exitCode = new CordonError('input.invalid', '').exit
    })
}
