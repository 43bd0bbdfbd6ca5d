import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { proveSender, type Resolver } from './prove.ts'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
const names: Record<string, string[][]> = {
  's1._domainkey.northgale.test': [[`v=DKIM1; k=rsa; p=${spki}`]],
  '_dmarc.northgale.test': [['v=DMARC1; p=reject']],
  's1._domainkey.other.test': [[`v=DKIM1; k=rsa; p=${spki}`]],
}
const resolver: Resolver = async (name, type) => {
  const found = type === 'TXT' ? names[name] : undefined
  if (found) return found
  throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
}
const letter =
  'From: Northgale <a@northgale.test>\r\nTo: ada@company.example\r\nSubject: Hello\r\nDate: Fri, 10 Apr 2026 10:00:00 +0000\r\nMessage-ID: <1@northgale.test>\r\n\r\nHello.\r\n'

async function signed(domain: string): Promise<string> {
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const signature = { signingDomain: domain, selector: 's1', privateKey }
  const { signatures } = await dkimSign(letter, { ...signature, signatureData: [signature] })
  return `${signatures}${letter}`
}

test('a signature of the From domain proves the sender', async () => {
  const proof = await proveSender(Buffer.from(await signed('northgale.test')), resolver)
  assert.deepEqual([proof.state, proof.sentBy], ['proven', 'northgale.test'])
})

test('somebody else’s signature, a changed body, or none at all fail where the domain wants proof', async () => {
  for (const text of [await signed('other.test'), (await signed('northgale.test')).replace('Hello.', 'Pay me.'), letter])
    assert.equal((await proveSender(Buffer.from(text), resolver)).state, 'failed')
})

test('where DNS does not answer nothing is known, and nothing is thrown', async () => {
  const silent: Resolver = async () => {
    throw Object.assign(new Error('timeout'), { code: 'ETIMEOUT' })
  }
  assert.notEqual((await proveSender(Buffer.from(await signed('northgale.test')), silent)).state, 'proven')
  assert.notEqual((await proveSender(Buffer.alloc(0), silent)).state, 'proven')
})
