// How rows are put into a table: by the embedded engine from a file, by a server from the request's body.

/** `settings`: name → value, of our own making. */
export function insertFromFile(
  table: string,
  columns: string,
  path: string,
  token: string,
  settings: Readonly<Record<string, string | number>>,
): string {
  const list = Object.entries({ ...settings, insert_deduplication_token: `'${token}'` }).map(([name, value]) => `${name} = ${value}`)
  return `INSERT INTO ${table} SELECT * FROM file('${path}', RowBinary, '${columns}') SETTINGS ${list.join(', ')}`
}

export function insertFromBody(table: string): string {
  return `INSERT INTO ${table} FORMAT RowBinary`
}

/** Answers exactly this text: is the connection in its senses? */
export function echo(text: string): string {
  return `SELECT '${text}'`
}

export function setSetting(name: string, value: string | number): string {
  return `SET ${name} = ${typeof value === 'string' ? `'${value}'` : value}`
}
