#!/usr/bin/env node
// Finds Node 24 (Cordon brings it as the package `node`) and starts the command on it: from the TypeScript source in a checkout, from dist/ where it was installed.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const home = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(home, 'src/cli/main.ts')
const entry = existsSync(source) ? source : join(home, 'dist/cli/main.js')

const modern = Number(process.versions.node.split('.')[0]) >= 24
// Mail triage reads one letter after the other and is to stay small; a large nursery would only hold what is long done with. It can only be set when Node starts.
const flags =
  process.argv[2] === 'mail' && !process.execArgv.some((flag) => flag.startsWith('--max-semi-space-size'))
    ? ['--max-semi-space-size=4']
    : []

if (modern && flags.length === 0) {
  module.enableCompileCache?.()
  await import(pathToFileURL(entry).href)
} else {
  const own = modern ? process.execPath : join(home, 'node_modules/node/bin/node')
  if (!existsSync(own)) {
    process.stderr.write(`cordon needs Node 24 or newer; this is ${process.version}. Run "npm install" in ${home}, or install Node 24.\n`)
    process.exit(3)
  }
  const child = spawn(own, [...flags, fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}
