// What every command writes: results on stdout, everything else on stderr, progress only where a person looks.

/** Results. Writes wait for a slow reader, so that `cordon … | head` neither fails nor fills memory. */
export const out = {
  async write(text: string | Uint8Array): Promise<void> {
    if (!process.stdout.write(text)) await new Promise<void>((done) => process.stdout.once('drain', () => done()))
  },
  async json(value: unknown): Promise<void> {
    await out.write(`${JSON.stringify(value, null, 2)}\n`)
  },
  async flush(): Promise<void> {
    await new Promise<void>((done) => process.stdout.write('', () => done()))
  },
}
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

/** A message for a person, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** A progress line that overwrites itself; silent where stderr is no terminal. `total` 0: unknown. */
export function progress(label: string): { at(done: number, total: number): void; end(): void } {
  const live = process.stderr.isTTY === true
  let last = 0
  return {
    at(done, total) {
      const now = performance.now()
      if (!live || now - last < 80) return
      last = now
      const width = 24
      const full = total > 0 ? Math.min(width, Math.round((done / total) * width)) : 0
      const bar = total > 0 ? ` [${'█'.repeat(full)}${'·'.repeat(width - full)}]` : ''
      process.stderr.write(`\r\x1b[K${label}${bar} ${done}${total > 0 ? `/${total}` : ''}`)
    },
    end() {
      if (live) process.stderr.write('\r\x1b[K')
    },
  }
}
