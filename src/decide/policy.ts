// cordon.yaml → Policy. Everything not understood is refused with its line and column, because a misspelt key in a file that says what may leave
// would otherwise be a rule that silently does not hold.
import * as v from 'valibot'
import { LineCounter, parseDocument, type Document as YamlDocument } from 'yaml'
import { CordonError } from '../core/errors.ts'
import type { Action, Policy, VendorPolicy } from '../core/policy.ts'
import { covers } from '../fields/taxonomy.ts'
import { type Path, placeOf, problemOf } from './policy-problem.ts'
import { type PolicyFile, PolicySchema, type WrittenAction } from './policy-schema.ts'
import { FORBIDDEN } from './standard.ts'

type Refuse = (at: Path, message: string, hint?: string, what?: 'key' | 'value') => never

/** Longest policy file read; a real one has some hundred lines. Characters. */
const MAX_TEXT = 1_000_000

/**
 * Reads a policy file's text. `path` only names the file in errors.
 * Throws CordonError `policy.invalid` with line, column and a hint at the first thing that is wrong. A decision that has expired is not wrong: it denies.
 */
export function parsePolicy(yamlText: string, path: string): Policy {
  const lines = new LineCounter()
  if (yamlText.length > MAX_TEXT)
    throw new CordonError('policy.invalid', `The policy is longer than ${MAX_TEXT} characters`, { place: { path } })
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false })
  const refuse: Refuse = (at, message, hint, what = 'value') => {
    throw new CordonError('policy.invalid', message, { place: { path, ...placeOf(document, lines, at, what) }, ...(hint ? { hint } : {}) })
  }
  const broken = document.errors[0]
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0])
    throw new CordonError('policy.invalid', `Not YAML: ${firstLine(broken.message)}`, { place: { path, line, column: col } })
  }
  const result = v.safeParse(PolicySchema, plain(document, refuse), { abortEarly: false })
  if (!result.success) {
    const problem = problemOf(result.issues)
    return refuse(problem.at, problem.message, problem.hint, problem.what)
  }
  const file = result.output
  checkMeaning(file, refuse)
  return policyOf(file)
}

function plain(document: YamlDocument, refuse: Refuse): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 })
  } catch {
    return refuse(
      [],
      'The policy refers to itself too often or is nested too deeply',
      'Write repeated parts out instead of using YAML aliases.',
    )
  }
}

/** What a shape cannot say: secrets never leave, and whatever loosens the standard policy needs somebody who decided so. */
function checkMeaning(file: PolicyFile, refuse: Refuse): void {
  refuseSecrets(file.fields, ['fields'], refuse)
  const ports = new Map<number, string>()
  for (const [id, vendor] of Object.entries(file.vendors ?? {})) {
    const at = ['vendors', id]
    refuseSecrets(vendor.fields, [...at, 'fields'], refuse)
    if (!vendor.decision) {
      const hint = 'Add decision: { owner, reason, expires } to the vendor.'
      if (vendor.mode === 'observe') refuse([...at, 'mode'], 'observe sends everything unchanged and needs a decision', hint)
      for (const part of ['fields', 'properties'] as const)
        for (const [key, action] of Object.entries(vendor[part] ?? {}))
          if (action === 'allow') refuse([...at, part, key], `allowing ${key} needs a decision`, hint)
    }
    if (vendor.listen === undefined) continue
    const other = ports.get(vendor.listen)
    if (other) refuse([...at, 'listen'], `port ${vendor.listen} is already taken by ${other}`, 'Give each vendor a port of its own.')
    ports.set(vendor.listen, id)
  }
}

function refuseSecrets(fields: PolicyFile['fields'], at: Path, refuse: Refuse): void {
  for (const [field, action] of Object.entries(fields ?? {}))
    if (action !== 'drop' && FORBIDDEN.some((key) => covers(key, field)))
      refuse([...at, field], `${field} can only be dropped`, 'A secret at a vendor is a breach; no policy can let it leave.')
}

function policyOf(file: PolicyFile): Policy {
  const vendors = Object.entries(file.vendors ?? {}).map(([id, raw]): [string, VendorPolicy] => {
    const expires = raw.decision?.expires
    return [
      id,
      {
        vendor: id,
        mode: raw.mode ?? 'enforce',
        decision: raw.decision
          ? { owner: raw.decision.owner, reason: raw.decision.reason, expires: expires ? Date.parse(`${expires}T00:00:00Z`) : null }
          : null,
        upstream: raw.upstream ?? null,
        listen: raw.listen ?? null,
        secretEnv: raw.secretEnv ?? null,
        answers: raw.answers ?? 'guard',
        ...(raw.times === undefined ? {} : { times: raw.times }),
        ...(raw.whenCut === undefined ? {} : { whenCut: raw.whenCut }),
        fields: actions(raw.fields),
        properties: actions(raw.properties),
      },
    ]
  })
  return { company: file.company, vendors: new Map(vendors), queryKeys: new Set(file.queryKeys), fields: actions(file.fields) }
}

function actions(raw: Readonly<Record<string, WrittenAction | undefined>> | undefined): ReadonlyMap<string, Action> {
  const map = new Map<string, Action>()
  for (const [key, action] of Object.entries(raw ?? {}))
    if (action) map.set(key, typeof action === 'string' ? { do: action } : { do: 'generalise', how: action.generalise })
  return map
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
