// What a captured Node program loads first. SDKs with agents of their own ignore HTTPS_PROXY, so connections to the web's ports are led to the wire path
// instead, where the TLS name or the Host header tells for whom they were. Plain JavaScript, since the program's Node may be an old one.

export const NODE_PRELOAD = `'use strict'
const net = require('node:net')
const port = Number(process.env.CORDON_WIRE_PATH)
// Node itself has read the proxy settings by now; SDKs that handle them badly must not see them. Programs that this one starts get them back.
const hidden = []
for (const name of Object.keys(process.env)) {
  if (/^(https?|all|grpc)_proxy$/i.test(name)) {
    hidden.push(name + '=' + process.env[name])
    delete process.env[name]
  }
}
const { ChildProcess } = require('node:child_process')
const spawn = ChildProcess.prototype.spawn
ChildProcess.prototype.spawn = function (options) {
  if (options && Array.isArray(options.envPairs)) options.envPairs.push(...hidden)
  return spawn.call(this, options)
}
const connect = net.Socket.prototype.connect
const near = (host) => !host || host === 'localhost' || /^127\\./.test(host) || host === '::1'
if (port > 0) {
  net.Socket.prototype.connect = function (...args) {
    const list = Array.isArray(args[0]) ? args[0] : args
    let options = list[0]
    if (typeof options === 'number' || (typeof options === 'string' && /^\\d+$/.test(options))) {
      options = { port: Number(options), host: typeof list[1] === 'string' ? list[1] : undefined }
    }
    const to = options && typeof options === 'object' ? Number(options.port) : 0
    if ((to !== 443 && to !== 80) || options.path || near(options.host)) return connect.apply(this, args)
    const done = typeof list[list.length - 1] === 'function' ? list[list.length - 1] : undefined
    const led = { ...options, host: '127.0.0.1', port, family: 4, lookup: undefined }
    return done ? connect.call(this, led, done) : connect.call(this, led)
  }
}
`
