// What the server answers, and how the page asks. Only counts and names of properties ever come over this line.
export interface Vendor {
  readonly vendor: string
  readonly people: number
  readonly disclosures: number
  readonly last: string
  readonly byField: Readonly<Record<string, number>>
  readonly byForm: Readonly<Record<'clear' | 'pseudonym' | 'generalised', number>>
  readonly coverage: readonly { readonly source: string; readonly from: string; readonly to: string; readonly gaps: readonly unknown[] }[]
  readonly cut: string | null
}

export interface Property {
  readonly vendor: string
  readonly property: string
  readonly field: string | null
  readonly action: string
  readonly sdk: string
  readonly at: string
}

export interface Decision {
  readonly at: string
  readonly vendor: string
  readonly endpoint: string
  readonly verdict: 'sent' | 'reduced' | 'dropped' | 'cut' | 'observed' | 'refused'
  readonly reason: string
  readonly parcels: number
  readonly removed: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly micros: number
}

export interface Incident {
  readonly id: string
  readonly vendor: string
  readonly state: string
  readonly title: string
}

export async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return (await answer.json()) as T
}

/** Calls `take` with each decision as it happens, and tries again when the guard goes away. Never resolves. */
export async function followDecisions(take: (decision: Decision) => void, live: (on: boolean) => void): Promise<never> {
  for (;;) {
    try {
      const answer = await fetch('api/decisions')
      if (!answer.ok || answer.body === null) throw new Error('no guard')
      live(true)
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
      let held = ''
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const lines = (held + part.value).split('\n')
        held = lines.pop() ?? ''
        for (const line of lines) if (line !== '') take(JSON.parse(line) as Decision)
      }
    } catch {}
    live(false)
    await new Promise((turn) => setTimeout(turn, 2000))
  }
}
