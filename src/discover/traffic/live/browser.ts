// Drives a real Chromium through a page behind the wire path: looks, fills, waits for late batches, leaves while still listening, and gives what was sent.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Clock } from '../../../core/clock.ts'
import { CordonError } from '../../../core/errors.ts'
import type { Exchange, NotRead } from '../exchange.ts'
import { hostOf } from '../exchange.ts'
import type { Planted } from '../planted.ts'
import { isInside } from '../site.ts'
import { type Choice, choose } from './consent.ts'
import { fillForms } from './forms.ts'
import { newReach } from './reach.ts'
import { doStep, type Step } from './steps.ts'
import { openWirePath, type WirePath } from './wire-path.ts'

export interface PageOptions {
  readonly url: string
  readonly clock: Clock
  /** Path of Chromium; null: looked for. */
  readonly chromium: string | null
  readonly person: Planted
  readonly fill: boolean
  readonly submit: boolean
  readonly consent: Choice | null
  readonly steps: readonly Step[]
  /** File with a signed-in state (Playwright's storage state); null: a new visitor. */
  readonly state: string | null
  /** Least time on the page after everything was done, ms: late batches leave 5 to 10 seconds after. */
  readonly dwell: number
  /** No page is visited longer than this, ms. */
  readonly most: number
  readonly routes?: ReadonlyMap<string, string>
  readonly trust?: readonly string[]
  readonly keepScript?: (hash: string, bytes: Uint8Array) => void
  readonly keepPicture?: (name: string, png: Uint8Array) => void
  readonly say?: (text: string) => void
}

/** What happened up to an exchange: `before consent` until the banner was answered, … */
export interface Phase {
  readonly name: string
  readonly from: number
}

export interface PageCaptured {
  readonly page: string
  readonly exchanges: readonly Exchange[]
  readonly notRead: readonly NotRead[]
  readonly phases: readonly Phase[]
  readonly filled: number
}

/** Throws `capture.no-browser`; a page that fails, never rests or asks for the impossible still ends in time with what was seen and why. */
export async function capturePage(options: PageOptions): Promise<PageCaptured> {
  const started = options.clock()
  const deadline = started + options.most
  const executable = options.chromium ?? findChromium()
  const playwright = await import('playwright-core').catch((cause) => {
    throw new CordonError('capture.no-browser', 'The optional part playwright-core is not installed.', { cause })
  })
  const agent = await agentOf(executable)
  const reach = newReach(isInside(hostOf(options.url)), options.routes)
  const path = await openWirePath({
    clock: options.clock,
    reach,
    ...(options.trust ? { trust: options.trust } : {}),
    ...(options.keepScript ? { keepScript: options.keepScript } : {}),
  })
  const problems: NotRead[] = []
  const phases: Phase[] = [{ name: 'visit', from: 0 }]
  const causes = new Map<string, string>()
  let filled = 0
  let browser: Browser | null = null
  try {
    browser = await playwright.chromium
      .launch({
        executablePath: executable,
        headless: true,
        args: argumentsOf(path, agent),
        ignoreDefaultArgs: ['--enable-automation'],
        proxy: { server: `http://127.0.0.1:${path.port}`, bypass: '<-loopback>' },
      })
      .catch((cause) => {
        throw new CordonError('capture.no-browser', 'Chromium could not be started.', { cause })
      })
    const context = await browser.newContext({
      acceptDownloads: false,
      viewport: { width: 1366, height: 768 },
      locale: 'en-US',
      userAgent: agent,
      ...(options.state ? { storageState: options.state } : {}),
    })
    const page = await context.newPage()
    watch(context, page, causes, problems)
    const within = <T>(work: Promise<T>): Promise<T | undefined> => raceUntil(work, deadline, options.clock)
    const picture = async (name: string): Promise<void> => {
      if (!options.keepPicture) return
      const png = await within(page.screenshot({ timeout: 5_000 }).catch(() => undefined))
      if (png) options.keepPicture(name, png)
    }

    options.say?.('opening')
    await within(
      page.goto(options.url, { waitUntil: 'load', timeout: Math.min(45_000, options.most) }).catch((error: Error) => {
        problems.push({ entry: null, why: `the page did not finish loading (${firstLine(error.message)})` })
      }),
    )
    await within(rest(path, options.clock, 500, 3_000))
    await picture('opened')
    if (options.consent) {
      options.say?.(`consent: ${options.consent}`)
      phases[0] = { name: 'before consent', from: 0 }
      const from = path.exchanges().length
      const pressed = await within(choose(page, options.consent, 5_000))
      if (pressed) phases.push({ name: options.consent === 'accept' ? 'after accepting' : 'after rejecting', from })
      else problems.push({ entry: null, why: `no button was found to ${options.consent} with` })
      await within(rest(path, options.clock, 500, 3_000))
      await picture(`after-${options.consent}`)
    }
    options.say?.('looking around')
    await within(lookAround(page))
    const words = wordsOf(options.person)
    for (const [number, step] of options.steps.entries()) {
      options.say?.(`step ${number + 1} of ${options.steps.length}`)
      try {
        await within(doStep(page, step, number + 1, words))
      } catch (error) {
        problems.push({ entry: null, why: error instanceof CordonError ? error.message : 'a step could not be done' })
        break
      }
    }
    if (options.fill) {
      options.say?.('filling forms')
      const done = await within(fillForms(page, options.person, options.submit, deadline))
      filled = done?.fields ?? 0
      await picture('filled')
    }
    options.say?.('waiting for late batches')
    await within(page.waitForTimeout(options.dwell))
    await picture('left')
    if (options.clock() >= deadline)
      problems.push({ entry: null, why: `the page did not come to rest within ${Math.round(options.most / 1000)} s` })
    // Leaving: pages send their last batch now, and it takes the wire path a moment to see it.
    options.say?.('leaving')
    const end = options.clock() + 8_000
    await raceUntil(
      page.goto('about:blank', { timeout: 3_000 }).catch(() => {}),
      end,
      options.clock,
    )
    await raceUntil(rest(path, options.clock, 1_000, 5_000), end, options.clock)
    await raceUntil(
      page.close({ runBeforeUnload: true }).catch(() => {}),
      end,
      options.clock,
    )
    await raceUntil(rest(path, options.clock, 300, 1_500), end, options.clock)
    const exchanges = path
      .exchanges()
      .map((exchange) => ({ ...exchange, page: options.url, from: causes.get(`${exchange.method} ${exchange.url}`) ?? '' }))
    return { page: options.url, exchanges, notRead: [...path.notRead, ...problems], phases, filled }
  } finally {
    if (browser)
      await raceUntil(
        browser.close().catch(() => {}),
        options.clock() + 5_000,
        options.clock,
      )
    await path.close()
  }
}

