// The answer of a scan: the JSON that the contract fixes, and what the scan keeps beside it (what was considered and left out, and why).
import type { Field } from '../../core/words.ts'

export type Signal =
  | 'manifest'
  | 'import'
  | 'init_call'
  | 'sdk_call'
  | 'script_url'
  | 'embed_url'
  | 'host'
  | 'rest_call'
  | 'env'
  | 'csp'
  | 'wrapper_flow'
  | 'log_sink'
  | 'proxy'
  | 'native'

export type Surface = 'browser' | 'server' | 'mobile' | 'build'
export type Confidence = 'certain' | 'likely'

export interface Evidence {
  readonly path: string
  readonly line: number
  readonly signal: Signal
  /** Of a lock file: the package with its ecosystem, and the version that is built. */
  readonly package?: string
  readonly version?: string
}

export interface HandedField {
  readonly field: Field
  readonly property: string
  readonly path: string
  readonly line: number
  readonly how: string
  readonly confidence: Confidence
  /** Whose it is, where that can be told. */
  readonly whose?: 'account holder' | 'visitor' | 'recipient' | 'contact'
}

export interface KeyHeld {
  readonly name: string
  readonly path: string
  readonly line: number
}

export interface CodeLoaded {
  readonly url: string
  readonly integrity: string | null
  readonly path: string
  readonly line: number
}

export interface Vendor {
  readonly id: string
  readonly name: string
  readonly company: string
  readonly domain: string
  readonly role: string
  readonly confidence: Confidence
  readonly surface: Surface[]
  readonly evidence: Evidence[]
  readonly fields: HandedField[]
  readonly keys: KeyHeld[]
  readonly code: CodeLoaded[]
  since?: string
}

/** Mentioned but not used: `--all` shows it. */
export interface LeftOut {
  readonly id: string
  readonly name: string
  readonly why: string
  readonly evidence: Evidence[]
  /** Keys that a build tool of this vendor is handed. */
  readonly keys?: KeyHeld[]
}

/** Code of others that runs while building: no vendor of the product, but it holds our keys. */
export interface BuildTool {
  readonly id: string
  readonly name: string
  /** `codecov/codecov-action`, `orb:codecov/codecov`, `pipe:acme/upload`. */
  readonly action: string
  readonly version: string
  /** Its version names one content, which nobody can change. */
  readonly pinned: boolean
  readonly keys: KeyHeld[]
  readonly evidence: Evidence[]
}

export interface ScanResult {
  readonly version: 1
  readonly root: string
  readonly files: {
    readonly seen: number
    readonly parsed: number
    readonly skipped: readonly { readonly path: string; readonly why: string }[]
  }
  readonly vendors: Vendor[]
}

/** The result with the contract's keys only: without whose a field is and which version is built, which `--all` says. */
export function contractOf(result: ScanResult): ScanResult {
  return {
    ...result,
    vendors: result.vendors.map((vendor) => ({
      ...vendor,
      evidence: vendor.evidence.map(({ path, line, signal }) => ({ path, line, signal })),
      fields: vendor.fields.map(({ whose: _, ...field }) => field),
    })),
  }
}
