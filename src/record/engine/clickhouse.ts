// The engine at scale: a ClickHouse server or cluster over HTTP. Same statements, same answers as the embedded one.
import { Readable } from 'node:stream'
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { CordonError } from '../../core/errors.ts'
import { insertFromBody } from '../sql/ingest.sql.ts'
import { ENGINE_SETTINGS, type Engine, INGEST_SETTINGS, type Params, parseRows } from './engine.ts'

/** `url`: http(s)://[user:password@]host:port[/database]. */
export function openClickHouse(url: string): Engine {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch (cause) {
    throw new CordonError('usage.wrong', 'The address of the ClickHouse server is not a URL.', {
      cause,
      hint: 'CORDON_CLICKHOUSE=http://user:password@host:8123/database',
    })
  }
  return new ClickHouse(
    `${parsed.protocol}//${parsed.host}`,
    createClient({ url, clickhouse_settings: ENGINE_SETTINGS, request_timeout: 150_000, log: { level: ClickHouseLogLevel.OFF } }),
  )
}

class ClickHouse implements Engine {
  readonly name: string
  private readonly client: ClickHouseClient

  constructor(name: string, client: ClickHouseClient) {
    this.name = name
    this.client = client
  }

  async query(sql: string, params: Params = {}): Promise<unknown[][]> {
    return this.asking(async () => {
      // `wait_end_of_query`: an error in the middle must be a status, not a truncated answer.
      const result = await this.client.query({
        query: sql,
        query_params: { ...params },
        format: 'JSONCompactEachRow',
        clickhouse_settings: { wait_end_of_query: 1 },
      })
      return parseRows(await result.text())
    })
  }

  async exec(sql: string, params: Params = {}): Promise<void> {
    await this.asking(() => this.client.command({ query: sql, query_params: { ...params }, clickhouse_settings: { wait_end_of_query: 1 } }))
  }

  async ingest(table: string, _columns: string, rows: Buffer, token: string): Promise<void> {
    await this.asking(async () => {
      const { stream } = await this.client.exec({
        query: insertFromBody(table),
        values: Readable.from([rows], { objectMode: false }),
        clickhouse_settings: { ...INGEST_SETTINGS, insert_deduplication_token: token, wait_end_of_query: 1 },
      })
      for await (const _ of stream);
    })
  }

  async close(): Promise<void> {
    await this.client.close()
  }

  private async asking<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      if (cause instanceof ClickHouseError)
        throw new CordonError('engine.refused', `Code: ${cause.code}. ${cause.message.split('\n')[0]}`, { cause })
      throw new CordonError('engine.down', `The ClickHouse server at ${this.name} cannot be reached.`, { cause })
    }
  }
}
