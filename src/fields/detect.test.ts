// What the detectors find and, as important, what they leave alone. All values are invented or reserved for documentation.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { LIMITS } from '../core/limits.ts'
import { clean } from './clean.ts'
import { detect } from './detect.ts'
import { KnownValues } from './known.ts'
import { isField } from './taxonomy.ts'
import { unwrap } from './unwrap.ts'

/** `kind:text` of everything found. */
const kinds = (text: string): string[] => detect(text).map((f) => `${f.what}:${text.slice(f.start, f.end)}`)

/** Fails unless exactly `value` is found as `what` when it stands alone and inside a sentence. */
function finds(what: string, ...values: string[]): void {
  for (const value of values) {
    assert.deepEqual(kinds(value), [`${what}:${value}`])
    assert.deepEqual(kinds(`see ${value} there`), [`${what}:${value}`])
  }
}

function nothing(...texts: string[]): void {
  for (const text of texts) assert.deepEqual(kinds(text), [], text)
}

// Put together at run time, so that no scanner takes this file for a leak.
const issued = (head: string, alphabet: string, size: number): string =>
  head + alphabet.repeat(Math.ceil(size / alphabet.length)).slice(0, size)

test('e-mail addresses', () => {
  finds(
    'email',
    'ada@example.com',
    'ada.lovelace+news@mail.example.co.uk',
    "o'brien@example.org",
    'jürgen@müller.example',
    '用户@例子.example',
    'a@xn--bcher-kva.example',
  )
  assert.deepEqual(kinds('?e=ada%40example.com&x=1'), ['email:ada%40example.com'])
  assert.deepEqual(kinds('?e=ada%252Elove%2540example.com'), ['email:ada%252Elove%2540example.com'])
  assert.deepEqual(kinds('\\u0061da\\u0040example.com'), ['email:\\u0061da\\u0040example.com'])
  assert.deepEqual(kinds('ada&#64;example&#x2e;com'), ['email:ada&#64;example&#x2e;com'])
  assert.deepEqual(kinds('"ada lovelace"@example.com'), ['email:"ada lovelace"@example.com'])
  nothing('react@18.2.0', 'logo@2x.png', 'git@github.com:acme/app.git', '@ada', 'ada@', 'a @ b', 'ada@localhost', 'npm i @acme/app@latest')
})

test('phone numbers', () => {
  finds(
    'phone',
    '+44 20 7946 0018',
    '+442079460018',
    '+1 (415) 555-0132',
    '(415) 555-0132',
    '415-555-0132',
    '415.555.0132',
    '020 7946 0018',
    '0171/1234567',
    '+49 (0)30 123456',
    '0044 20 7946 0018',
    '01 23 45 67 89',
  )
  assert.deepEqual(kinds('phone: 4155550132'), ['phone:4155550132'])
  assert.deepEqual(kinds('tel=%2B442079460018'), ['phone:%2B442079460018'])
  nothing(
    '1699999999999',
    '1699999999',
    '2024-01-02 10:20:30',
    '2024-01-02T10:20:30.123Z',
    '31.12.2024 10:00',
    '01/02/2024',
    'v1.2.3.4',
    '1.2.3-4567',
    'order 123456789',
    '550e8400-e29b-41d4-a716-446655440000',
    '3.14159265358979',
    '1,234,567,890',
    'build-0123-4567890',
    '1280x720 1920x1080',
  )
})

test('IP addresses', () => {
  finds('ipv4', '203.0.113.77', '198.51.100.1', '10.0.0.5')
  finds('ipv6', '2001:db8::1', '2001:0db8:0000:0000:0000:ff00:0042:8329', 'fe80::1ff:fe23:4567:890a', '::ffff:203.0.113.77', '2001:db8:1::')
  assert.deepEqual(kinds('http://203.0.113.77/login'), ['ipv4:203.0.113.77'])
  assert.deepEqual(kinds('https://a.example/block/203.0.113.77'), ['ipv4:203.0.113.77'])
  assert.deepEqual(kinds('http://[2001:db8::1]:8080/'), ['ipv6:2001:db8::1'])
  nothing(
    '127.0.0.1',
    '0.0.0.0',
    'v1.2.3.4',
    'Chrome/120.0.0.0',
    'version 10.15.7.1',
    '1.2.3.4.5',
    '256.1.1.1',
    '12:34:56',
    '::1',
    'std::vector',
    'a1::b2',
    '00:1b:44:11:3a:b7',
    '1.2.3',
  )
})

test('payment cards', () => {
  finds(
    'card',
    '4242424242424242',
    '4242 4242 4242 4242',
    '5555-5555-5555-4444',
    '378282246310005',
    '3782 822463 10005',
    '6011111111111117',
  )
  nothing('4242424242424241', '1234567812345670', '0000000000000000', '1795438398274000', 'x4242424242424242')
})

