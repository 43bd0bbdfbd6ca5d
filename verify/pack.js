// Before packing: builds dist and points the package at it. After packing: points it at the source again, as the checkout wants it, because Node does not
// run TypeScript below node_modules.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const to = process.argv[2] === 'dist' ? 'dist' : 'src'
const path = fileURLToPath(new URL('./package.json', import.meta.url))
if (to === 'dist') {
  const tsc = fileURLToPath(new URL('../node_modules/.bin/tsc', import.meta.url))
  const built = spawnSync(tsc, ['-p', fileURLToPath(new URL('./tsconfig.json', import.meta.url))], { stdio: 'inherit' })
  if (built.status !== 0) process.exit(1)
}
const described = JSON.parse(readFileSync(path, 'utf8'))
described.exports = to === 'dist' ? { '.': { types: './dist/index.d.ts', default: './dist/index.js' } } : { '.': './src/index.ts' }
writeFileSync(path, `${JSON.stringify(described, null, 2)}\n`)
