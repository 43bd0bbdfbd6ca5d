// Settings files by their shape: where each value stands, on which line, in which mapping. Half-written and hostile files end too.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blocksOf, within } from './blocks.ts'
import { lowerConfig } from './config.ts'
import { settingsOf } from './settings.ts'

const said = (path: string, text: string): string[] => settingsOf(path, text).map((one) => `${one.line} ${one.path.join('.')}=${one.value}`)

test('JSON in one line and in many, with comments, lists and escaped slashes', () => {
  assert.deepEqual(
    said('config/default.json', '{ "a": { "url": "https:\\/\\/x.example", "n": 3 }, // why\n "list": [\n "one", { "b": true } ] }'),
    ['1 a.url=https://x.example', '1 a.n=3', '3 list=one', '3 list.b=true'],
  )
  const [one, two] = settingsOf('vercel.json', '{"r":[{"a":"1"},{"a":"2"}]}')
  assert.notEqual(one?.group, two?.group)
})

test('YAML by indentation: dotted keys, lists, flow mappings, text blocks, names with values', () => {
  assert.deepEqual(
    said(
      'app.yml',
      `spring.mail:
  host: "smtp.acme.example" # where mail goes
  props: { auth: true, user: 'x' }
env:
  - name: ACME_KEY
    value: abc
  - OTHER_KEY=def
  - plain
script: |
  echo hi
`,
    ),
    [
      '2 spring.mail.host=smtp.acme.example',
      '3 spring.mail.props.auth=true',
      '3 spring.mail.props.user=x',
      '5 env.name=ACME_KEY',
      '6 env.ACME_KEY=abc',
      '7 env.OTHER_KEY=def',
      '8 env=plain',
      '9 script=|',
    ],
  )
})

test('TOML, properties, Dockerfile', () => {
  assert.deepEqual(said('a.toml', '[a.b]\nkey = "x"\n[[r]]\nto = "y"\n'), ['2 a.b.key=x', '4 r.to=y'])
  assert.deepEqual(said('a.properties', '# no\nspring.mail.host=x\n'), ['2 spring.mail.host=x'])
  assert.deepEqual(said('Dockerfile', 'ENV A=b C="d e"\nENV F g\n'), ['1 A=b', '1 C=d e', '2 F=g'])
})

test('blocks: heads, words, comments, lines; braces that do not match end with the text', () => {
  const root = blocksOf('# a {\nresource "x" "y" {\n  a = "b { c"\n  inner = {\n    d = 1\n  }\n}\n} server { listen 80; }')
  assert.deepEqual(
    [...within(root)].map((one) => `${one.line} ${one.head.join(' ')}: ${one.lines.map((two) => two.words.join(' ')).join('; ')}`),
    ['1 : ', '2 resource x y: a = b { c', '4 inner: d = 1', '8 server: listen 80'],
  )
})

test('hostile texts cost linear time', () => {
  const size = 150_000
  const evil = ['{', '"', '"\\', ' ', '{"a":', '[a]\n', '- ', 'proxy_pass $a;\n', 'server { ', '<key>', 'RewriteRule [', '/a b=c '].map(
    (one) => one.repeat(Math.floor(size / one.length)),
  )
  for (const path of [
    'a.json',
    'a.yaml',
    'a.toml',
    'a.tf',
    'Caddyfile',
    'nginx.conf',
    '_redirects',
    'a.properties',
    'a.plist',
    '.htaccess',
  ]) {
    for (const text of evil) {
      const began = performance.now()
      lowerConfig(path === 'nginx.conf' ? `proxy_pass x;\n${text}` : text, path)
      assert.ok(performance.now() - began < 2_000, `${path}: ${text.slice(0, 10)}`)
    }
  }
})
