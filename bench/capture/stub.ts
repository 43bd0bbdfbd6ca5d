// Every vendor at once, on loopback: takes what is sent, writes it down byte for byte, and answers what each SDK needs to go on.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { newAuthority } from '../../src/discover/traffic/live/authority.ts'
import type { Arrived } from './truth.ts'

export interface Stub {
  readonly port: number
  readonly pem: string
  readonly arrived: Arrived[]
  close(): void
}

/** `page`: HTML of https://shop.example/. */
export async function openStub(page: string): Promise<Stub> {
  const authority = newAuthority(Date.now())
  const arrived: Arrived[] = []
  const answer = (request: IncomingMessage, reply: ServerResponse): void => {
    const pieces: Buffer[] = []
    request.on('data', (piece) => pieces.push(piece))
    request.on('end', () => {
      const host = (request.headers.host ?? '').replace(/:\d+$/, '')
      const headers: string[] = []
      for (let i = 0; i < request.rawHeaders.length; i += 2) headers.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`)
      if (request.method !== 'OPTIONS' && host !== 'shop.example')
        arrived.push({ host, method: request.method ?? '', url: request.url ?? '', headers, body: Buffer.concat(pieces) })
      reply.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
      reply.setHeader('access-control-allow-credentials', 'true')
      reply.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*')
      reply.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE, REPORT, OPTIONS')
      reply.setHeader('connection', 'close')
      const [type, body] = host === 'shop.example' ? ['text/html; charset=utf-8', page] : contentFor(host, request.url ?? '')
      reply.setHeader('content-type', type)
      reply.end(body)
    })
  }
  const server = createServer({ SNICallback: (name, done) => done(null, authority.contextFor(name)) }, answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    pem: authority.pem,
    arrived,
    close: () => server.closeAllConnections() ?? server.close(),
  }
}

/** Answers in the vendors' shapes, as far as the SDKs ask for them. */
function contentFor(host: string, url: string): [string, string] {
  const json = (value: unknown): [string, string] => ['application/json', JSON.stringify(value)]
  if (/\.js(\?|$)/.test(url)) return ['text/javascript', '']
  if (/mixpanel/.test(host)) return json({ status: 1, error: null })
  if (/amplitude/.test(host)) return json({ code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: 1 })
  if (/cdn\.segment/.test(host))
    return json({
      integrations: { 'Segment.io': { apiKey: 'k', versionSettings: { version: '4.4.7', componentTypes: ['browser'] } } },
      plan: {},
      edgeFunction: {},
      analyticsNextEnabled: true,
      middlewareSettings: {},
      enabledMiddleware: {},
      metrics: { sampleRate: 0 },
      legacyVideoPluginsEnabled: false,
      remotePlugins: [],
    })
  if (/sourceConfig/.test(url))
    return json({
      source: {
        id: 's',
        name: 'n',
        writeKey: 'k',
        enabled: true,
        workspaceId: 'w',
        config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
        connections: [],
        destinations: [],
        dataplanes: {},
      },
      updatedAt: '2026-01-01T00:00:00Z',
    })
  if (/posthog/.test(host))
    return json({
      status: 1,
      featureFlags: {},
      flags: {},
      config: { enable_collect_everything: true },
      sessionRecording: false,
      surveys: false,
      supportedCompression: ['gzip-js'],
    })
  if (/launchdarkly/.test(host)) return json({})
  if (/statsig|featureassets|prodregistry/.test(host))
    return json({ feature_gates: {}, dynamic_configs: {}, layer_configs: {}, has_updates: true, time: 1, success: true })
  if (/openai|anthropic/.test(host))
    return json({
      id: 'x',
      type: 'message',
      role: 'assistant',
      object: 'chat.completion',
      model: 'm',
      content: [{ type: 'text', text: 'ok' }],
      choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
      usage: { input_tokens: 1, output_tokens: 1 },
    })
  return json({ success: true, status: 'ok', id: 'x', data: {} })
}
