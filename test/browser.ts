// A real Chromium on a page of ours, for tests with browser SDKs: the package bundled as an application would, served from loopback.
import { createServer } from 'node:http'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'

export interface TestPage {
  readonly page: Page
  /** Errors the page threw or logged. */
  readonly errors: string[]
  /** Leaves the page as a person would, so that beacons go out, and closes everything. */
  close(): Promise<void>
}

export const CHROMIUM = process.env.CORDON_CHROMIUM ?? '/usr/bin/chromium'
/** No traffic of the browser's own, and nothing by which an SDK would take it for a robot. */
export const ARGUMENTS: string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-blink-features=AutomationControlled',
]
export const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

/** An ES module that may import npm packages as one script for a page, as an application would bundle it; its exports are on `window.app`. */
export async function bundled(source: string): Promise<string> {
  const bundle = await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'app',
    platform: 'browser',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return bundle.outputFiles[0]?.text ?? ''
}

/** Opens a page whose script is `source` (an ES module that may import npm packages; its exports are on `window.app`). */
export async function openPage(source: string, options: { path?: string; title?: string; html?: string } = {}): Promise<TestPage> {
  const script = await bundled(source)
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/app.js')) return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    if (request.url === '/favicon.ico') return void response.writeHead(204).end()
    // The application's own session: a gateway under the same site must never pass it on.
    response.setHeader('set-cookie', 'session=app-session-secret; HttpOnly; Path=/')
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>${options.title ?? 'Home'}</title><body>${options.html ?? ''}<script src="/app.js"></script></body>`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://localhost:${(server.address() as { port: number }).port}`
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ARGUMENTS,
  })
  const context = await browser.newContext({
    userAgent: USER_AGENT,
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(origin + (options.path ?? '/'), { referer: `${origin}/from?q=private+search` })
  return {
    page,
    errors,
    async close() {
      await page.goto('about:blank').catch(() => {})
      await browser.close()
      await new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
    },
  }
}
