// nginx as peer and as upstream: a vendor that answers `1`, and the plain proxy that vendors recommend, each on a port of loopback.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Nginx {
  readonly upstream: string
  readonly proxy: string
  /** The same with nginx's default buffers, as vendors' guides show it: bodies over 16 KB go through a file. */
  readonly plain: string
  close(): Promise<void>
}

/** Starts one nginx with both servers. Rejects where nginx is not installed. */
export async function startNginx(ports: { upstream: number; proxy: number; plain: number }): Promise<Nginx> {
  const dir = await mkdtemp(join(tmpdir(), 'cordon-nginx-'))
  const conf = `daemon off; worker_processes 1; pid ${dir}/pid; error_log ${dir}/error.log;
events { worker_connections 1024; }
http {
  access_log off; client_body_temp_path ${dir}/body; proxy_temp_path ${dir}/proxy; fastcgi_temp_path ${dir}/f; uwsgi_temp_path ${dir}/u; scgi_temp_path ${dir}/s;
  client_max_body_size 50m; client_body_buffer_size 1m; keepalive_requests 1000000000;
  upstream vendor { server 127.0.0.1:${ports.upstream}; keepalive 64; }
  server { listen 127.0.0.1:${ports.upstream}; location / { default_type text/plain; return 200 '1'; } }
  server { listen 127.0.0.1:${ports.proxy}; location / { proxy_http_version 1.1; proxy_set_header Connection ''; proxy_pass http://vendor; } }
  server { listen 127.0.0.1:${ports.plain}; client_body_buffer_size 16k; location / { proxy_http_version 1.1; proxy_set_header Connection ''; proxy_pass http://vendor; } }
}`
  await writeFile(join(dir, 'nginx.conf'), conf)
  const child = spawn('nginx', ['-c', join(dir, 'nginx.conf'), '-p', dir], { stdio: 'inherit' })
  let gone = false
  child.on('exit', () => (gone = true))
  child.on('error', () => (gone = true))
  for (let tries = 0; !(await answers(ports.proxy)); tries++) {
    if (gone || tries > 200) throw new Error('nginx does not start; install it with: apt-get install nginx-light')
    await new Promise((turn) => setTimeout(turn, 25))
  }
  return {
    upstream: `http://127.0.0.1:${ports.upstream}`,
    proxy: `http://127.0.0.1:${ports.proxy}`,
    plain: `http://127.0.0.1:${ports.plain}`,
    async close() {
      child.kill('SIGTERM')
      if (!gone) await new Promise((done) => child.once('exit', done))
      await rm(dir, { recursive: true, force: true })
    },
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}