test('bank accounts', () => {
  finds('iban', 'DE89370400440532013000', 'DE89 3704 0044 0532 0130 00', 'GB29 NWBK 6016 1331 9268 19', 'FR1420041010050500013M02606')
  nothing('DE89370400440532013001', 'GB00NWBK60161331926819', 'AB12345678901234567')
})

test('national identification numbers', () => {
  finds('us-ssn', '536-90-4399')
  finds('uk-nino', 'AB123456C', 'AB 12 34 56 C')
  finds('es-dni', '12345678Z', 'X1234567L')
  finds('it-codice-fiscale', 'RSSMRA85T10A562S')
  finds('br-cpf', '529.982.247-25')
  finds('ch-ahv', '756.9217.0769.85')
  finds('fr-nir', '255081416802538')
  finds('se-personnummer', '811218-9876')
  for (const [text, kind] of [
    ['Steuer-ID 86095742719', 'de-tax-id'],
    ['bsn: 111222333', 'nl-bsn'],
    ['PESEL 44051401359', 'pl-pesel'],
    ['SIN 046 454 286', 'ca-sin'],
    ['Aadhaar 2341 2341 2346', 'in-aadhaar'],
    ['ssn 536904399', 'us-ssn'],
  ] as const) {
    assert.deepEqual(
      detect(text).map((f) => f.what),
      [kind],
      text,
    )
  }
  nothing('000-12-3456', '666-12-3456', 'BG123456A', '12345678A', '86095742719', '111222333', '44051401359', '536904399')
})

test('names of persons, where the text says that one follows', () => {
  for (const [text, name] of [
    ['Dear Ada Lovelace, your order', 'Ada Lovelace'],
    ['Hi Ada!', 'Ada'],
    ['Sehr geehrte Frau Lovelace,', 'Lovelace'],
    ['Bonjour Élodie', 'Élodie'],
    ['customer name: Ada Lovelace', 'Ada Lovelace'],
    ['name=Ada+Lovelace', 'Ada+Lovelace'],
    ['signed in as Ada Lovelace', 'Ada Lovelace'],
    ['Mr. Charles van der Berg', 'Charles van der Berg'],
    ['Welcome back, Ada', 'Ada'],
  ]) {
    assert.deepEqual(kinds(text!), [`name:${name}`], text)
  }
  nothing(
    'Dear Customer,',
    'Hello World',
    'Hi there',
    'name: Production',
    'Ada Lovelace',
    'Dear team',
    'Welcome to Cordon',
    'Clicked By Mistake',
    'Welcome Home',
  )
})

test('keys and tokens of well-known issuers', () => {
  const abc = 'aB3dE6gH9jK2mN5pQ8sT1v'
  const hex = '0123456789abcdef'
  const all: Readonly<Record<string, string>> = {
    'aws-access-key': `AKIA${'IOSFODNN7EXAMPLE'}`,
    'github-token': issued('ghp_', abc, 36),
    'gitlab-token': issued('glpat-', abc, 20),
    'slack-token': issued('xoxb-', '123456789012-', 26) + abc,
    'stripe-key': issued('sk_live_', abc, 24),
    'anthropic-key': issued('sk-ant-', `api03-${abc}`, 90),
    'openai-key': issued('sk-proj-', abc, 48),
    'google-api-key': issued('AIza', abc, 35),
    'sendgrid-key': `${issued('SG.', abc, 22)}.${issued('', abc, 43)}`,
    'twilio-key': issued('SK', hex, 32),
    'npm-token': issued('npm_', abc, 36),
    'pypi-token': issued('pypi-', `AgEIcHlwaS5vcmc${abc}`, 90),
    'docker-token': issued('dckr_pat_', abc, 27),
    'shopify-token': issued('shpat_', hex, 32),
    'digitalocean-token': issued('dop_v1_', hex, 64),
  }
  for (const [what, value] of Object.entries(all)) {
    assert.deepEqual(
      detect(`key ${value} end`).map((f) => f.what),
      [what],
      what,
    )
    assert.deepEqual(detect(`https://a.example/?x=${value}`).length, 1, what)
  }
  nothing(`AKIA${'short'}`, 'ghp_short', 'task-list-item-with-many-words-in-it', 'desk-top-computer-with-a-long-name-here')
})