/** Debian's, the user's, or one that playwright installed. Throws `capture.no-browser`. */
export function findChromium(): string {
  const candidates = [
    process.env.CORDON_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ]
  for (const path of candidates) if (path && existsSync(path)) return path
  throw new CordonError('capture.no-browser', 'No Chromium was found on this machine.')
}

/** The user agent a visitor with this Chromium would have: SDKs drop everything that says "Headless". */
async function agentOf(executable: string): Promise<string> {
  const { stdout } = await promisify(execFile)(executable, ['--version'], { timeout: 20_000 }).catch((cause) => {
    throw new CordonError('capture.no-browser', 'Chromium does not tell its version.', { cause })
  })
  const major = /(\d+)\.\d+/.exec(stdout)?.[1] ?? '150'
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`
}

function argumentsOf(path: WirePath, agent: string): string[] {
  return [
    // Without these the page is told that a program drives it.
    '--disable-blink-features=AutomationControlled',
    `--user-agent=${agent}`,
    `--ignore-certificate-errors-spki-list=${path.authority.spki}`,
    '--disable-quic',
    // Nothing may leave beside the wire path.
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    // The browser's own traffic.
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--disable-features=OptimizationHints,MediaRouter,InterestFeedContentSuggestions,AutofillServerCommunication,CertificateTransparencyComponentUpdater,DialMediaRouteProvider',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
}

/** Pop-ups are looked at for a moment and closed, downloads and dialogs refused; what caused a request is noted. */
function watch(context: BrowserContext, page: Page, causes: Map<string, string>, problems: NotRead[]): void {
  let popups = 0
  context.on('page', (popup) => {
    if (popup === page) return
    popups++
    problems.push({
      entry: null,
      why: `a new window was opened (${popup
        .url()
        .replace(/[?#].*$/s, '')
        .slice(0, 200)}) and closed after 3 s`,
    })
    setTimeout(() => void popup.close().catch(() => {}), popups > 5 ? 0 : 3_000).unref()
  })
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}))
  page.on('download', (download) => {
    problems.push({ entry: null, why: 'a download was refused' })
    void download.cancel().catch(() => {})
  })
  page.on('crash', () => problems.push({ entry: null, why: 'the page crashed' }))
  context.on('request', (request) => {
    if (causes.size > 20_000) return
    try {
      causes.set(`${request.method()} ${request.url()}`, request.frame().url())
    } catch {
      // Requests of service workers belong to no frame.
    }
  })
}

/** Scrolls down and back in steps, as a reader does: scripts wait for it. */
async function lookAround(page: Page): Promise<void> {
  await page.mouse.move(400, 300).catch(() => {})
  for (const by of [400, 600, 800, -1800]) {
    await page.mouse.wheel(0, by).catch(() => {})
    await page.waitForTimeout(150)
  }
}

/** Waits until nothing was sent for `quiet` ms, at most `most` ms. */
async function rest(path: WirePath, clock: Clock, quiet: number, most: number): Promise<void> {
  const start = clock()
  for (;;) {
    const now = clock()
    const { last } = path.activity()
    if (now - start >= most || now - Math.max(last, start) >= quiet) return
    await new Promise((done) => setTimeout(done, 100))
  }
}

/** The work's result, or undefined at `deadline`. */
async function raceUntil<T>(work: Promise<T>, deadline: number, clock: Clock): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), Math.max(0, deadline - clock()))
  })
  try {
    return await Promise.race([work, end])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
  }
}

/** `$email`, `$name`, … of the steps. */
function wordsOf(person: Planted): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  for (const [field, value] of person) words.set(field.split('.').at(-1)!, value)
  words.set('phone', person.get('user.contact.phone_number') ?? '')
  words.set('card', person.get('user.financial.credit_card') ?? '')
  return words
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/https?:\/\/\S+/g, 'the address').slice(0, 120)
