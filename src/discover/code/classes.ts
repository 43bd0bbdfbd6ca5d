// Which classes there are, where each stands, and which inherit or implement which: by name, as far as files were read.
import { lastName, push, type Source } from './source.ts'

export class Classes {
  /** Files in which a class stands, by its name. */
  readonly #homes = new Map<string, Source[]>()
  readonly #parents = new Map<string, string[]>()
  readonly #heirs = new Map<string, string[]>()

  add(source: Source): void {
    for (const owner of new Set([...source.unit.fns.map((one) => lastName(one.owner)), ...source.unit.types.map((one) => one.name)]))
      if (owner !== '') push(this.#homes, owner, source)
    for (const [target, given] of source.assigns) {
      if (!target.endsWith('.super')) continue
      const name = target.slice(0, -'.super'.length)
      for (const one of given) {
        if (one.value.t !== 'ref') continue
        const parent = lastName(one.value.path)
        if (this.parentsOf(name).includes(parent)) continue
        push(this.#parents, name, parent)
        push(this.#heirs, parent, name)
      }
    }
  }

  /** Files in which a class of this name stands. */
  homesOf(name: string): readonly Source[] {
    return this.#homes.get(lastName(name)) ?? []
  }

  /** Classes and interfaces that a class of this name names as those it inherits. */
  parentsOf(name: string): readonly string[] {
    return this.#parents.get(name) ?? []
  }

  /** Does any class inherit or implement one of this name? */
  isInherited(name: string): boolean {
    return this.#heirs.has(lastName(name))
  }

  /** Classes that name this one as one they inherit, implement or use. */
  heirsOf(name: string): readonly string[] {
    return this.#heirs.get(lastName(name)) ?? []
  }
}
