// What the members of a class of our own are given, wherever it is built: `cfg.Endpoint` of a parameter that is declared as the class, `s.cfg.Endpoint` of a member that is.
import type { Expr } from '../ir.ts'
import type { Origin, Program, Source } from './program.ts'
import { classOf } from './receivers.ts'
import { lastName, prefixes, split } from './source.ts'

interface Given {
  readonly source: Source
  readonly fn: number
  readonly expr: Expr
  readonly rest: string
}

const MOST_GIVEN = 8
const MOST_HOMES = 4

/** Values that a member may have by its class, those with a text first; in Go, where nothing but the class says what a member is. */
export function memberValues(program: Program, source: Source, fn: number, path: string): Given[] {
  if (source.lang !== 'go') return []
  for (const [head, rest] of prefixes(path).slice(1)) {
    const owner = classOf(program, source, fn, head)
    if (!owner) continue
    const member = rest.split('.', 1)[0]!
    const found = [owner, ...program.parentsOf(owner)].flatMap((one) =>
      ofClass(program, source, one, member, rest.slice(member.length + 1)),
    )
    if (found.length > 0) return found.slice(0, MOST_GIVEN)
  }
  return []
}

function ofClass(program: Program, near: Source, owner: string, member: string, rest: string): Given[] {
  const homes = homesOf(program, near, owner)
  // Built in another package: `push.Config{URL: "https://…"}`.
  const elsewhere = program
    .said('built', owner)
    .slice(0, MOST_GIVEN)
    .flatMap(({ source, value: call }) => {
      const known = source.lang === 'go' && homes.some((home) => home === source || imports(program, source, home))
      const entry = known && call.args[0]?.t === 'object' ? call.args[0].entries.find((one) => one.key === member) : undefined
      return entry ? [{ source, fn: call.fn, expr: entry.value, rest }] : []
    })
  return [...elsewhere, ...within(homes, owner, member, rest)]
}

function within(homes: readonly Source[], owner: string, member: string, rest: string): Given[] {
  return homes.flatMap((home) =>
    (home.assigns.get(`this.${member}`) ?? [])
      .filter((one) => lastName(one.owner ?? '') === owner)
      .map((one) => ({ source: home, fn: one.fn, expr: one.value, rest })),
  )
}

/** Many packages have a class of the same name, `Client` most of all: the one of this package, else of those it imports, else the only one there is. */
function homesOf(program: Program, near: Source, owner: string): Source[] {
  const all = program.homesOf(owner).filter((home) => home.lang === 'go')
  const own = all.filter((home) => folderOf(home) === folderOf(near))
  const told = own.length > 0 ? own : all.filter((home) => imports(program, near, home))
  const only = new Set(all.map(folderOf)).size === 1 ? all : []
  return (told.length > 0 ? told : only).slice(0, MOST_HOMES)
}

function imports(program: Program, from: Source, home: Source): boolean {
  return folderOf(from) === folderOf(home) || from.unit.imports.some((one) => program.modules.goFolder(one.module) === folderOf(home))
}

function folderOf(source: Source): string {
  return source.path.slice(0, source.path.lastIndexOf('/') + 1)
}

/** A member of a Go struct is often given its value in another file of the package. */
export function elsewhere(program: Program, source: Source, fn: number, path: string, depth: number): Origin | null {
  const { owner } = source.unit.fns[fn]!
  if (source.lang !== 'go' || owner === '' || !path.startsWith('this.')) return null
  const found = program.ofClass(source, owner, path.slice(5), depth + 1)
  return found?.k === 'fn' ? null : found
}

/** A vendor's client that a parameter of our own class holds: `app.mail.Send(x)`. */
export function heldBy(program: Program, source: Source, type: string | null, path: string, depth: number): Origin | null {
  if (source.lang !== 'go' || !type) return null
  const found = program.ofClass(source, type, path, depth + 1)
  return found?.k === 'package' ? found : null
}

/** In Go a class that is named without a package is of this one, any other of the package it is named with: one of the same name elsewhere is another. */
export function strange(program: Program, source: Source, name: string, home: Source): boolean {
  if (source.lang !== 'go') return false
  const [head, rest] = split(name)
  const module = rest === '' ? undefined : source.imports.get(head)?.module
  if (rest !== '' && !module) return false
  return (module ? program.modules.goFolder(module) : folderOf(source)) !== folderOf(home)
}

/** A package of more files is not read for one class. */
const MOST_FILES = 30

/** Brings in the files of the package in which a Go class stands, by the name it is written with. */
export function loadPackage(program: Program, source: Source, type: string): void {
  if (!program.wide) return
  const [head, rest] = split(type)
  const folder = rest === '' ? folderOf(source) : program.modules.goFolder(source.imports.get(head)?.module ?? '')
  const files = folder === null ? [] : program.modules.beside(`${folder}x.go`)
  if (files.length <= MOST_FILES) for (const path of files) program.joined(path) ?? program.load(path)
}
