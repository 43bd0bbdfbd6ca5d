// What a scan is handed, and what it gives.
import type { Catalog } from '../../catalog/catalog.ts'
import type { Finding } from './finding.ts'
import type { Handed } from './flow/handed.ts'
import type { FileState, ScanCache } from './kept/cache.ts'
import type { Lang, Role } from './kinds.ts'
import type { Ahead } from './lower/ahead.ts'
import type { BuildTool, LeftOut, ScanResult } from './result.ts'

export interface InputFile {
  readonly path: string
  /** By which a cache knows the file again; absent without one. */
  readonly state?: Omit<FileState, 'path'>
  readonly lang: Lang
  readonly role: Role
}

export interface Input {
  readonly root: string
  readonly seen: number
  readonly files: readonly InputFile[]
  readonly skipped: readonly { path: string; why: string }[]
  /** Text of a file; null where it cannot be read, with the reason where there is one. */
  readonly read: (path: string) => string | { skipped: string } | null
  readonly catalog: Catalog
  /** The company's own domains and names, where the caller knows them. */
  readonly domains: readonly string[]
  readonly names: readonly string[]
  /** What an earlier scan kept. */
  readonly cache?: ScanCache<Scan>
  /** Lowers on further threads what will be needed. */
  readonly ahead?: Ahead
  /** Findings from elsewhere: SBOMs, DNS zones. */
  readonly extra?: readonly Finding[]
  readonly progress?: (done: number, total: number) => void
}

export interface Scan {
  readonly result: ScanResult
  readonly leftOut: LeftOut[]
  readonly handed: readonly Handed[]
  /** Code of others in the build pipelines. */
  readonly build: BuildTool[]
}
