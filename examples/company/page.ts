// The example company's page: the real mixpanel-browser, bundled as an application would, pointed at the guard by its host setting alone.
import { createServer } from 'node:http'

export interface Page {
  readonly origin: string
  close(): Promise<void>
}

const script = (guard: string): string => `
import mixpanel from 'mixpanel-browser'
mixpanel.init('EXAMPLE_PROJECT', { api_host: 'http://${guard}/mixpanel', track_pageview: true, batch_flush_interval_ms: 500 })
const form = document.querySelector('form')
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const email = new FormData(form).get('email')
  mixpanel.identify(email)
  mixpanel.people.set({ $email: email })
  mixpanel.track('Signed up', { email })
  document.querySelector('output').textContent = 'Signed up. Look at the console: what left, and in which form?'
})
`

const html = `<!doctype html><meta charset="utf-8"><title>Fernhill API</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem}input,button{font:inherit;padding:.5rem}</style>
<h1>Fernhill API</h1><p>An invented company. Sign up with an invented address and see what its analytics vendor gets.</p>
<form><input name="email" type="email" required placeholder="ada@customer.example"> <button>Sign up</button></form><p><output></output></p>
<script src="/page.js"></script>`

/** Serves it on a free port of loopback. Rejects where esbuild is not installed (it is a development dependency). */
export async function startPage(guard: string): Promise<Page> {
  const { build } = await import('esbuild')
  const made = await build({
    stdin: { contents: script(guard), resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'silent',
  })
  const code = made.outputFiles[0]?.contents ?? new Uint8Array()
  const server = createServer((request, response) => {
    if (request.url === '/page.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(code)
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as { port: number }).port}/`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
