// What was sent before and after the visitor answered the consent banner: a rejection that changes nothing is the finding of a capture.
import type { Exchange } from './exchange.ts'
import { Inventory, type InventoryTools } from './inventory.ts'
import { type ReportOptions, reportOf } from './report.ts'

export interface PhaseReport {
  readonly name: string
  /** First entry of the phase. */
  readonly from: number
  readonly requests: number
  readonly vendors: readonly { readonly id: string; readonly requests: number; readonly fields: readonly string[] }[]
}

/** Each phase by itself, judged as the whole visit is. `options`: of the whole report, its sites included. */
export function phasesOf(
  exchanges: readonly Exchange[],
  phases: readonly { readonly name: string; readonly from: number }[],
  tools: InventoryTools,
  options: ReportOptions,
): PhaseReport[] {
  return phases.map(({ name, from }, at) => {
    const part = exchanges.slice(from, phases[at + 1]?.from)
    const inventory = new Inventory(tools)
    for (const exchange of part) inventory.add(exchange)
    const { vendors } = reportOf(inventory, options).report
    return {
      name,
      from,
      requests: part.length,
      vendors: vendors.map(({ id, requests, fields }) => ({ id, requests, fields: [...new Set(fields.map(({ field }) => field))] })),
    }
  })
}

/** Lines for a person; none where there was one phase only. */
export function phaseText(phases: readonly PhaseReport[]): string {
  if (phases.length < 2) return ''
  const lines = phases.flatMap(({ name, requests, vendors }) => [
    `${name[0]!.toUpperCase()}${name.slice(1)}: ${requests} requests, ${vendors.length} receivers`,
    ...vendors.map(
      (vendor) => `  ${vendor.id}  ${vendor.requests} requests${vendor.fields.length > 0 ? `, ${vendor.fields.join(', ')}` : ''}`,
    ),
  ])
  return `\n${lines.join('\n')}\n`
}
