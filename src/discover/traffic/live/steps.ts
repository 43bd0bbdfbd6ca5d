// The script of a capture (`--steps file.yaml`): what a visitor does before the capture ends. Few verbs, since every further one is one more to keep working.
import type { Page } from 'playwright-core'
import { LineCounter, parseDocument } from 'yaml'
import { CordonError } from '../../../core/errors.ts'

export type Step =
  | { readonly do: 'go'; readonly url: string }
  | { readonly do: 'click'; readonly what: string }
  | { readonly do: 'type'; readonly into: string; readonly text: string }
  | { readonly do: 'press'; readonly key: string }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'wait-for'; readonly what: string }

const VERBS = 'go, click, type, press, wait, wait-for'

/**
 * A YAML list, one verb an item: `- go: /cart`, `- click: "text=Sign in"`, `- type: { into: "#mail", text: $email }`, `- press: Enter`, `- wait: 2s`, `- wait-for: "#done"`.
 * Throws `input.invalid` with line and column.
 */
export function parseSteps(yaml: string, path: string): Step[] {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines })
  const fail = (message: string, offset: number): never => {
    const at = lines.linePos(offset)
    throw new CordonError('input.invalid', message, {
      place: { path, line: at.line, column: at.col },
      hint: `A step is one of ${VERBS}; see docs/guide/capture.md.`,
    })
  }
  const error = document.errors[0]
  if (error) fail('This is not YAML.', error.pos[0])
  const list = document.contents as unknown as { items?: { range?: [number, number, number]; toJSON(): unknown }[] } | null
  if (!list || !Array.isArray(list.items)) return fail('Steps are a list.', 0)
  return list.items.map((item) => {
    const offset = item.range?.[0] ?? 0
    const value = item.toJSON()
    if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return fail('A step has exactly one verb.', offset)
    const [verb, what] = Object.entries(value)[0] as [string, unknown]
    const step = stepOf(verb, what)
    return step ?? fail(`"${verb}" with this value is no step.`, offset)
  })
}

function stepOf(verb: string, what: unknown): Step | null {
  switch (verb) {
    case 'go':
      return typeof what === 'string' ? { do: 'go', url: what } : null
    case 'click':
      return typeof what === 'string' ? { do: 'click', what } : null
    case 'press':
      return typeof what === 'string' ? { do: 'press', key: what } : null
    case 'wait-for':
      return typeof what === 'string' ? { do: 'wait-for', what } : null
    case 'wait': {
      const match = /^(\d+(?:\.\d+)?)\s*(ms|s)?$/.exec(String(what))
      return match ? { do: 'wait', ms: Math.min(600_000, Number(match[1]) * (match[2] === 'ms' ? 1 : 1000)) } : null
    }
    case 'type': {
      const type = what as { into?: unknown; text?: unknown } | null
      if (typeof type !== 'object' || type === null || typeof type.into !== 'string' || typeof type.text !== 'string') return null
      return { do: 'type', into: type.into, text: type.text }
    }
    default:
      return null
  }
}

/** Does one step. `words`: `$email` and the like in a text stand for the planted person's values. Throws `capture.step` naming the step that could not be done. */
export async function doStep(page: Page, step: Step, number: number, words: ReadonlyMap<string, string>): Promise<void> {
  try {
    switch (step.do) {
      case 'go':
        await page.goto(new URL(step.url, page.url()).href, { waitUntil: 'domcontentloaded', timeout: 30_000 })
        break
      case 'click':
        await page.locator(step.what).first().click({ timeout: 10_000 })
        break
      case 'type':
        await page
          .locator(step.into)
          .first()
          .pressSequentially(
            step.text.replace(/\$(\w+)/g, (all, word: string) => words.get(word) ?? all),
            { delay: 5, timeout: 10_000 },
          )
        break
      case 'press':
        await page.keyboard.press(step.key)
        break
      case 'wait':
        await page.waitForTimeout(step.ms)
        break
      case 'wait-for':
        await page.locator(step.what).first().waitFor({ timeout: 30_000 })
        break
    }
  } catch (cause) {
    throw new CordonError('capture.step', `Step ${number} (${step.do}) could not be done.`, {
      cause,
      hint: 'Look at the screenshot in the evidence folder (--evidence DIR); what was captured before is still reported.',
    })
  }
}
