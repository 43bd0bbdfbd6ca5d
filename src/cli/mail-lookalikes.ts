// Lookalike watch as a command: proposals for the company and its vendors, or a zone file, certificate export or list searched for names that imitate them.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { CordonError } from '../core/errors.ts'
import { nameOf } from '../respond/mail/address.ts'
import type { Sender } from '../respond/mail/context.ts'
import { namesIn, proposeLookalikes } from '../respond/mail/lookalikes.ts'
import { noSurroundings } from '../respond/mail/nobody.ts'
import { Owners } from '../respond/mail/owners.ts'
import { surroundingsOf } from './mail-triage.ts'
import { out } from './output.ts'

interface Options {
  readonly context?: string
  readonly policy?: string
  readonly domain?: string[]
  readonly vendor?: string[]
  readonly in?: string[]
  readonly limit: string
  readonly json?: boolean
}

export async function lookalikes(options: Options): Promise<void> {
  const { company, senders } = await whom(options)
  const limit = Number(options.limit)
  if (!Number.isInteger(limit) || limit < 1) throw new CordonError('usage.wrong', '--limit is a number above 0.')
  if (!options.in) {
    for (const p of proposeLookalikes({ company, senders }, limit))
      await out.write(options.json ? `${JSON.stringify(p)}\n` : `${p.rank.toFixed(2)}  ${p.how.padEnd(20)} ${p.name}\n`)
    return
  }
  const owners = new Owners(senders, [])
  const seen = new Set<string>()
  for (const path of options.in)
    for await (const { line, n } of linesOf(path))
      for (const name of namesIn(line)) {
        if (seen.has(name)) continue
        const found = owners.resemblance(name)
        if (!found) continue
        if (seen.size < 1_000_000) seen.add(name)
        const hit = { name, imitates: found.owner.name, how: found.how, file: path, line: n }
        await out.write(options.json ? `${JSON.stringify(hit)}\n` : `${name}  imitates ${hit.imitates} (${hit.how})  ${path}:${n}\n`)
      }
  process.exitCode = seen.size > 0 ? 1 : 0
}

async function whom(options: Options): Promise<{ company: Sender | null; senders: Sender[] }> {
  const around = options.domain ? noSurroundings : await surroundingsOf(options)
  const senders: Sender[] = [...around.senders]
  let company = around.company
  if (options.domain?.length) {
    const domains = options.domain.map((d) => d.toLowerCase())
    company = { id: 'company', name: nameOf(domains[0]!).core, kind: 'company', sending: domains, links: domains }
    senders.unshift(company)
  }
  if (options.vendor?.length) {
    const catalog = await (await import('./catalog-files.ts')).readCatalog()
    for (const id of options.vendor) {
      const card = catalog.byId(id)
      if (!card)
        throw new CordonError('usage.wrong', `There is no vendor "${id}" in the catalogue.`, { hint: 'See "cordon catalog list".' })
      const domains = [card.domain, ...card.mail.sending]
      senders.push({ id: card.id, name: card.name, kind: 'vendor', sending: domains, links: [card.domain, ...card.mail.links] })
    }
  }
  if (senders.length === 0) throw new CordonError('usage.wrong', 'Say whose names to watch: --context FILE, or --domain and --vendor.')
  return { company, senders }
}

async function* linesOf(path: string): AsyncGenerator<{ line: string; n: number }> {
  const input = path === '-' ? process.stdin : createReadStream(path)
  let n = 0
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) yield { line: line.slice(0, 100_000), n: ++n }
  } catch (error) {
    throw new CordonError('input.unreadable', 'The file cannot be read.', { place: { path }, cause: error })
  }
}
