// What a source file says, in one small form for all languages: imports, functions, calls, assignments, types. Each language is lowered to it once;
// everything that judges (vendors, fields, wrappers) reads only this, so that a rule is written once and holds in six languages.

/** A value as written. `ref` paths are dotted names as in the source: `user.email`, `this.client`, `Stripe.Customer`. */
export type Expr =
  | { readonly t: 'ref'; readonly path: string }
  | { readonly t: 'text'; readonly text: string }
  /** Template strings and concatenations, in order. */
  | { readonly t: 'join'; readonly parts: readonly Expr[] }
  | { readonly t: 'object'; readonly entries: readonly Entry[] }
  | { readonly t: 'list'; readonly items: readonly Expr[] }
  /** Result of a call (index into `calls`), or the member `rest` of it. */
  | { readonly t: 'call'; readonly call: number; readonly rest?: string }
  /** A function value: index into `fns`. */
  | { readonly t: 'fn'; readonly fn: number }
  /** One of several: conditional, `||`, default value. */
  | { readonly t: 'either'; readonly items: readonly Expr[] }
  | { readonly t: 'none' }

/** One key of an object, keyword argument or attribute. `key` null: a spread. */
export interface Entry {
  readonly key: string | null
  readonly value: Expr
  readonly line: number
}

/** `kind` element: a JSX or HTML element, its attributes as one object argument. `on`: the receiver where it is not a plain name (a chained call). */
export interface Call {
  readonly fn: number
  readonly kind: 'call' | 'new' | 'element'
  /** Dotted name as written; after a chained receiver only the last method. */
  readonly callee: string
  readonly on: Expr | null
  /** Keyword arguments follow the positional ones as one object with `named`. */
  readonly args: readonly Expr[]
  readonly named?: boolean
  readonly line: number
}

/** `target`: dotted name. Setters and config lambdas (`config.dsn = …`) are assignments too. */
export interface Assign {
  readonly fn: number
  readonly target: string
  readonly value: Expr
  readonly line: number
  /** Class it stands in, for members of `this`. */
  readonly owner?: string
  /** Class by which the name is declared, as written. */
  readonly type?: string
}

/** `names`: local names by which the parameter, or a part of it, is known: `{ email, name: n }` → [['email','email'],['name','n']]; a plain one → [['', 'user']]. */
export interface Param {
  readonly names: readonly (readonly [path: string, local: string])[]
  readonly type: string | null
  /** What it is where nothing is given, as far as that may be an address. */
  readonly fallback?: Expr
  /** It takes all arguments from its place on. */
  readonly rest?: true
}

export interface Fn {
  /** Own name, '' for an anonymous one. */
  readonly name: string
  /** Class, module or object it belongs to. */
  readonly owner: string
  /** The function around it; -1 for the file itself, which is `fns[0]`. */
  readonly outer: number
  readonly params: readonly Param[]
  readonly returns: readonly Expr[]
  readonly line: number
  /** Class of what it gives, where that is declared. */
  readonly gives?: string
}

/** `name` null: bound to the whole module (`import x from`, `import x`): imported '*' or 'default'. */
export interface Import {
  readonly module: string
  readonly imported: string
  readonly local: string
  readonly typeOnly: boolean
  readonly line: number
}

/** `from` with `imported`: a re-export. `name` '*': everything of `from`. */
export interface Export {
  readonly name: string
  readonly local: string
  readonly from: string | null
}

/** Members of an interface, class, struct or schema: name and type as written ('' unknown). */
export interface TypeFact {
  readonly name: string
  readonly members: readonly (readonly [name: string, type: string])[]
}

/** A string that holds an address or host, and where it stands. `key`: the variable, key or attribute it is the value of. `call`: index of the call it is an argument of, or -1. */
export interface TextFact {
  readonly text: string
  readonly key: string
  readonly call: number
  readonly fn: number
  readonly line: number
}

/** A value in a settings file: where it stands (`['spring', 'mail', 'host']`), and the innermost mapping it is in (a number that only its neighbours share). */
export interface Setting {
  readonly path: readonly string[]
  readonly value: string
  readonly line: number
  readonly group: number
}

/** A reverse proxy or rewrite: what a visitor sends to our own address goes on to `to`, with these headers. */
export interface Proxied {
  readonly to: string
  readonly line: number
  /** The visitor's address, browser and cookies; of a policy that makes browsers report, the page. */
  readonly passes: readonly ('ip' | 'agent' | 'cookie' | 'page')[]
}

export interface Unit {
  readonly imports: Import[]
  readonly exports: Export[]
  readonly fns: Fn[]
  readonly calls: Call[]
  readonly assigns: Assign[]
  readonly types: TypeFact[]
  readonly texts: TextFact[]
  /** Environment names read: `process.env.X`, `os.environ["X"]`, `ENV.fetch("X")`. */
  readonly envs: { name: string; line: number }[]
  /** Of settings files only. */
  readonly settings?: readonly Setting[]
  readonly proxied?: readonly Proxied[]
  /** False where the parser gave up or met errors: what was read is still used. */
  readonly whole: boolean
}

export const NONE: Expr = { t: 'none' }

export function emptyUnit(): Unit {
  return { imports: [], exports: [], fns: [], calls: [], assigns: [], types: [], texts: [], envs: [], whole: true }
}

/** Does a string hold something that may be an address or a host, or name a class to load? Cheap, generous. */
export function looksLikeAddress(text: string): boolean {
  return text.includes('//') || /^(?:[\w-]+\.)+[a-z]{2,}(?:[/:?]|$)/i.test(text) || /^(?:\w+\.){2,}[A-Z]\w+$/.test(text)
}

/** Offset → 1-based line, by binary search over line starts. */
export function lineIndex(text: string): (offset: number) => number {
  const starts: number[] = [0]
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }
}
