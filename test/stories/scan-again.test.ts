// A scan after another of the same tree says what a scan without memory says, whatever was edited, added, deleted or renamed in between, and reads nothing where nothing was.
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { ScanCache } from '../../src/discover/code/kept/cache.ts'
import { loadGrammars } from '../../src/discover/code/lower/grammars.ts'
import { begin, type Scan } from '../../src/discover/code/scan.ts'
import { readText, walk } from '../../src/discover/code/tree/collect.ts'

const catalog = await readCatalog()
await loadGrammars(['python', 'ruby', 'php'])

/** What each file may say; a number past the end: it is not there. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  'package.json': ['{"name":"shop","dependencies":{"mixpanel":"1","stripe":"1"}}', '{"name":"shop","dependencies":{"mixpanel":"1"}}'],
  'lib/track.ts': [
    "import Mixpanel from 'mixpanel'\nconst panel = Mixpanel.init(process.env.MIXPANEL_TOKEN)\nexport function record(user) { panel.people.set(user.id, { $email: user.email }) }\n",
    "import Mixpanel from 'mixpanel'\n\nconst panel = Mixpanel.init(process.env.MIXPANEL_TOKEN)\nexport function record(user) { panel.people.set(user.id, user) }\n",
    'export function record(user) { console.log(user) }\n',
    "export { record } from './other'\n",
  ],
  'lib/other.ts': [
    "import Stripe from 'stripe'\nconst stripe = new Stripe(process.env.STRIPE_SECRET_KEY)\nexport const record = (one) => stripe.customers.create({ email: one.mail, name: one.name })\n",
    'export const record = () => 1\n',
    "export const base = 'https://shop.zendesk.com/v2'\nexport const record = (x) => fetch(base + '/users', { body: JSON.stringify({ phone: x.phone }) })\n",
  ],
  'lib/deep.ts': [
    "import { record } from './index'\nexport function welcome(person, plan) { note({ email: person.email, plan }) }\nfunction note(what) { record(what) }\n",
    "import { record } from './other'\nexport const welcome = (person) => record(person)\n",
    'export const welcome = () => null\n',
  ],
  'pages/welcome.tsx': [
    "import { welcome } from '../lib/deep'\nexport const go = (member) => welcome({ email: member.mail, phone: member.phone }, 'free')\n",
    "import { welcome } from '../lib/deep'\nexport const go = (member) => welcome(member.owner, member.birthday)\n",
  ],
  'lib/index.ts': ["export * from './track'\n", "export * from './other'\nexport * from './track'\n"],
  'pages/signup.tsx': [
    "import { record } from '../lib/track'\nexport default function Page({ user }) { record({ email: user.email, phone: user.phone }); return null }\n",
    "import { record } from '../lib'\nexport default function Page({ user }) { record(user); return <img src={'https://www.gravatar.com/avatar/' + md5(user.email)} /> }\n",
    '// record nothing\nexport default function Page() { return null }\n',
  ],
  'pages/admin.tsx': [
    "import { record } from '../lib/other'\nexport const go = (customer) => record({ mail: customer.email, name: customer.fullName })\n",
    'export const go = 1\n',
  ],
  'app/mailer.py': [
    "import sentry_sdk\nfrom app.notify import notify\n\ndef hello(user):\n    sentry_sdk.set_user({'email': user.email})\n    notify(user.phone)\n",
    'from app.notify import notify\n\ndef hello(user):\n    notify(user.address)\n',
  ],
  'app/notify.py': [
    "import requests\n\ndef notify(number):\n    requests.post('https://api.twilio.com/2010-04-01/Messages.json', data={'To': number})\n",
    'def notify(number):\n    pass\n',
  ],
  'jobs/welcome_job.rb': [
    "class WelcomeJob\n  def perform(email)\n    Sendgrid.mail(email)\n    HTTParty.post('https://api.sendgrid.com/v3/mail/send', body: { to: email })\n  end\nend\n",
    'class WelcomeJob\n  def perform(email); end\nend\n',
  ],
  'app/send.php': [
    "<?php\nnamespace App\\Mail;\nclass Mailer { public function send($address) { Http::post('https://api.mailgun.net/v3/messages', ['to' => $address]); } }\n",
    '<?php\nnamespace App\\Mail;\nclass Mailer { public function send($address) { return $address; } }\n',
  ],
  'app/order.php': [
    '<?php\nuse App\\Mail\\Mailer;\nclass Order { public function __construct(private Mailer $mailer) {} public function pay($user) { $this->mailer->send($user->email); } }\n',
    '<?php\nclass Order extends Mailer { public function pay($user) { $this->send($user->phone); } }\n',
  ],
  'jobs/caller.rb': ['class Caller\n  def go(user)\n    WelcomeJob.perform_later(user.email)\n  end\nend\n', 'class Caller; end\n'],
  '.env.example': ['MIXPANEL_TOKEN=\n', 'MIXPANEL_TOKEN=\nSTRIPE_SECRET_KEY=\n'],
}
const PATHS = Object.keys(TEXTS)

interface Edit {
  readonly file: number
  readonly what: 'say' | 'line' | 'comment' | 'move' | 'rename' | 'wrap' | 'borrow'
  readonly text: number
}

const edit = fc.record({
  file: fc.nat(PATHS.length - 1),
  what: fc.constantFrom(
    'say' as const,
    'line' as const,
    'comment' as const,
    'move' as const,
    'rename' as const,
    'wrap' as const,
    'borrow' as const,
  ),
  text: fc.nat(4),
})

/** A function of our own more, which hands on what it is given. */
function wrapper(path: string, n: number): string {
  const name = ['record', 'notify', 'welcome', 'tell', 'send'][n]!
  if (path.endsWith('.py')) return `\ndef pass_on(user):\n    ${name}(user.email)\n`
  if (path.endsWith('.rb')) return `\nclass Wrapper\n  def ${name}(user)\n    WelcomeJob.perform_later(user.phone)\n  end\nend\n`
  if (path.endsWith('.php')) return `\nclass Wrapper${n} { function ${name}($user) { (new Mailer())->send($user->name); } }\n`
  return path.endsWith('x') || path.endsWith('.ts') ? `\nexport function passOn(user) { ${name}({ email: user.mail }) }\n` : ''
}