test('other secrets: JWT, private keys, credentials in URLs and headers, assigned values', () => {
  const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'abc-def_ghi'].join('.')
  finds('jwt', jwt)
  const pem = ['-----BEGIN RSA PRIVATE', ' KEY-----\nMIIEow\n-----END RSA PRIVATE', ' KEY-----'].join('')
  finds('private-key', pem)
  assert.deepEqual(kinds('https://ada:s3cret@db.example/x')[0]?.split(':')[0], 'url-credentials')
  assert.deepEqual(kinds('Bearer abcdefghijklmnop1234'), ['authorization:abcdefghijklmnop1234'])
  assert.deepEqual(kinds('/reset?token=SECRET&api_key=SECRET123#x'), ['assigned-secret:SECRET', 'assigned-secret:SECRET123'])
  assert.deepEqual(kinds('{"password": "hunter22", "a": 1}'), ['assigned-secret:hunter22'])
  assert.deepEqual(kinds('password: correct'), ['assigned-secret:correct'])
  assert.deepEqual(kinds('url=%3Faccess_token%3Dabc123'), ['assigned-secret:abc123'])
  assert.deepEqual(kinds('k aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF'), ['random-secret:aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF'])
  nothing(
    'd41d8cd98f00b204e9800998ecf8427e',
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    '550e8400-e29b-41d4-a716-446655440000',
    'token_count=5',
    'password=',
    'password: null',
    'page_token=',
    '?secret=[Filtered]',
    'AnExtremelyLongCamelCaseIdentifierNameOfSomeClass12',
    'src/components/dashboard/UserProfileCard2/index.test.tsx',
  )
})

test('findings are sorted, do not overlap, name fields of the taxonomy, and stand in the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      'ada@example.com',
      '+44 20 7946 0018',
      '4242424242424242',
      '203.0.113.77',
      ' ',
      '%40',
      '\\u0041',
      '&#65;',
      'token=',
      'Dear Ada',
      'DE89 3704 0044 0532 0130 00',
      '://',
      '-',
      '2001:db8::1',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      let last = 0
      for (const f of detect(text)) {
        assert.ok(f.start >= last && f.end > f.start && f.end <= text.length)
        assert.ok(isField(f.field))
        last = f.end
      }
    }),
    { numRuns: 3000, seed: 11 },
  )
})

test('a text longer than the limit is looked at to its end', () => {
  const text = `${'lorem ipsum '.repeat(LIMITS.detectText / 6)}ada@example.com`
  assert.ok(text.length > LIMITS.detectText)
  assert.deepEqual(kinds(text), ['email:ada@example.com'])
})

/** Beginnings that never end: each would make a backtracking or rescanning detector quadratic. */
const HOSTILE = [
  '@',
  'a@',
  'a@b',
  'a.',
  'a@a.',
  '"@',
  'eyJ',
  'eyJ-',
  'eyJ.',
  '1',
  '1 ',
  '1-',
  '+1 ',
  '(1) ',
  '4242 ',
  '1.',
  '1.1.',
  ':',
  'a:',
  '1::',
  '%',
  '%25',
  '%4',
  '%41',
  '&',
  '&#',
  '&#65;',
  '\\',
  '\\u',
  '\\u0041',
  '\\u{',
  '=',
  'token=',
  'token:"',
  'password: ',
  'a=',
  'Dear ',
  'Dear A',
  'name: ',
  'name=A+',
  '-----BEGIN ',
  '-----BEGIN PRIVATE KEY-----',
  '://',
  '://a@',
  '://a:',
  'ghp_',
  'sk-',
  'xoxb-1',
  'AKIA',
  'DE89',
  'DE89 ',
  'AB12',
  'Bearer ',
  'Bearer a1',
  'aB1',
  'aB1/',
  '"',
  '{"a":',
  '[',
  '[[',
  '{',
  ',',
  '{}',
  '\x1f\x8b\x08',
  'x\x9c',
  'H4sI',
  'eJw',
  'é',
  '\u200b',
  '\ud83d',
  '--a\nContent-',
  '\n',
  'a=b&',
  '%7B',
  '%1F%8B',
  'YWJj',
  '/',
  'ab/',
]

/** CPU time of the faster of two runs, ms: other work on the machine counts little. */
function time(run: () => unknown): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < 2; i++) {
    const from = process.cpuUsage()
    run()
    const used = process.cpuUsage(from)
    best = Math.min(best, (used.user + used.system) / 1000)
  }
  return best
}

test('time grows with the length of the text and not with its square, however hostile the text', () => {
  const known = new KnownValues()
  known.add('ada.lovelace@example.com', 'user.contact.email')
  known.add('Ada Lovelace', 'user.name')
  const runs: Readonly<Record<string, (text: string) => unknown>> = {
    detect,
    known: (text) => known.find(text),
    clean: (text) => clean(text, known, () => 'x'),
    unwrap: (text) => unwrap(text),
  }
  for (const [name, run] of Object.entries(runs)) {
    for (const unit of HOSTILE) {
      // Ten times the text: linear work takes about ten times as long, quadratic a hundred times. Quick ones are below what a clock can tell.
      const [short, long] = [unit.repeat(Math.ceil(4_000 / unit.length)), unit.repeat(Math.ceil(40_000 / unit.length))]
      run(short)
      const [few, many] = [time(() => run(short)), time(() => run(long))]
      assert.ok(many < 50 || many < few * 50, `${name} of ${JSON.stringify(unit)}: ${few.toFixed(2)} ms, then ${many.toFixed(2)} ms`)
    }
  }
})
