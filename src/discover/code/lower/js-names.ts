// Names in oxc's tree: dotted paths, patterns of parameters, members of types. Apart from the walk because it is all look-up and no order.
import type { Param } from '../ir.ts'

// biome-ignore lint/suspicious/noExplicitAny: the tree has some 170 node types; the walk reads them by `type`, as the format defines them.
export type Node = any

/** Name of an identifier, string key or JSX name; '' otherwise. */
export function nameOf(node: Node): string {
  if (!node) return ''
  switch (node.type) {
    case 'Identifier':
    case 'JSXIdentifier':
      return node.name
    case 'PrivateIdentifier':
      return `#${node.name}`
    case 'Literal':
      return String(node.value)
    case 'JSXNamespacedName':
      return `${node.namespace.name}:${node.name.name}`
    default:
      return ''
  }
}

/** `a.b?.c`, `this.x`, `a["b"]`, `a!.b` → dotted path; '' where a part is computed. Indexes are left out: `a[0].b` → `a.b`. */
export function memberPath(node: Node): string {
  if (!node) return ''
  switch (node.type) {
    case 'Identifier':
    case 'JSXIdentifier':
      return node.name
    case 'ThisExpression':
      return 'this'
    case 'Super':
      return 'super'
    case 'MetaProperty':
      return `${node.meta.name}.${node.property.name}`
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSInstantiationExpression':
    case 'TSTypeAssertion':
      return memberPath(node.expression)
    case 'JSXMemberExpression':
      return `${memberPath(node.object)}.${node.property.name}`
    case 'MemberExpression': {
      const object = memberPath(node.object)
      if (!object) return ''
      if (!node.computed) return `${object}.${nameOf(node.property)}`
      if (node.property.type !== 'Literal') return ''
      return typeof node.property.value === 'string' ? `${object}.${node.property.value}` : object
    }
    default:
      return ''
  }
}

/** A module that is asked for where it is used, and the members of it that are named; null where the expression begins with anything else. */
export function unnamedImport(node: Node): { module: string; imported: 'default' | '*'; members: string[] } | null {
  const members: string[] = []
  let at = node
  while (at?.type === 'MemberExpression' && !at.computed) {
    members.unshift(nameOf(at.property))
    at = at.object
  }
  const imported = at?.type === 'AwaitExpression' && at.argument?.type === 'ImportExpression' ? at.argument : null
  const required = at?.type === 'CallExpression' && at.callee?.type === 'Identifier' && at.callee.name === 'require' ? at : null
  const from = imported?.source ?? required?.arguments[0]
  if (from?.type !== 'Literal' || typeof from.value !== 'string') return null
  return { module: from.value, imported: imported ? '*' : 'default', members }
}

/** The names a pattern binds, with the path of each inside the value. */
export function paramOf(pattern: Node): Param {
  const names: [string, string][] = []
  collect(pattern, '', names)
  return { names, type: typeName(pattern?.typeAnnotation ?? pattern?.left?.typeAnnotation) || null }
}

function collect(pattern: Node, path: string, names: [string, string][]): void {
  if (!pattern) return
  switch (pattern.type) {
    case 'Identifier':
      names.push([path, pattern.name])
      return
    case 'AssignmentPattern':
      return collect(pattern.left, path, names)
    case 'TSParameterProperty':
      return collect(pattern.parameter, path, names)
    case 'RestElement':
      return collect(pattern.argument, path, names)
    case 'ArrayPattern':
      for (const one of pattern.elements) collect(one, path, names)
      return
    case 'ObjectPattern':
      for (const one of pattern.properties) {
        if (one.type === 'RestElement') collect(one.argument, path, names)
        else {
          const key = one.computed ? '[]' : nameOf(one.key)
          collect(one.value, path ? `${path}.${key}` : key, names)
        }
      }
  }
}

/** Name of a type: `User`, `Promise<User>` → User, `User[]` → User, `User | null` → User; '' for anything else. */
export function typeName(annotation: Node): string {
  const type = annotation?.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : annotation
  switch (type?.type) {
    case 'TSTypeReference': {
      const name = memberPath(type.typeName) || (type.typeName?.type === 'TSQualifiedName' ? type.typeName.right.name : '')
      const inner = type.typeArguments?.params?.[0] ?? type.typeParameters?.params?.[0]
      return inner && /^(?:Promise|Array|Readonly|Partial|Required|Omit|Pick|NonNullable|Ref|Set|Maybe)$/.test(name)
        ? typeName(inner)
        : name
    }
    case 'TSArrayType':
      return typeName(type.elementType)
    case 'TSUnionType':
      return type.types.map(typeName).find((name: string) => name !== '') ?? ''
    case 'TSStringKeyword':
      return 'string'
    case 'TSNumberKeyword':
      return 'number'
    case 'TSBooleanKeyword':
      return 'boolean'
    default:
      return ''
  }
}

/** Members of an interface body or type literal, also inside intersections. */
export function typeMembers(node: Node): [string, string][] {
  switch (node?.type) {
    case 'TSInterfaceBody':
      return members(node.body)
    case 'TSTypeLiteral':
      return members(node.members)
    case 'TSIntersectionType':
      return node.types.flatMap(typeMembers)
    default:
      return []
  }
}

function members(list: readonly Node[]): [string, string][] {
  const found: [string, string][] = []
  for (const one of list)
    if (one.type === 'TSPropertySignature' && !one.computed) found.push([nameOf(one.key), typeName(one.typeAnnotation)])
  return found
}

/** Functions that a parameter is declared to hold: `deps: { getClient: typeof getClient }` → [`deps.getClient`, `getClient`]; destructured alike. */
export function handedIn(param: Node): [member: string, path: string][] {
  const pattern = param?.type === 'AssignmentPattern' ? param.left : param
  const type = pattern?.typeAnnotation?.typeAnnotation
  if (type?.type !== 'TSTypeLiteral') return []
  const base = pattern.type === 'Identifier' ? `${pattern.name}.` : pattern.type === 'ObjectPattern' ? '' : null
  if (base === null) return []
  const found: [string, string][] = []
  for (const one of type.members) {
    const query = one.type === 'TSPropertySignature' && !one.computed ? one.typeAnnotation?.typeAnnotation : null
    const path = query?.type === 'TSTypeQuery' ? memberPath(query.exprName) : ''
    if (path && `${base}${nameOf(one.key)}` !== path) found.push([`${base}${nameOf(one.key)}`, path])
  }
  return found
}

/** What a hook holds that is declared with a class and set later: `const [client, setClient] = useState<Client>()`. */
export function heldType(pattern: Node, init: Node | null): { name: string; type: string } | null {
  if (init?.type !== 'CallExpression' || !/^(?:React\.)?(?:useState|useRef|ref|shallowRef|createSignal)$/.test(memberPath(init.callee)))
    return null
  const type = typeName(init.typeArguments?.params?.[0] ?? init.typeParameters?.params?.[0])
  const [first] = init.arguments
  const empty = !first || (first.type === 'Literal' && first.value === null) || first.name === 'undefined'
  const bound = pattern.type === 'ArrayPattern' ? pattern.elements[0] : pattern
  return empty && /^[A-Z]/.test(type) && bound?.type === 'Identifier' ? { name: bound.name, type } : null
}
