// The milter protocol (Sendmail's libmilter, version 6) as a pure state machine: bytes from the mail server in, bytes to it out. The letter passes with a header that says what
// triage thinks, or goes to quarantine; it is never changed otherwise.
import type { Judgement } from './judge.ts'

/** Largest packet taken; libmilter sends bodies in pieces of 64 kB. */
const MOST_PACKET = 1024 * 1024

export interface MilterParts {
  judge(message: Uint8Array): Promise<Judgement>
  /** What happens to a phish: only marked, held by the mail server, or refused. */
  readonly phish: 'mark' | 'quarantine' | 'refuse'
  /** Largest message that is gathered; longer ones are judged by their beginning. */
  readonly most: number
}

/** One connection of a mail server. */
export class MilterSession {
  readonly #parts: MilterParts
  #buffer: Buffer = Buffer.alloc(0)
  #headers: string[] = []
  #recipients: string[] = []
  #body: Buffer[] = []
  #size = 0

  constructor(parts: MilterParts) {
    this.#parts = parts
  }

  /** Bytes received → bytes to send; null: close the connection (the server said goodbye, or speaks another protocol). */
  async take(chunk: Uint8Array): Promise<Buffer | null> {
    this.#buffer = Buffer.concat([this.#buffer, chunk])
    const out: Buffer[] = []
    while (this.#buffer.length >= 4) {
      const length = this.#buffer.readUInt32BE(0)
      if (length === 0 || length > MOST_PACKET) return null
      if (this.#buffer.length < 4 + length) break
      const command = String.fromCharCode(this.#buffer[4]!)
      const data = this.#buffer.subarray(5, 4 + length)
      this.#buffer = this.#buffer.subarray(4 + length)
      const answer = await this.#command(command, data)
      if (answer === null) return null
      out.push(...answer)
    }
    return Buffer.concat(out)
  }

  async #command(command: string, data: Buffer): Promise<Buffer[] | null> {
    switch (command) {
      case 'O': {
        if (data.length < 12) return null
        // Version 6; we add headers (0x01) and may quarantine (0x20); every step is wanted.
        const answer = Buffer.alloc(12)
        answer.writeUInt32BE(Math.min(6, data.readUInt32BE(0)), 0)
        answer.writeUInt32BE(data.readUInt32BE(4) & 0x21, 4)
        answer.writeUInt32BE(0, 8)
        return [packet('O', answer)]
      }
      case 'D':
        return []
      case 'M':
        this.#reset()
        return [packet('c')]
      case 'R':
        if (this.#recipients.length < 1_000)
          this.#recipients.push(
            data
              .subarray(0, data.indexOf(0))
              .toString('utf8')
              .replace(/[<>\s]/g, ''),
          )
        return [packet('c')]
      case 'L': {
        const [name = '', value = ''] = data.toString('utf8').split('\0')
        if (this.#headers.length < 2_000) this.#headers.push(`${name}: ${value.trimStart()}`)
        return [packet('c')]
      }
      case 'B':
        if (this.#size < this.#parts.most) this.#body.push(Buffer.from(data))
        this.#size += data.length
        return [packet('c')]
      case 'E': {
        if (data.length) this.#body.push(Buffer.from(data))
        return await this.#end()
      }
      case 'A':
        this.#reset()
        return []
      case 'Q':
        return null
      case 'K':
        this.#reset()
        return []
      default:
        // Connection, HELO, end of headers, unknown commands, DATA: nothing to say.
        return [packet('c')]
    }
  }

  async #end(): Promise<Buffer[]> {
    // The envelope tells who really receives it, also where the To header does not.
    const head = [...this.#recipients.map((r) => `Delivered-To: ${r}`), ...this.#headers].join('\r\n')
    const judgement = await this.#parts.judge(Buffer.concat([Buffer.from(`${head}\r\n\r\n`), ...this.#body]))
    this.#reset()
    const codes = [...new Set(judgement.reasons.map((r) => r.code))].slice(0, 8).join(',')
    const out = [packet('h', Buffer.from(`X-Cordon-Triage\0${judgement.verdict}; score=${judgement.score.toFixed(2)}; reasons=${codes}\0`))]
    if (judgement.verdict === 'phish' && this.#parts.phish === 'refuse')
      return [packet('y', Buffer.from('550 5.7.1 This letter was found to be a phish\0'))]
    if (judgement.verdict === 'phish' && this.#parts.phish === 'quarantine') out.push(packet('q', Buffer.from('phish\0')))
    return [...out, packet('c')]
  }

  #reset(): void {
    this.#headers = []
    this.#recipients = []
    this.#body = []
    this.#size = 0
  }
}

function packet(command: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(data.length + 1, 0)
  head.write(command, 4, 'latin1')
  return Buffer.concat([head, data])
}
