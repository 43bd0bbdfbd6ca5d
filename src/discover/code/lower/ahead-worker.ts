// The thread behind ahead.ts: lowers texts it is sent, one after the other, and sends each unit back as JSON. Reads nothing and writes nothing.
import { enableCompileCache } from 'node:module'
import { type MessagePort, workerData } from 'node:worker_threads'
import type { Lang } from '../kinds.ts'
import type { Asked, Told } from './ahead.ts'

const { port, done, langs } = workerData as { port: MessagePort; done: Int32Array; langs: readonly Lang[] }
enableCompileCache()
const [{ lower }, { loadGrammars }, { nestedTooDeeply }] = await Promise.all([
  import('./index.ts'),
  import('./grammars.ts'),
  import('./nesting.ts'),
])
await loadGrammars(langs)

port.on('message', ({ path, lang, text }: Asked) => {
  let told: Told
  try {
    const deep = (lang === 'js' || lang === 'markup') && nestedTooDeeply(text)
    const unit = deep ? null : lower(lang, path, text)
    told = { path, unit: unit && JSON.stringify(unit), deep, failed: false }
  } catch {
    told = { path, unit: null, deep: false, failed: true }
  }
  port.postMessage(told)
  Atomics.add(done, 0, 1)
  Atomics.notify(done, 0)
})
