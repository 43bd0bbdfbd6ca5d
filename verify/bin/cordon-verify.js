#!/usr/bin/env node
// Starts the checker: from the TypeScript source in a checkout (Node 22.18 or newer), from dist/ where it was installed.
import { existsSync } from 'node:fs'

const source = new URL('../src/main.ts', import.meta.url)
const { main } = await import(existsSync(source) ? source.href : new URL('../dist/main.js', import.meta.url).href)
process.exitCode = main(process.argv.slice(2))
