// One Chromium and one small site for all browser SDKs: each bundled once, as an application would, each page in a context of its own.
import { createServer } from 'node:http'
import { chromium } from 'playwright-core'
import { ARGUMENTS, bundled, CHROMIUM, USER_AGENT } from '../../browser.ts'
import { person } from './person.ts'

export interface Pages {
  /** Opens a page with that SDK at that vendor's origin and leaves it once it has run and `settled` resolves, so that beacons go out; what it threw or logged as an error. */
  visit(sdk: string, vendorOrigin: string, settled: () => Promise<void>): Promise<string[]>
  close(): Promise<void>
}

const ADDRESS = `/reset/${person.id}?token=SECRET-token-1&email=${encodeURIComponent(person.email)}&utm_source=mail&gclid=G1-click#frag`
const HTML = `<p>Hello ${person.name}</p><form onsubmit="return false"><input name="email" value="${person.email}"></form><button id="b">Sign out ${person.name}</button>`

/** `sources`: the module of each SDK's page. */
export async function openPages(sources: Readonly<Record<string, string>>): Promise<Pages> {
  const made = Object.entries(sources).map(async ([sdk, source]): Promise<[string, string]> => [sdk, await bundled(source)])
  const scripts = new Map(await Promise.all(made))
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const script = scripts.get(/^\/app\/(.+)\.js$/.exec(path)?.[1] ?? '')
    if (script !== undefined) return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    if (path === '/favicon.ico') return void response.writeHead(204).end()
    // The application's own session: a gateway under the same site must never pass it on.
    response.setHeader('set-cookie', 'session=app-session-secret; HttpOnly; Path=/')
    const sdk = /^\/([a-z-]+)\//.exec(path)?.[1] ?? ''
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>Account of ${person.email}</title><body>${HTML}<script src="/app/${sdk}.js"></script></body>`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const site = `http://localhost:${(server.address() as { port: number }).port}`
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
  return {
    async visit(sdk, vendorOrigin, settled) {
      const context = await browser.newContext({ userAgent: USER_AGENT })
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
      await page.addInitScript((origin) => Object.assign(globalThis, { vendorOrigin: origin }), vendorOrigin)
      await page.goto(`${site}/${sdk}${ADDRESS}`, { referer: `${site}/from?q=private+search` })
      await page.evaluate('app.finished')
      await settled()
      await page.goto('about:blank')
      await context.close()
      return errors
    },
    async close() {
      await browser.close()
      await new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
    },
  }
}
