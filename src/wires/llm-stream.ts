// Originals back into the stream of an LLM's reply. A model writes a pseudonym token by token, so it comes cut over several events of the stream, each JSON of its
// own: text is followed run by run (one choice, one content block), and what may be the beginning of a pseudonym waits for the next event of its run.
import type { StreamRestorer } from '../core/wire.ts'
import type { Json } from '../core/words.ts'
import { isObject, readJson, writeJson } from './codec/json.ts'

/** A piece of text in an event: which run it belongs to, and where it stands. `json`: the text is itself JSON (arguments of a tool call). */
export interface Spot {
  readonly run: string
  readonly holder: { [key: string]: Json }
  readonly key: string
  readonly json?: boolean
}

/** What a vendor's events say: the texts one carries, and whether a run is over with it. */
export interface StreamShape {
  texts(event: Json): Spot[]
  ends(event: Json, run: string): boolean
}

/** Restores events of a stream, or a whole JSON answer, told by how it begins. */
export function llmRestorer(originals: ReadonlyMap<string, string>, shape: StreamShape): StreamRestorer {
  let inner: StreamRestorer | null = null
  let start = ''
  const begin = (): StreamRestorer =>
    /^\s*(?:event|data|id|retry|:)/.test(start) ? eventRestorer(originals, shape) : textRestorer(escaped(originals))
  return {
    push(text) {
      if (inner !== null) return inner.push(text)
      start += text
      if (start.trimStart().length < 6) return ''
      inner = begin()
      return inner.push(start)
    },
    end() {
      if (inner === null) {
        inner = begin()
        return inner.push(start) + inner.end()
      }
      return inner.end()
    },
  }
}

/** Characters of one event of a stream. */
const MAX_EVENT = 4 * 1024 * 1024

interface Run {
  readonly text: StreamRestorer
  /** The last event of the run with other text: carries what was held back when the run ends. */
  last: (text: string) => string
}

function eventRestorer(originals: ReadonlyMap<string, string>, shape: StreamShape): StreamRestorer {
  const runs = new Map<string, Run>()
  let rest = ''

  const flush = (run: Run): string => {
    const held = run.text.end()
    return held === '' ? '' : run.last(held)
  }

  const one = (block: string): string => {
    const lines = block.split(/\r?\n/)
    const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart())
    const value = parsed(data.join('\n'))
    // `[DONE]`, comments: whatever still waits goes before it.
    if (value === null) return (data.length > 0 ? [...runs.values()].map(flush).join('') : '') + textOnce(block, originals)
    const head = lines.filter((line) => line !== '' && !line.startsWith('data:'))
    const write = (event: Json): string => `${[...head, `data: ${writeJson(event)}`].join('\n')}\n\n`
    const spots = shape.texts(value)
    restoreAll(value, originals, spots)
    for (const spot of spots) {
      let run = runs.get(spot.run)
      if (run === undefined) runs.set(spot.run, (run = { text: textRestorer(spot.json ? escaped(originals) : originals), last: () => '' }))
      spot.holder[spot.key] = run.text.push(String(spot.holder[spot.key]))
      run.last = (text) => {
        const before = spot.holder[spot.key] as Json
        spot.holder[spot.key] = text
        const event = write(value)
        spot.holder[spot.key] = before
        return event
      }
    }
    let before = ''
    for (const [name, run] of runs)
      if (shape.ends(value, name)) {
        const own = spots.find((spot) => spot.run === name)
        if (own === undefined) before += flush(run)
        else own.holder[own.key] = `${String(own.holder[own.key])}${run.text.end()}`
      }
    return before + write(value)
  }

  return {
    push(text) {
      rest += text
      let out = ''
      for (let end = /\r?\n\r?\n/.exec(rest); end !== null; end = /\r?\n\r?\n/.exec(rest)) {
        out += one(rest.slice(0, end.index + end[0].length))
        rest = rest.slice(end.index + end[0].length)
      }
      // No event of any vendor comes near: what does not end is passed on as plain text rather than kept.
      if (rest.length > MAX_EVENT) {
        out += textOnce(rest, originals)
        rest = ''
      }
      return out
    },
    end() {
      const out = [...runs.values()].map(flush).join('') + textOnce(rest, originals)
      rest = ''
      return out
    },
  }
}

/** Pseudonym → original over pieces of one text; holds back the longest end that may begin a pseudonym. */
export function textRestorer(originals: ReadonlyMap<string, string>): StreamRestorer {
  const words = [...originals.keys()].sort((a, b) => b.length - a.length)
  const pattern = words.length === 0 ? null : new RegExp(words.map((word) => RegExp.escape(word)).join('|'), 'g')
  const restore = (text: string): string => (pattern === null ? text : text.replace(pattern, (found) => originals.get(found) ?? found))
  let held = ''
  return {
    push(text) {
      const all = held + text
      let cut = all.length - waiting(all, words)
      for (const match of pattern === null ? [] : all.matchAll(pattern))
        if (match.index < cut && match.index + match[0].length > cut) cut = match.index
      held = all.slice(cut)
      return restore(all.slice(0, cut))
    },
    end() {
      const out = restore(held)
      held = ''
      return out
    },
  }
}

function waiting(text: string, words: readonly string[]): number {
  let longest = 0
  for (const word of words)
    for (let length = Math.min(word.length - 1, text.length); length > longest; length--)
      if (text.endsWith(word.slice(0, length))) {
        longest = length
        break
      }
  return longest
}

function textOnce(text: string, originals: ReadonlyMap<string, string>): string {
  const one = textRestorer(originals)
  return one.push(text) + one.end()
}

/** Originals as they must stand inside a JSON string. */
function escaped(originals: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...originals].map(([pseudonym, original]) => [pseudonym, JSON.stringify(original).slice(1, -1)]))
}

/** Every text of an event but those that are followed as runs: a final event repeats the whole reply. */
function restoreAll(node: Json, originals: ReadonlyMap<string, string>, spots: readonly Spot[]): void {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    const holder = node as { [key: string]: Json }
    if (typeof value === 'string') {
      if (!spots.some((spot) => spot.holder === holder && spot.key === key)) holder[key] = textOnce(value, originals)
    } else restoreAll(value as Json, originals, spots)
  }
}

function parsed(text: string): Json | null {
  if (!text.startsWith('{')) return null
  try {
    const value = readJson(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
