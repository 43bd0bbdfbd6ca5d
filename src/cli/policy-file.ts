// The policy file as a running guard needs it: read again whenever its text changes, and the last good policy kept while the new text is wrong. The text
// itself is compared, four times a second: a few kilobytes, and unlike change notices it also works on network folders, in containers and with editors
// that replace the file.
import { readFile } from 'node:fs/promises'
import type { Clock } from '../core/clock.ts'
import { CordonError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Policy } from '../core/policy.ts'
import { nextChange } from '../decide/action.ts'
import { parsePolicy } from '../decide/policy.ts'

/** Milliseconds between two looks. A new text counts once two looks saw the same, so that a half-written file is not read. */
const LOOK = 250

export interface WatchedPolicy {
  /** The last good policy. */
  current(): Policy
  /** Looks now instead of at the next turn; for tests and signals. */
  look(): Promise<void>
  close(): void
}

/** Reads a policy file once. Throws `input.unreadable` or `policy.invalid`. */
export async function readPolicy(path: string): Promise<Policy> {
  return parsePolicy(await textOf(path), path)
}

/**
 * Reads a policy file and keeps reading it. `changed` is called with every new policy, and with the same one again when a decision in it ends, because
 * what it says has then changed. Throws as readPolicy does when the very first text is wrong: there is no last good policy then.
 */
export async function watchPolicy(
  path: string,
  tools: { log: Log; now: Clock; changed: (policy: Policy) => void },
): Promise<WatchedPolicy> {
  let text = await textOf(path)
  let policy = parsePolicy(text, path)
  let seen: string | null = text
  let ends = nextChange(policy, tools.now())
  tools.log('policy.loaded', { vendors: policy.vendors.size, path })

  function adopt(next: string): void {
    try {
      policy = parsePolicy(next, path)
    } catch (error) {
      refused(error)
      return
    }
    ends = nextChange(policy, tools.now())
    tools.log('policy.loaded', { vendors: policy.vendors.size, path })
    tools.changed(policy)
  }

  function refused(error: unknown): void {
    if (!(error instanceof CordonError)) throw error
    tools.log('policy.refused', { path, line: error.place?.line ?? 0, column: error.place?.column ?? 0, problem: error.message })
  }

  async function look(): Promise<void> {
    if (ends !== null && tools.now() >= ends) {
      ends = nextChange(policy, tools.now())
      tools.changed(policy)
    }
    let found: string | null = null
    let problem: unknown = null
    try {
      found = await textOf(path)
    } catch (error) {
      problem = error
    }
    const settled = found === seen
    seen = found
    if (!settled) return
    if (found === null) {
      if (text !== '') refused(problem)
      text = ''
    } else if (found !== text) {
      text = found
      adopt(found)
    }
  }

  let closed = false
  let timer = setTimeout(turn, LOOK)
  async function turn(): Promise<void> {
    await look()
    if (!closed) timer = setTimeout(turn, LOOK)
  }
  return {
    current: () => policy,
    look,
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new CordonError('input.unreadable', 'The policy file cannot be read', {
      place: { path },
      hint: '`cordon policy init` writes one to start from.',
      cause,
    })
  }
}
