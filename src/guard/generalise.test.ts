// Addresses are taken apart by one look where they are usual ones; that look must say what the URL standard says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { origin, pagePath, partsOf } from './generalise.ts'

const tools = { queryKeys: new Set(['tab']), isPersonal: (segment: string) => segment === 'ada' }

const piece = fc.constantFrom(
  'a',
  'B',
  '7',
  '/',
  '//',
  '.',
  '..',
  '/.',
  '-',
  '_',
  '~',
  '?',
  '&',
  '=',
  '#',
  '%',
  '%2e',
  ':',
  '@',
  ' ',
  '\\',
  'é',
  'xn--',
  'x.example',
  ':80',
  '\t',
)
const address = fc
  .tuple(
    fc.constantFrom(
      '',
      '/',
      'https://',
      'http://',
      'https://app.x.example',
      'https://app.x.example/',
      'HTTPS://',
      'ftp://h/',
      'https://127.1/',
    ),
    fc.array(piece, { maxLength: 8 }),
  )
  .map(([begin, rest]) => begin + rest.join(''))

test('the quick look at an address says what the URL standard says', () => {
  fc.assert(
    fc.property(address, (text) => {
      const bare = text.startsWith('/')
      const url = URL.parse(text, bare ? 'http://x.invalid' : undefined)
      const expected =
        url === null || (!bare && url.host === '')
          ? null
          : { origin: bare ? '' : `${url.protocol}//${url.host}`, path: url.pathname, search: url.search }
      const told = partsOf(text)
      assert.deepEqual(told === null ? null : { ...told, search: told.search === '?' ? '' : told.search }, expected)
    }),
    { numRuns: 20_000, seed: 7 },
  )
})

test('of a page address, words of the route and allowed query keys stay', () => {
  assert.equal(
    pagePath('https://app.x.example/reports/4711/ada/view?tab=usage&mail=a#top', tools),
    'https://app.x.example/reports/:id/:id/view?tab=usage',
  )
  assert.equal(pagePath('/u/ada', tools), '/u/:id')
  assert.equal(pagePath('no address', tools), null)
  assert.equal(origin('https://news.example/item?id=1'), 'https://news.example/')
  assert.equal(origin('ftp://news.example/item'), null)
})
