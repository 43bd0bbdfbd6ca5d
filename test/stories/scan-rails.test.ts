// What a Rails program only shows, prints or names is handed to nobody.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCatalog } from '../../src/cli/catalog-files.ts'
import { fields, ids, scanFiles } from './scan-tree.ts'

const catalog = await readCatalog()

test('an address that a task prints, and one that a model builds for a page, are requested by nobody', async () => {
  const done = await scanFiles(
    {
      'lib/tasks/move.rake': 'task :move do\n  puts "      https://www.notion.so/shop/Move-to-another-store-2f8ef"\nend\n',
      'app/models/story.rb':
        'class Story < ApplicationRecord\n  def archived_url\n    "https://archive-of-pages.org/search?term=#{CGI.escape(url)}"\n  end\nend\n',
    },
    catalog,
  )
  assert.deepEqual(ids(done), [])
})

test('the full name of a repository is nobody’s, nor is a bank account an organization', async () => {
  const done = await scanFiles(
    {
      Gemfile: "gem 'httparty'\n",
      'app/services/crm.rb':
        'class Crm\n  def call(user)\n    HTTParty.post("https://api.invented-crm.io/x", body: { email: user.email, repository_full_name: repo, plaid_account_id: account })\n  end\nend\n',
    },
    catalog,
  )
  assert.deepEqual(fields(done, 'invented-crm.io'), ['user.contact.email'])
})

test('a model that is found by an IP address asks who knows where that is, one by an address who knows maps', async () => {
  const model = (by: string) => ({
    Gemfile: "gem 'geocoder'\n",
    'app/models/visit.rb': `class Visit < ApplicationRecord\n  geocoded_by :${by}\nend\n`,
  })
  assert.deepEqual(ids(await scanFiles(model('ip_address'), catalog)), ['ipinfo'])
  assert.deepEqual(ids(await scanFiles(model('full_address'), catalog)), ['openstreetmap'])
})

test('a destination in a program’s own table is a place to go to, no rewrite of a visitor’s request', async () => {
  const done = await scanFiles(
    {
      'app/helpers/pages_helper.rb': `module PagesHelper
  def tables
    { orders: { id: "t1", destination: "https://api.invented-table.io/v1/tables/$1" } }
  end
end
`,
    },
    catalog,
  )
  assert.ok(!done.result.vendors.some((one) => one.evidence.some((each) => each.signal === 'proxy')))
})
