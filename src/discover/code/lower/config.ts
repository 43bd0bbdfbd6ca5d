// Settings files to the common form: addresses under their keys, environment names, services named by a word (`service: S3`), reverse proxies. All formats become one list of settings first, so that each rule is written once.

import { emptyUnit, type Proxied, type Setting, type Unit } from '../ir.ts'
import { isData } from '../kinds.ts'
import { type Block, blocksOf } from './blocks.ts'
import { Builder } from './build.ts'
import { fromApache, fromCaddy, fromNginx, fromRedirects, fromSettings } from './proxies.ts'
import { settingsOf } from './settings.ts'

const NAMES =
  /^(?:service|driver|adapter|provider|mailer|delivery_method|email_backend|backend|transport|disk|storage|default_file_storage)$/i
const ENV_NAME = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/

/** Lowers a settings file, by its path. Comments do not count; neither does a value without a key. */
export function lowerConfig(text: string, path: string): Unit {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/^_redirects$/i.test(name)) return unitOf([], fromRedirects(text))
  if (/^Caddyfile/i.test(name) || name.endsWith('.caddy')) return unitOf([], fromCaddy(blocksOf(text)))
  if (/\.(?:tf|hcl|tfvars)$/.test(name)) return unitOf(fromHcl(blocksOf(text)), [])
  if (isNginx(name, text)) return unitOf([], fromNginx(blocksOf(text)))
  if (/\.conf\b|htaccess/.test(name) && /^\s*(?:ProxyPass(?:Match)?|RewriteRule)\s/im.test(text)) return unitOf([], fromApache(text))
  // Data names many whom this program may never call: what it says counts only beside code that is named after it.
  if (isData(path)) return { ...emptyUnit(), settings: settingsOf(path, text) }
  const settings = [...settingsOf(path, text), ...javaAgents(text)]
  // node-config: this file's values are names of environment variables.
  const envs = /^custom-environment-variables\./.test(name)
  return unitOf(envs ? settings.map((one) => ({ ...one, value: `\${${one.value}}` })) : settings, fromSettings(settings))
}

/** `-javaagent:/opt/agent.jar` on a command line or among its options. */
function javaAgents(text: string): Setting[] {
  if (!text.includes('-javaagent:')) return []
  return text.split('\n').flatMap((raw, i) => {
    const hit = /^\s*#/.test(raw) ? null : /-javaagent:[^\s"',\]]+/.exec(raw)
    return hit ? [{ path: ['javaagent'], value: hit[0], line: i + 1, group: -1 }] : []
  })
}

function isNginx(name: string, text: string): boolean {
  return /nginx|\.conf\b/i.test(name) && /\b(?:proxy_pass|grpc_pass)\s/.test(text)
}

/** `resource "aws_ses_domain_identity" "mail" { domain = "x" }` → `resource.aws_ses_domain_identity.mail.domain`. */
function fromHcl(root: Block, above: readonly string[] = []): Setting[] {
  return root.blocks
    .flatMap((block) => {
      const path = [...above, ...block.head]
      const group = block.line
      // The block itself is said too: a resource may be empty.
      const own: Setting[] = above.length === 0 && block.head.length > 1 ? [{ path, value: '', line: block.line, group }] : []
      const lines = block.lines.flatMap((one): Setting[] => {
        const [key, ...rest] = one.words
        return key === undefined
          ? []
          : [{ path: [...path, key], value: rest.filter((word) => word !== '=').join(' '), line: one.line, group }]
      })
      return [...own, ...lines, ...fromHcl(block, path)]
    })
    .concat(above.length === 0 ? topLines(root) : [])
}

function topLines(root: Block): Setting[] {
  return root.lines.map((one) => ({
    path: [one.words[0] ?? ''],
    value: one.words
      .slice(1)
      .filter((word) => word !== '=')
      .join(' '),
    line: one.line,
    group: 0,
  }))
}

function unitOf(settings: readonly Setting[], proxied: readonly Proxied[]): Unit {
  const b = new Builder()
  const rewritten = new Set(proxied.map((one) => one.line))
  for (const { path, value, line } of settings) {
    const key = path.at(-1) ?? ''
    if (ENV_NAME.test(key)) b.env(key, line)
    // `environment: [MIXPANEL_TOKEN]`, and what a value takes from the environment.
    else if (/^env(?:ironment)?$/i.test(key) && ENV_NAME.test(value)) b.env(value, line)
    for (const hit of value.includes('$') ? value.matchAll(/\$\{?([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/g) : [])
      if (hit[1] !== key) b.env(hit[1]!, line)
    if (value === '' || rewritten.has(line)) continue
    if (NAMES.test(key) && /^[\w.]+$/.test(value)) b.call('call', 'store', null, line, () => ({ args: [{ t: 'text', text: value }] }))
    else b.keyed(key, () => b.text(defaulted(value), line))
  }
  return { ...b.unit, ...(settings.length > 0 ? { settings } : {}), ...(proxied.length > 0 ? { proxied } : {}) }
}

/** `${SMTP_HOST:smtp.example}`, `${SMTP_HOST:-smtp.example}` → the default. */
export function defaulted(value: string): string {
  return value.startsWith('${') ? value.replace(/^\$\{[^:}]*:-?([^}]*)\}/, '$1') : value
}
