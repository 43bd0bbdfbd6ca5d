// Rule 1: a room imports the ground floor and `verify`, never another room; only the doors join rooms. The scan, the largest room, has an order of its own within.
import { importsOf } from './code.ts'
import { isCode, isTest, lineAt, type Rule, type Tree } from './tree.ts'

export const ROOMS = ['discover', 'decide', 'guard', 'record', 'respond', 'insight']
const GROUND = ['core', 'fields', 'catalog', 'wires']
const DOORS = ['server', 'cli', 'assemble.ts']

/** What each part of the ground floor may stand on. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  fields: ['core', 'fields'],
  catalog: ['core', 'fields', 'catalog'],
  wires: ['core', 'fields', 'catalog', 'wires'],
}

const ownTest = /^src\/[a-z]+\/.*\.test\.ts$/

function partOf(path: string): string {
  const [top, part] = path.split('/')
  return top === 'src' ? (part ?? '') : (top ?? '')
}

function mayImport(from: string, to: string, path: string): boolean {
  const part = partOf(path)
  const target = partOf(to)
  if (path.startsWith('verify/')) return to.startsWith('verify/')
  if (path.startsWith('console/')) return to.startsWith('console/') || to.startsWith('src/core/')
  if (!path.startsWith('src/') || DOORS.includes(from)) return true
  if (to.startsWith('verify/')) return true
  if (to.startsWith('test/')) return ownTest.test(path)
  if (!to.startsWith('src/')) return false
  return part === target || (ROOMS.includes(part) ? GROUND.includes(target) : (BELOW[part] ?? []).includes(target))
}

function check(tree: Tree): string[] {
  return tree.paths.filter(isCode).flatMap((path) => {
    const part = partOf(path)
    const wrong = importsOf(tree, path)
      .filter((one) => one.path !== null && !mayImport(part, one.path, path))
      .map((one) => `${path}:${lineAt(tree.text(path), one.offset)}: ${part} may not import ${one.path}`)
    const foreign =
      path.startsWith('verify/') && !isTest(path) ? importsOf(tree, path).filter((one) => !one.path && !one.name.startsWith('node:')) : []
    const known = !path.startsWith('src/') || [...ROOMS, ...GROUND, ...DOORS].includes(part)
    return [
      ...wrong,
      ...foreign.map((one) => `${path}:${lineAt(tree.text(path), one.offset)}: verify has no dependencies, not even ${one.name}`),
      ...(known ? [] : [`${path}:1: src/${part} is neither a room nor ground floor nor a door`]),
    ]
  })
}

export const rooms: Rule = {
  name: 'a room imports the ground floor and verify, never another room',
  check,
  breaks: [
    {
      files: { 'src/guard/a.ts': "import { b } from '../record/b.ts'", 'src/record/b.ts': '' },
      says: /guard may not import src\/record\/b\.ts/,
    },
    { files: { 'src/guard/a.ts': "import type { B } from '../record/b.ts'" }, says: /may not import/ },
    { files: { 'src/guard/a.ts': "const b = await import('../record/b.ts')" }, says: /may not import/ },
    { files: { 'src/guard/a.ts': "export { b } from '../record/b.ts'" }, says: /may not import/ },
    { files: { 'src/core/a.ts': "import { b } from '../fields/b.ts'" }, says: /core may not import/ },
    { files: { 'src/wires/a.ts': "import { b } from '../cli/b.ts'" }, says: /wires may not import/ },
    { files: { 'src/guard/a.ts': "import { b } from '../../bench/b.ts'" }, says: /may not import bench/ },
    { files: { 'verify/src/a.ts': "import { b } from '../../src/core/b.ts'" }, says: /verify may not import/ },
    { files: { 'verify/src/a.ts': "import * as v from 'valibot'" }, says: /no dependencies/ },
    { files: { 'console/src/a.tsx': "import { b } from '../../src/record/b.ts'" }, says: /console may not import/ },
    { files: { 'src/shed/a.ts': '' }, says: /neither a room/ },
  ],
  holds: [
    {
      'src/cli/a.ts': "import { b } from '../record/b.ts'\nconst c = import('../guard/c.ts')",
      'src/guard/a.ts': "import { b } from '../core/b.ts'\nimport { c } from '../../verify/src/c.ts'\nimport { d } from './d.ts'",
      'test/stories/a.test.ts': "import { b } from '../../src/record/b.ts'",
    },
  ],
}

/** Folders of the scan of source code, from the bottom up. */
const SCAN = ['lower', 'names', 'vendors', 'kept', 'declared', 'pipeline', 'flow', 'tree', 'answer', 'link']
const IN_SCAN = /^src\/discover\/code\/([a-z]+)\//

function scanOrder(tree: Tree): string[] {
  return tree.paths.filter(isCode).flatMap((path) => {
    const part = IN_SCAN.exec(path)?.[1]
    if (!part || isTest(path)) return []
    if (!SCAN.includes(part)) return [`${path}:1: src/discover/code/${part} has no place in the order`]
    return importsOf(tree, path).flatMap((one) => {
      const target = IN_SCAN.exec(one.path ?? '')?.[1]
      return target && SCAN.indexOf(target) > SCAN.indexOf(part)
        ? [`${path}:${lineAt(tree.text(path), one.offset)}: ${part} stands below ${target} and may not import ${one.path}`]
        : []
    })
  })
}

export const scanRooms: Rule = {
  name: 'the folders of the scan import downwards only',
  check: scanOrder,
  breaks: [
    {
      files: { 'src/discover/code/names/a.ts': "import { b } from '../flow/b.ts'", 'src/discover/code/flow/b.ts': '' },
      says: /names stands below flow and may not import src\/discover\/code\/flow\/b\.ts/,
    },
    { files: { 'src/discover/code/more/a.ts': '' }, says: /src\/discover\/code\/more has no place in the order/ },
  ],
}