class Shop {
  readonly root: string
  readonly texts = new Map<string, string>()
  #ticks = 1_700_000_000

  constructor(root: string) {
    this.root = root
  }

  async put(path: string, text: string | null): Promise<void> {
    const at = join(this.root, path)
    if (text === null) {
      this.texts.delete(path)
      return rm(at, { force: true })
    }
    this.texts.set(path, text)
    await mkdir(dirname(at), { recursive: true })
    await writeFile(at, text)
    this.#ticks++
    await utimes(at, this.#ticks, this.#ticks)
  }

  async apply({ file, what, text }: Edit): Promise<void> {
    const path = PATHS[file]!
    const now = this.texts.get(path)
    const other = path.replace(/(\w+)\.(\w+)$/, '$1_moved.$2')
    if (what === 'say' || now === undefined) await this.put(path, TEXTS[path]![text] ?? null)
    else if (what === 'move') {
      await rename(join(this.root, path), join(this.root, other))
      this.texts.set(other, now)
      this.texts.delete(path)
    } else if (path === 'package.json') return
    else if (what === 'rename') await this.put(path, now.replaceAll(['record', 'notify', 'welcome', 'perform', 'send'][text]!, 'tell'))
    else if (what === 'wrap') await this.put(path, now + wrapper(path, text))
    else if (what === 'borrow') {
      const from = PATHS.filter((one) => one.endsWith(path.slice(path.lastIndexOf('.'))))
      await this.put(path, `${now}\n${TEXTS[from[text % from.length]!]![0]!.replace('<?php', '')}`)
    } else
      await this.put(path, what === 'line' ? `\n${now}` : `${now}${/\.(?:py|rb)$|env/.test(path) ? '#' : '//'} record notify WelcomeJob\n`)
  }

  /** With memory, or without. `now`: when it is, so that files count as changed just before or long ago. */
  scan(memory: string | null, now: number): { done: Scan; read: number } {
    const tree = walk(this.root, [''])
    let read = 0
    const cache = memory ? new ScanCache<Scan>(memory, 'code', now) : null
    const states = tree.files.map((file) => ({ path: file.path, ...file.state }))
    const text = (path: string): string | null => {
      read++
      return readText(this.root, path)
    }
    const answered = cache?.answered(states, '', text)
    if (answered) return { done: answered, read }
    const begun = begin({
      root: '.',
      seen: tree.seen,
      files: tree.files,
      skipped: tree.skipped,
      read: text,
      catalog,
      domains: ['shop.example'],
      names: ['shop'],
      ...(cache ? { cache } : {}),
    })
    return { done: begun.again() ?? begun.relink() ?? begun.finish(), read }
  }
}

async function shop(t: TestContext): Promise<Shop> {
  const root = await mkdtemp(join(tmpdir(), 'cordon-scan-again-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  const made = new Shop(join(root, 'tree'))
  for (const path of PATHS) await made.put(path, TEXTS[path]![0]!)
  return made
}

for (const [name, now] of [
  ['known by their times', Number.MAX_SAFE_INTEGER],
  ['changed just before', 0],
] as const)
  test(`a scan with memory is a scan without: files ${name}`, async (t) => {
    let trees = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }), async (rounds) => {
        const made = await shop(t)
        const memory = join(made.root, '..', `memory-${trees++}`)
        made.scan(memory, now)
        for (const edits of rounds) {
          for (const one of edits) await made.apply(one)
          assert.deepEqual(made.scan(memory, now).done, JSON.parse(JSON.stringify(made.scan(null, now).done)))
        }
      }),
      { numRuns: 70, seed: 20251125 },
    )
  })

