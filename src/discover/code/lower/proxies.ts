// Reverse proxies and rewrites in settings files: our own address leads to somebody else's. What of a visitor's request goes along depends on the server, so each says which headers it copies unless told otherwise.
import type { Proxied, Setting } from '../ir.ts'
import { type Block, said, within } from './blocks.ts'

/** nginx copies all headers but Host; the visitor's address only where a header is set to it. */
export function fromNginx(root: Block): Proxied[] {
  const upstreams = new Map<string, string>()
  for (const block of within(root))
    if (block.head[0] === 'upstream') upstreams.set(block.head[1] ?? '', said(block, 'server')?.value.split(/[\s:]/)[0] ?? '')
  const found: Proxied[] = []
  const visit = (block: Block, sets: ReadonlyMap<string, string>, vars: ReadonlyMap<string, string>): void => {
    const here = new Map(vars)
    for (const one of block.lines) if (one.words[0] === 'set') here.set(one.words[1] ?? '', one.words[2] ?? '')
    const given = block.lines.filter((one) => one.words[0] === 'proxy_set_header')
    // nginx inherits these only where the inner block has none.
    const own = given.length > 0 ? new Map(given.map((one) => [(one.words[1] ?? '').toLowerCase(), one.words.slice(2).join(' ')])) : sets
    const bare = said(block, 'proxy_pass_request_headers')?.value === 'off'
    for (const one of block.lines) {
      if (one.words[0] !== 'proxy_pass' && one.words[0] !== 'grpc_pass') continue
      const raw = one.words[1] ?? ''
      const variable = /^(?:(https?:\/\/))?(\$\w+)/.exec(raw)
      const value = variable && here.has(variable[2]!) ? (variable[1] ?? '') + here.get(variable[2]!)! : raw
      const named = /^(https?:\/\/)([\w.-]+)/.exec(value)
      const upstream = named ? upstreams.get(named[2]!) : undefined
      const to = upstream ? `${named![1]}${upstream}` : value
      found.push({
        to: /^\w+:\/\//.test(to) ? to : `https://${to}`,
        line: one.line,
        passes: [
          ...([...own].some(([, value]) =>
            /\$(?:remote_addr|proxy_add_x_forwarded_for|realip_remote_addr|http_x_forwarded_for)/.test(value),
          )
            ? ['ip' as const]
            : []),
          ...(bare || own.get('user-agent') === '' ? [] : ['agent' as const]),
          ...(bare || own.get('cookie') === '' ? [] : ['cookie' as const]),
        ],
      })
    }
    for (const inner of block.blocks) visit(inner, own, here)
  }
  visit(root, new Map(), new Map())
  return found
}

/** Caddy copies all headers and adds X-Forwarded-For; `header_up -Cookie` takes one away. */
export function fromCaddy(root: Block): Proxied[] {
  const found: Proxied[] = []
  const add = (words: readonly string[], line: number, block: Block | null): void => {
    const gone = new Set(
      (block?.lines ?? [])
        .filter((one) => one.words[0] === 'header_up' && one.words[1]?.startsWith('-'))
        .map((one) => one.words[1]!.slice(1).toLowerCase()),
    )
    const listed = (block?.lines ?? []).filter((one) => one.words[0] === 'to').flatMap((one) => one.words.slice(1))
    for (const word of [...words, ...listed]) {
      if (!/^(?:https?:\/\/)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?$/i.test(word)) continue
      found.push({
        to: word.includes('//') ? word : `https://${word}`,
        line,
        passes: [
          ...(gone.has('x-forwarded-for') ? [] : ['ip' as const]),
          ...(gone.has('user-agent') ? [] : ['agent' as const]),
          ...(gone.has('cookie') ? [] : ['cookie' as const]),
        ],
      })
    }
  }
  for (const block of within(root)) {
    if (block.head[0] === 'reverse_proxy') add(block.head.slice(1), block.line, block)
    for (const one of block.lines) if (one.words[0] === 'reverse_proxy') add(one.words.slice(1), one.line, null)
  }
  return found
}

const ALL = ['ip', 'agent', 'cookie'] as const

/** Apache adds X-Forwarded-For and copies the rest; `RequestHeader unset Cookie` takes one away. */
export function fromApache(text: string): Proxied[] {
  const bare = /^\s*RequestHeader\s+unset\s+"?Cookie\b/im.test(text)
  return text.split('\n').flatMap((raw, i): Proxied[] => {
    if (/^\s*#/.test(raw)) return []
    const hit =
      /^\s*ProxyPass(?:Match)?\s+\S+\s+"?(https?:\/\/[^"\s]+)/i.exec(raw) ??
      /^\s*RewriteRule\s+\S+\s+"?(https?:\/\/[^"\s]+)"?\s+\[(?:[^\]]*,)?P(?:,[^\]]*)?\]/.exec(raw)
    return hit ? [{ to: hit[1]!, line: i + 1, passes: bare ? ['ip', 'agent'] : ALL }] : []
  })
}

/** `_redirects` of Netlify and Cloudflare Pages: only status 200 is a rewrite, which the visitor's browser does not see. */
export function fromRedirects(text: string): Proxied[] {
  return text.split('\n').flatMap((raw, i): Proxied[] => {
    const hit = /^\s*\/\S*\s+(?:\S+=\S+\s+)*(https?:\/\/\S+)\s+200!?(?:\s|$)/.exec(raw.replace(/(?:^|\s)#.*$/, ''))
    return hit ? [{ to: hit[1]!, line: i + 1, passes: ALL }] : []
  })
}

/** Rewrites in `vercel.json`, `firebase.json`, `netlify.toml`, `staticwebapp.config.json` and the like: a place to go beside the place it comes from. */
export function fromSettings(settings: readonly Setting[]): Proxied[] {
  return settings.flatMap((one): Proxied[] => {
    const key = one.path.at(-1)
    if (key === 'externalName' && /^(?:[\w-]+\.)+[a-z]{2,}$/i.test(one.value))
      return [{ to: `https://${one.value}`, line: one.line, passes: ['agent', 'cookie'] }]
    if (!/^https?:\/\//.test(one.value)) return []
    const rewrite = key === 'destination' && one.path.includes('rewrites')
    const route = key === 'dest' && one.path.includes('routes')
    const quiet = (): boolean => settings.some((two) => two.group === one.group && two.path.at(-1) === 'status' && two.value === '200')
    const netlify = key === 'to' && one.path[0] === 'redirects' && quiet()
    // Traefik's servers, an alias in a cluster.
    const server = key === 'url' && one.path.includes('loadBalancer')
    return rewrite || route || netlify || server ? [{ to: one.value, line: one.line, passes: ALL }] : []
  })
}
