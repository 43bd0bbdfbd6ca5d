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

/** `who.sql.ts`: one question, named after it. */
const QUESTION = /^src\/(record|insight)\/.*\.sql(\.ts)?$/

export const sqlHomes: Rule = {
  name: 'SQL stands only in record/ and insight/, in files named after their question',
  check: (tree) =>
    tree.paths
      .filter((path) => path.startsWith('src/') && !QUESTION.test(path) && !isTest(path))
      .flatMap((path) => {
        const what = HOMES.test(path) ? 'SQL outside a *.sql.ts file named after its question' : 'SQL outside record/ and insight/'
        if (path.endsWith('.sql')) return [`${path}:1: ${what}`]
        if (!isCode(path)) return []
        return statements(tree, path).map((one) => `${path}:${lineAt(tree.text(path), one.offset)}: ${what}`)
      }),
  breaks: [
    { files: { 'src/respond/a.ts': "db.run('SELECT x FROM y WHERE z')" }, says: /a\.ts:1: SQL outside/ },
    { files: { 'src/cli/a.ts': 'const q = `INSERT INTO t VALUES (1)`' }, says: /SQL outside/ },
    { files: { 'src/guard/a.sql': 'SELECT 1' }, says: /SQL outside/ },
    { files: { 'src/record/reader.ts': "const q = 'SELECT x FROM y WHERE z'" }, says: /named after its question/ },
  ],
  holds: [{ 'src/record/sql/who.sql.ts': "const q = 'SELECT x FROM y'", 'src/guard/a.ts': "const says = 'Select a vendor from the list'" }],
}

/** SHA-256 of each migration of a released version, `path → hash`: a release adds its migrations, and nothing in it is ever changed. */
const RELEASED = 'test/house/released-migrations.json'

const MIGRATION = /^(src\/(?:record|insight)\/.*?)(\d+)-[a-z0-9-]+\.sql(\.ts)?$/

function migrationBreaches(tree: Tree): string[] {
  const released = tree.exists(RELEASED) ? (JSON.parse(tree.text(RELEASED)) as Record<string, string>) : {}
  const breaches: string[] = []
  const numbers = new Map<string, number[]>()
  for (const path of tree.paths) {
    const [, folder, number] = MIGRATION.exec(path) ?? []
    if (folder && number) numbers.set(folder, [...(numbers.get(folder) ?? []), Number(number)])
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
    { files: { 'src/record/sql/001-people.sql.ts': '', 'src/record/sql/003-vault.sql.ts': '' }, says: /migration 2 is missing/ },
    { files: { 'src/record/sql/001-a.sql': '', 'src/record/sql/001-b.sql': '' }, says: /stands twice/ },
    { files: { 'src/record/sql/001-a.sql': 'edited', [RELEASED]: '{"src/record/sql/001-a.sql":"00"}' }, says: /never edited/ },
    { files: { [RELEASED]: '{"src/record/sql/001-a.sql":"00"}' }, says: /never edited/ },
  ],
  holds: [
    {
      'src/record/sql/001-people.sql': '',
      'src/record/sql/002-vault.sql': '',
      [RELEASED]: '{"src/record/sql/001-people.sql":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}',
    },
  ],
}
