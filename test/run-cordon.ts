// Runs the command as a user does, in a process of its own.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Rejects where the exit code is neither 0 nor 1, with what was said on stderr. */
export async function runCordon(args: readonly string[], options: { input?: string; env?: Record<string, string> } = {}): Promise<Ran> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../bin/cordon.js', import.meta.url)), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  })
  child.stdin.end(options.input ?? '')
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => (stdout += chunk))
  child.stderr.on('data', (chunk) => (stderr += chunk))
  const code = await new Promise<number>((done) => child.once('close', (status) => done(status ?? -1)))
  if (code !== 0 && code !== 1) throw new Error(`cordon ${args[0]} ended with ${code}: ${stderr.slice(-600)}`)
  return { code, stdout, stderr }
}
