// Whose code runs in the build pipelines, with the keys it is handed: build tools, not vendors of the product, unless the product uses the same vendor.

import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Finding, Signals } from '../finding.ts'
import type { BuildTool, KeyHeld } from '../result.ts'
import { cardNamed } from '../vendors/signal-rules.ts'
import type { Pipeline, Step } from './pipeline.ts'

/** The forge itself, which runs the pipeline. */
const FORGE = /^(?:actions|github|docker:|orb:circleci|pipe:atlassian)(?:\/|$)|^\$?CI_SERVER/

export interface Tools {
  readonly tools: BuildTool[]
  /** For `--all`, and for the keys of vendors that the product uses too. */
  readonly findings: Finding[]
  readonly keys: Signals['envs']
}

/** Build tools of all pipelines, by action and version, sorted. */
export function toolsOf(pipelines: ReadonlyMap<string, Pipeline>, catalog: Catalog, own: (domain: string) => boolean): Tools {
  const byVersion = new Map<string, BuildTool>()
  const findings: Finding[] = []
  const keys: Signals['envs'] = []
  for (const [path, { steps, secrets }] of pipelines) {
    for (const step of steps) {
      const owner = ownerOf(step)
      if (FORGE.test(step.uses) || own(`${owner}.com`)) continue
      const card = cardOf(step, owner, catalog)
      const id = card?.id ?? owner
      const held = step.keys.map((one) => ({ ...one, path }))
      const before = byVersion.get(`${step.uses}\0${step.version}`)
      byVersion.set(`${step.uses}\0${step.version}`, {
        id,
        name: card?.name ?? owner,
        action: step.uses,
        version: step.version,
        pinned: step.pinned,
        keys: merged([...(before?.keys ?? []), ...held]),
        evidence: [...(before?.evidence ?? []), { path, line: step.line, signal: 'manifest' }],
      })
      if (!card) continue
      findings.push({
        vendor: id,
        card,
        signal: 'manifest',
        strength: 'weak',
        path,
        line: step.line,
        ecosystem: 'action',
        module: `action:${step.uses}`,
      })
      for (const one of held) if (one.name !== 'GITHUB_TOKEN' && one.name !== '*') keys.push({ vendor: id, ...one })
    }
    for (const one of secrets) {
      const card = catalog.byEnv(one.name)
      if (card) findings.push({ vendor: card.id, card, signal: 'env', strength: 'weak', path, line: one.line, ecosystem: '' })
    }
  }
  const tools = [...byVersion.keys()].sort().map((key) => byVersion.get(key)!)
  return { tools, findings, keys }
}

function ownerOf(step: Step): string {
  const host = /^https?:\/\/(?:www\.)?([\w.-]+)/.exec(step.uses)?.[1]
  const parts = step.uses.replace(/^(?:orb|pipe|docker):/, '').split('/')
  return host ?? (parts[0]!.includes('.') && parts.length > 2 ? parts[1]! : parts[0]!)
}

function cardOf(step: Step, owner: string, catalog: Catalog): Card | null {
  const named = step.uses.replace(/^(?:orb|pipe):/, '')
  return (
    catalog.byPackage(`action:${named}`) ??
    catalog.byId(owner.toLowerCase()) ??
    cardNamed(catalog, owner.toLowerCase().replace(/^get(?=sentry)|hq$/g, ''))
  )
}

/** Each name once, at the first place. */
function merged(list: readonly KeyHeld[]): KeyHeld[] {
  return [...new Map(list.toReversed().map((one) => [one.name, one])).values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}
