// `cordon people import`: the company's directory of people into the vault.
import type { Command } from 'commander'
import { CordonError } from '../core/errors.ts'
import { dataDir } from './data.ts'
import { DATA_OPTION } from './open-record.ts'
import { out, progress, say } from './output.ts'

export function register(program: Command): void {
  const people = program.command('people').description('the directory of people: who can be told, and by what name')
  people
    .command('import')
    .argument('<file>', 'CSV with a header line: id,email,name,org,locale,country (only id is needed)')
    .description('take a directory in; twice the same file changes nothing')
    .option('--json', 'the report as JSON')
    .option(...DATA_OPTION)
    .action(async (file: string, options: { data?: string; json?: boolean }) => {
      const [{ openKeys }, { importDirectory }] = await Promise.all([import('../record/index.ts'), import('../record/people/directory.ts')])
      const dir = dataDir(options.data)
      const shown = progress('Reading people')
      const report = await importDirectory(dir, openKeys(dir), file, (done, total) => shown.at(done, total)).finally(() => shown.end())
      for (const { place, problem } of report.problems.slice(0, 100)) say(`${place.path}:${place.line}: ${problem}`)
      if (report.problems.length > 100) say(`and ${report.problems.length - 100} more rows that could not be used`)
      if (options.json) await out.json({ version: 1, ...report })
      else {
        await out.write(`${report.new} new, ${report.changed} changed, ${report.same} as before.\n`)
        if (report.erased > 0) await out.write(`${report.erased} not taken in again: these people were erased.\n`)
        if (report.shared > 0) await out.write(`${report.shared} whose e-mail address belongs to another id too; they stay two people.\n`)
      }
      if (report.problems.length > 0) process.exitCode = new CordonError('input.invalid', '').exit
    })
}
