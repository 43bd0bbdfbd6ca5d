// Which classes there are, where each stands, and which inherit or implement which: by name, as far as files were read.
import { lastName, push, type Source } from './source.ts'

export class Classes {
  /** Files in which a class stands, by its name. */
  readonly #homes = new Map<string, Source[]>()
  readonly #parents = new Map<string, string[]>()
  readonly #heirs = new Map<string, string[]>()
  /** Ruby's classes by full name, and their methods by the last part of the class and their own name. */
  readonly #full = new Set<string>()
  readonly #methods = new Map<string, { source: Source; fn: number }[]>()

  add(source: Source): void {
    if (source.lang === 'ruby')
      source.unit.fns.forEach((one, fn) => {
        if (one.owner === '') return
        this.#full.add(one.owner)
        if (one.name !== '') push(this.#methods, `${lastName(one.owner)}.${one.name}`, { source, fn })
      })
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

  /** The full name of the class of our own that Ruby finds under a name within a namespace, from the inside out; null where there is none. */
  lexical(name: string, namespace: string): string | null {
    if (name.startsWith('::')) return this.#full.has(name.slice(2)) ? name.slice(2) : null
    for (let space = namespace; space !== ''; space = space.slice(0, Math.max(0, space.lastIndexOf('::'))))
      if (this.#full.has(`${space}::${name}`)) return `${space}::${name}`
    return this.#full.has(name) ? name : null
  }

  /** Methods of this name in Ruby's classes of this name, whatever they stand in. */
  methodsOf(name: string, method: string): readonly { source: Source; fn: number }[] {
    return this.#methods.get(`${name}.${method}`) ?? []
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
