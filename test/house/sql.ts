// Rule 3: SQL stands only in record/ and insight/, one file per question; migrations are numbered without a gap and never edited once released.
import { createHash } from 'node:crypto'
import { walk } from './code.ts'
import { isCode, isTest, lineAt, type Rule, type Tree } from './tree.ts'

const SQL =
  /\b(SELECT\s[\s\S]{0,2000}?\sFROM\s|INSERT\s+INTO\s|CREATE\s+(OR\s+REPLACE\s+)?(TABLE|VIEW|MATERIALIZED|INDEX|DATABASE|TRIGGER)\s|DELETE\s+FROM\s|ALTER\s+TABLE\s|DROP\s+TABLE\s|UPDATE\s+\w+\s+SET\s)/

const HOMES = /^src\/(record|insight)\//

function statements(tree: Tree, path: string): { offset: number; text: string }[] {
  const found: { offset: number; text: string }[] = []
  walk(tree, path, (node) => {
    const text = node.type === 'Literal' ? node.value : node.type === 'TemplateLiteral' ? tree.text(path).slice(node.start, node.end) : null
    if (typeof text === 'string' && SQL.test(text)) found.push({ offset: node.start, text })
  })
  return found
}

export const sqlHomes: Rule = {
  name: 'SQL stands only in record/ and insight/',
  check: (tree) =>
    tree.paths
      .filter((path) => path.startsWith('src/') && !HOMES.test(path) && !isTest(path))
      .flatMap((path) => {
        if (path.endsWith('.sql')) return [`${path}:1: SQL outside record/ and insight/`]
        if (!isCode(path)) return []
        return statements(tree, path).map((one) => `${path}:${lineAt(tree.text(path), one.offset)}: SQL outside record/ and insight/`)
      }),
  breaks: [
    { files: { 'src/respond/a.ts': "db.run('SELECT x FROM y WHERE z')" }, says: /a\.ts:1: SQL outside/ },
    { files: { 'src/cli/a.ts': 'const q = `INSERT INTO t VALUES (1)`' }, says: /SQL outside/ },
    { files: { 'src/guard/a.sql': 'SELECT 1' }, says: /SQL outside/ },
  ],
  holds: [{ 'src/record/sql/who.ts': "const q = 'SELECT x FROM y'", 'src/guard/a.ts': "const says = 'Select a vendor from the list'" }],
}

/** SHA-256 of each migration of a released version, `path → hash`: a release adds its migrations, and nothing in it is ever changed. */
const RELEASED = 'test/house/released-migrations.json'

const MIGRATION = /^(src\/.*\/migrations\/)(\d+)[-_][a-z0-9-]+\.(sql|ts)$/

function migrationBreaches(tree: Tree): string[] {
  const released = tree.exists(RELEASED) ? (JSON.parse(tree.text(RELEASED)) as Record<string, string>) : {}
  const breaches: string[] = []
  const numbers = new Map<string, number[]>()
  for (const path of tree.paths) {
    if (!/^src\/.*\/migrations\/./.test(path) || isTest(path)) continue
    const parts = MIGRATION.exec(path)
    if (!parts) breaches.push(`${path}:1: a migration is named by its number and what it does: 0001-…`)
    else numbers.set(parts[1]!, [...(numbers.get(parts[1]!) ?? []), Number(parts[2])])
  }
  for (const [folder, found] of numbers)
    for (const [index, number] of found.sort((a, b) => a - b).entries())
      if (number !== index + 1) breaches.push(`${folder}: migration ${index + 1} is missing or ${number} stands twice`)
  for (const [path, hash] of Object.entries(released))
    if (!tree.exists(path) || createHash('sha256').update(tree.text(path)).digest('hex') !== hash)
      breaches.push(`${path}:1: a released migration is never edited; add another one`)
  return breaches
}

export const migrations: Rule = {
  name: 'migrations are numbered without a gap and never edited once released',
  check: migrationBreaches,
  breaks: [
    { files: { 'src/record/migrations/0001-people.sql': '', 'src/record/migrations/0003-vault.sql': '' }, says: /migration 2 is missing/ },
    { files: { 'src/record/migrations/people.sql': '' }, says: /named by its number/ },
    {
      files: { 'src/record/migrations/0001-a.sql': 'edited', [RELEASED]: '{"src/record/migrations/0001-a.sql":"00"}' },
      says: /never edited/,
    },
    { files: { [RELEASED]: '{"src/record/migrations/0001-a.sql":"00"}' }, says: /never edited/ },
  ],
  holds: [
    {
      'src/record/migrations/0001-people.sql': '',
      'src/record/migrations/0002-vault.sql': '',
      [RELEASED]: '{"src/record/migrations/0001-people.sql":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}',
    },
  ],
}
