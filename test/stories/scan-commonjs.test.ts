// CommonJS, as most of Node's documentation and half of its programs write it: a module that is asked for becomes a name, or is used where it stands.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { fields, scanFiles } from './scan-tree.ts'

const catalog = await readCatalog()
const manifest = '{"name":"shop","main":"index.js","dependencies":{"mixpanel":"0.24.0","stripe":"17.0.0"}}'
const client = "const Mixpanel = require('mixpanel')\nconst mp = Mixpanel.init('T')\n"
const tells = 'mp.people.set(user.id, { $email: user.email })'

const ways: Record<string, string> = {
  'by a name': `${client}exports.told = (user) => ${tells}`,
  'where it stands': `const mp = require('mixpanel').init('T')\nmodule.exports = (user) => { ${tells} }`,
  'by a member': `const { init } = require('mixpanel')\nconst mp = init('T')\nmodule.exports = (user) => { ${tells} }`,
  'by its default': `const Mixpanel = require('mixpanel').default\nconst mp = Mixpanel.init('T')\nmodule.exports = (user) => { ${tells} }`,
  'while it runs': `export async function told(user) { const mp = (await import('mixpanel')).init('T'); ${tells} }`,
}
for (const [way, text] of Object.entries(ways))
  test(`a library asked for ${way}`, async () => {
    const done = await scanFiles({ 'package.json': manifest, 'index.js': text }, catalog)
    assert.ok(fields(done, 'mixpanel').includes('user.contact.email'))
  })

test('a library that is a function, called or built where it is asked for', async () => {
  for (const made of ["require('stripe')(process.env.KEY)", "new (require('stripe'))(process.env.KEY)"]) {
    const text = `const stripe = ${made}\nmodule.exports = (user) => stripe.customers.create({ email: user.email })`
    const done = await scanFiles({ 'package.json': manifest, 'index.js': text }, catalog)
    assert.deepEqual(fields(done, 'stripe'), ['user.contact.email'])
  }
})

const wrappers: Record<string, string> = {
  'each by its name': 'exports.told = (id, traits) => mp.people.set(id, traits)',
  'in an object': 'function told(id, traits) { mp.people.set(id, traits) }\nmodule.exports = { told }',
  'as methods of an object': 'module.exports = { told(id, traits) { mp.people.set(id, traits) } }',
  'as an instance': 'class Teller { told(id, traits) { mp.people.set(id, traits) } }\nmodule.exports = new Teller()',
}
for (const [way, text] of Object.entries(wrappers))
  test(`own functions that a file exports ${way}`, async () => {
    const done = await scanFiles(
      {
        'package.json': manifest,
        'teller.js': client + text,
        'index.js': "const teller = require('./teller')\nmodule.exports = (user) => { teller.told(user.id, { $email: user.email }) }",
      },
      catalog,
    )
    assert.ok(fields(done, 'mixpanel').includes('user.contact.email'))
  })
