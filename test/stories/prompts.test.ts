// A model is asked through the guard where the policy lets prompts leave: what it is told of people leaves as stand-ins, also what stands in the middle of a sentence, and the reply
// comes back with the originals, however the stream is cut.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import { after, before, it } from 'node:test'
import { standardYaml, startGuard, type TestGuard } from '../guard-in-test.ts'

const SAID =
  'I am Ada Lovelace, customer of yours. Write to ada.lovelace@customer.example or call +44 20 7946 0123 about invoice 17 of u_1042, card 4111 1111 1111 1111, host 203.0.113.77.'
const PLANTED = ['Ada', 'Lovelace', 'ada.lovelace', 'customer.example', '7946', '0123', 'u_1042', '4111', '203.0.113.77']

let model: Server
let origin: string
let guard: TestGuard
const asked: string[] = []

/** Says back what it was asked, three letters an event. */
before(async () => {
  model = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    asked.push(body)
    const { messages, stream } = JSON.parse(body) as { messages: { content: string }[]; stream?: boolean }
    const text = messages.at(-1)?.content ?? ''
    if (!stream) {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({
          id: 'c1',
          object: 'chat.completion',
          choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
        }),
      )
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (let i = 0; i < text.length; i += 3)
      response.write(
        `data: ${JSON.stringify({ id: 'c1', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: text.slice(i, i + 3) } }] })}\n\n`,
      )
    response.end('data: [DONE]\n\n')
  })
  await new Promise<void>((done) => model.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(model.address() as { port: number }).port}`
})
after(async () => {
  await guard?.close()
  model.close()
})

async function ask(yaml: string, stream: boolean, said = SAID, model = 'm'): Promise<string> {
  await guard?.close()
  guard = await startGuard(yaml)
  asked.length = 0
  const answer = await fetch(`${guard.origin}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-invented' },
    body: JSON.stringify({ model, user: 'u_1042', stream, messages: [{ role: 'user', content: said }] }),
  })
  const text = await answer.text()
  if (!stream) return (JSON.parse(text) as { choices: { message: { content: string } }[] }).choices[0]?.message.content ?? ''
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => (JSON.parse(line.slice(6)) as { choices: { delta: { content?: string } }[] }).choices[0]?.delta.content ?? '')
    .join('')
}

for (const stream of [false, true])
  it(`what people are known by leaves as stand-ins and comes back, ${stream ? 'streamed' : 'whole'}`, async () => {
    assert.equal(await ask(`${standardYaml('openai', origin)}    fields: { user.content: allow }\n`, stream), SAID)
    const [body] = asked
    assert.ok(body?.includes('customer of yours. Write to ') && body.includes('about invoice 17'), 'the prompt arrives')
    for (const planted of PLANTED) assert.ok(!body?.includes(planted), 'a planted value is at the model')
  })

it('a post that has an address (`concierge@…`) is no name: the protocol keeps its word', async () => {
  await ask(
    `${standardYaml('openai', origin)}    fields: { user.content: allow }\n`,
    false,
    'Write to concierge@customer.example.',
    'concierge',
  )
  assert.match(asked[0] ?? '', /"model":"concierge"/)
  assert.ok(!asked[0]?.includes('customer.example'))
})

it('where nobody decided about content, no prompt leaves', async () => {
  await ask(standardYaml('openai', origin), false)
  assert.ok(asked.every((body) => !body.includes('invoice')))
})
