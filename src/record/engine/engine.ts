// What the record asks of an engine. Two drivers do it, each in its own way; test/contracts/engine.ts is what both must do, answers equal to the byte.

/** A value of a `{name:Type}` placeholder. */
export type Param = string | number | readonly Param[]
export type Params = Readonly<Record<string, Param>>

export interface Engine {
  /** Where it runs, for messages: `chdb` or the server's address without credentials. */
  readonly name: string
  /** Rows of an answer, one array a row, 64-bit numbers as numbers. Rejects with `engine.down` or `engine.refused`; never a part of an answer. */
  query(sql: string, params?: Params): Promise<unknown[][]>
  /** A statement without an answer. */
  exec(sql: string, params?: Params): Promise<void>
  /** Puts RowBinary rows into a table. The same token again changes nothing, however often and however far the first time got. */
  ingest(table: string, columns: string, rows: Buffer, token: string): Promise<void>
  close(): Promise<void>
}

/** Settings both drivers use. A time limit, because a question that is given up runs on in the engine. */
export const ENGINE_SETTINGS: Readonly<Record<string, string | number>> = {
  max_execution_time: 120,
  output_format_json_quote_64bit_integers: 0,
  // A shard that cannot be reached must fail the question: a part of the people is never an answer.
  skip_unavailable_shards: 0,
  // Neither may a limit of a server's profile cut an answer short without an error …
  ...Object.fromEntries(
    ['timeout', 'read', 'result', 'group_by', 'distinct', 'set', 'join', 'sort', 'transfer'].map((what) => [
      `${what}_overflow_mode`,
      'throw',
    ]),
  ),
  // … nor its habits change what a question means.
  join_use_nulls: 0,
  limit: 0,
  offset: 0,
}

/** Settings of an ingest: one thread and no splitting, so that the token stands for exactly these rows. */
export const INGEST_SETTINGS: Readonly<Record<string, string | number>> = {
  max_threads: 1,
  max_insert_threads: 1,
  max_insert_block_size: 4_000_000,
  min_insert_block_size_rows: 4_000_000,
  min_insert_block_size_bytes: 0,
  max_partitions_per_insert_block: 0,
  async_insert: 0,
  insert_deduplicate: 1,
}

export function parseRows(text: string): unknown[][] {
  const rows: unknown[][] = []
  for (const line of text.split('\n')) if (line !== '') rows.push(JSON.parse(line))
  return rows
}
