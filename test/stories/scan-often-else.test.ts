// Names that say a person's data where a word about a person stands beside them, and something else where none does. Wrong fields are as dear as missed ones: whoever reads five that are none reads no sixth.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { fields, scanFiles } from './scan-tree.ts'

const catalog = await readCatalog()

const SENT: readonly (readonly [what: string, body: string, fields: readonly string[]])[] = [
  ['the language of a text', '{ language: job.language }', []],
  ['a user’s language', '{ language: user.language }', ['user.demographic.language']],
  ['the country of a bank', '{ country: bank.country }', []],
  ['the country of an address', '{ address: { country: user.country } }', ['user.contact.address.country']],
  ['the number of an order', '{ orderId: job.orderId, transaction_id: job.transactionId }', []],
  ['an account at the vendor', '{ accountId: account.id }', []],
  ['a workspace of ours', '{ workspaceId: account.workspaceId }', ['user.organization_id']],
  ['what comes back from a sign-in', '{ state: { teamId: job.teamId } }', []],
  ['a bot’s name', '{ botUsername: job.botUsername }', []],
  ['a function and a line', '{ fn: job.fn, cursor: job.ln }', []],
  ['the company’s own settings', '{ sender: config.WebPushEmailAddress, line: config.TwilioPhoneNumber }', []],
  ['a page of that name', '{ component: Login }', []],
]

for (const [what, body, wanted] of SENT)
  test(`what a request holds: ${what}`, async () => {
    const done = await scanFiles(
      {
        'package.json': '{"name":"shop"}',
        'src/index.js': `export async function send(user, job, account, bank) {
  await fetch('https://api.invented-desk.io/v1/things', { method: 'POST', body: JSON.stringify(${body}) })
}
`,
      },
      catalog,
    )
    assert.deepEqual(fields(done, 'invented-desk.io'), wanted)
  })

test('a vendor that is told what people do is told their language and country', async () => {
  const done = await scanFiles(
    {
      'package.json': '{"name":"shop","dependencies":{"posthog-js":"1"}}',
      'src/index.js': "import posthog from 'posthog-js'\nposthog.capture('seen', { language: job.language, country: job.country })\n",
    },
    catalog,
  )
  const found = fields(done, 'posthog')
  for (const wanted of ['user.demographic.language', 'user.contact.address.country']) assert.ok(found.includes(wanted), found.join(', '))
})
