#!/usr/bin/env node
// Starts the checker: from dist/ where it was built, from the TypeScript source in a checkout (Node 22.18 or newer runs it directly).
import { existsSync } from 'node:fs'

const built = new URL('../dist/main.js', import.meta.url)
const { main } = await import(existsSync(built) ? built.href : new URL('../src/main.ts', import.meta.url).href)
process.exitCode = main(process.argv.slice(2))
