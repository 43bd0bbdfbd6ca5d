// CSV as RFC 4180 has it, read as a stream: quoted cells may hold commas, quotes and line ends. Lines are counted, so that a problem has its place.

export interface CsvRow {
  /** Line on which the row begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** Why the row cannot be used; its cells are then what was read so far. */
  readonly problem?: string
}

/** A row longer than this is a file that forgot to close a quote. */
const LONGEST_ROW = 1024 * 1024

export async function* readCsv(chunks: AsyncIterable<string> | Iterable<string>): AsyncIterable<CsvRow> {
  let cells: string[] = []
  let cell = ''
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start'
  let problem: string | undefined
  let line = 1
  let begun = 1
  let length = 0
  let skipLf = false
  const end = (): CsvRow | null => {
    cells.push(cell)
    const row = { line: begun, cells, ...(problem ? { problem } : {}) }
    const blank = cells.length === 1 && cell === '' && !problem
    cells = []
    cell = ''
    state = 'start'
    problem = undefined
    length = 0
    return blank ? null : row
  }
  for await (const chunk of chunks) {
    for (const char of chunk) {
      if (char === '\n' && skipLf) {
        skipLf = false
        begun = line
        continue
      }
      skipLf = false
      const lineEnd = char === '\n' || char === '\r'
      if (state === 'quoted' && length <= LONGEST_ROW) {
        if (char === '\n') line++
        if (char === '"') state = 'closed'
        else cell += char
        length++
        continue
      }
      if (lineEnd) {
        if (length > LONGEST_ROW) problem = 'the row is longer than 1 MiB; a quote may not be closed'
        line++
        const row = end()
        begun = line
        skipLf = char === '\r'
        if (row) yield row
      } else if (char === ',') {
        cells.push(cell)
        cell = ''
        state = 'start'
      } else if (char === '"' && state === 'start') state = 'quoted'
      else if (char === '"' && state === 'closed') {
        cell += '"'
        state = 'quoted'
      } else {
        if (state === 'closed' || char === '"') problem ??= 'a quote stands inside a cell that is not quoted'
        if (state !== 'closed') state = 'plain'
        if (length <= LONGEST_ROW) cell += char
      }
      length++
    }
  }
  if (state === 'quoted') problem = 'the file ends inside quotes'
  if (cells.length > 0 || cell !== '' || problem) {
    const row = end()
    if (row) yield row
  }
}