test('the tree of the test hands something over, or nothing would be compared', async (t) => {
  const { done } = (await shop(t)).scan(null, 0)
  assert.deepEqual(
    done.result.vendors.map((one) => `${one.id} ${one.fields.length > 0}`),
    ['mailgun true', 'mixpanel true', 'sendgrid true', 'sentry true', 'stripe true', 'twilio true'],
  )
})

test('another catalogue, or another version of the code, is another scan, also of a tree without source files', async (t) => {
  const made = await shop(t)
  for (const path of PATHS) if (path !== 'package.json') await made.put(path, null)
  const memory = join(made.root, '..', 'memory')
  const scan = (stamp: string, seen: number): number => {
    const tree = walk(made.root, [''])
    const cache = new ScanCache<Scan>(memory, stamp, Number.MAX_SAFE_INTEGER)
    const input = { root: '.', seen, files: tree.files, skipped: [], read: () => '{}', catalog, domains: [], names: [], cache }
    const begun = begin({ ...input, seen: 1 })
    return (begun.again() ?? begin({ ...input, seen }).finish()).result.files.seen
  }
  assert.deepEqual([scan('one', 1), scan('two', 2)], [1, 2])
})

test('an unchanged tree is answered without reading a file; a comment costs one file', async (t) => {
  const made = await shop(t)
  const memory = join(made.root, '..', 'memory')
  const first = made.scan(memory, Number.MAX_SAFE_INTEGER)
  const again = made.scan(memory, Number.MAX_SAFE_INTEGER)
  assert.deepEqual(again, { done: JSON.parse(JSON.stringify(first.done)), read: 0 })
  await made.apply({ file: PATHS.indexOf('pages/signup.tsx'), what: 'comment', text: 0 })
  // The manifest is always read.
  assert.equal(made.scan(memory, Number.MAX_SAFE_INTEGER).read, 2)
})

test('code that changed is linked anew without reading another file, also where it hands on something else', async (t) => {
  const made = await shop(t)
  const memory = join(made.root, '..', 'memory')
  made.scan(memory, Number.MAX_SAFE_INTEGER)
  await made.apply({ file: PATHS.indexOf('pages/welcome.tsx'), what: 'say', text: 1 })
  const { done, read } = made.scan(memory, Number.MAX_SAFE_INTEGER)
  assert.equal(read, 2)
  assert.deepEqual(done, JSON.parse(JSON.stringify(made.scan(null, 0).done)))
})

test('a file that changed again right after it was looked at, with the same size and times, is seen', async (t) => {
  const made = await shop(t)
  const memory = join(made.root, '..', 'memory')
  await made.put('lib/other.ts', TEXTS['lib/other.ts']![0]!)
  made.scan(memory, Date.now())
  await writeFile(join(made.root, 'lib/other.ts'), TEXTS['lib/other.ts']![0]!.replace('one.mail', 'one.city'))
  await utimes(join(made.root, 'lib/other.ts'), 1_700_000_000, 1_700_000_000)
  assert.deepEqual(made.scan(memory, Date.now()).done, JSON.parse(JSON.stringify(made.scan(null, 0).done)))
})

test('a file that had just changed costs the next scan one look at it', async (t) => {
  const made = await shop(t)
  const memory = join(made.root, '..', 'memory')
  const long = Number.MAX_SAFE_INTEGER
  made.scan(memory, long)
  await made.apply({ file: PATHS.indexOf('lib/track.ts'), what: 'say', text: 1 })
  const tree = walk(made.root, [''])
  const times = tree.files.map((file) => file.state.ctimeMs).sort((a, b) => a - b)
  // So that only the file changed last counts as just changed.
  const first = made.scan(memory, (times.at(-1)! + times.at(-2)!) / 2 + 2_500)
  assert.deepEqual(made.scan(memory, long), { done: JSON.parse(JSON.stringify(first.done)), read: 1 })
  // The same times with another text: what is in memory is not the answer.
  const states = tree.files.map((file) => ({ path: file.path, ...file.state }))
  assert.equal(
    new ScanCache(memory, 'code', long).answered(states, '', () => 'another text'),
    null,
  )
})
