// Addresses that stand only in a setting, whose name says whose they are: `post(settings.ACME_WEBHOOK_URL)`.
import type { Card } from '../../../catalog/card.ts'
import type { Catalog } from '../../../catalog/catalog.ts'
import type { Expr } from '../ir.ts'
import type { Program, Source } from '../names/program.ts'
import { lastName } from '../names/source.ts'

/** Names of settings that hold an address. */
const ADDRESS = /(?:^|_)(?:(?:API_|BASE_|WEBHOOK_)?(?:URL|URI|ENDPOINT)|API_BASE)S?$|WEBHOOK/i
const MAX_DEPTH = 4

/** The vendor after which the setting is called that a request's address is read from; null where it is another's, or the company's own server of a product. */
export function vendorOfSetting(program: Program, source: Source, fn: number, expr: Expr, catalog: Catalog): Card | null {
  for (const name of names(program, source, fn, expr, 0).flatMap((one) =>
    source.lang === 'java' || source.lang === 'kotlin' ? endings(one) : [one],
  )) {
    const upper = name.toUpperCase()
    const card = ADDRESS.test(name) ? catalog.byEnv(upper) : null
    if (card && !card.selfHosted && !card.build) return card
  }
  return null
}

/** The messenger after which the function or class is called that posts to a web hook: `SlackNotifier`, `send_to_discord(webhook_url, …)`. */
export function messengerOf(source: Source, fn: number, expr: Expr, catalog: Catalog): Card | null {
  if (expr.t !== 'ref' || !/web_?hook/i.test(expr.path)) return null
  for (let at = fn; at > 0; at = source.unit.fns[at]!.outer) {
    const { name, owner } = source.unit.fns[at]!
    const word = /slack|discord|telegram|ms_?teams|google_?chat/i.exec(`${lastName(owner)} ${name}`)?.[0].toLowerCase()
    if (word) return catalog.byId(word.includes('teams') ? 'microsoft' : word.startsWith('google') ? 'google-workspace' : word)
  }
  return null
}

/** `shiroOktaUrl` of a settings class as SHIRO_OKTA_URL, OKTA_URL. */
function endings(name: string): string[] {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toUpperCase()
    .split('_')
  return words
    .slice(0, -1)
    .map((_, i) => words.slice(i).join('_'))
    .slice(0, 5)
}

/** Members of settings classes in Java and Kotlin: `slackProperties.webhookUrl` → slack_webhookUrl. */
const OF_SETTINGS = /(?:^|\.)(\w*?)(?:config(?:uration)?|propert(?:y|ies)|settings|props|conf|env(?:ironment)?)\.(\w+)$/i

function names(program: Program, source: Source, fn: number, expr: Expr, depth: number): string[] {
  if (depth > MAX_DEPTH) return []
  const again = (one: Expr | undefined): string[] => (one ? names(program, source, fn, one, depth + 1) : [])
  switch (expr.t) {
    case 'ref': {
      const last = expr.path.slice(expr.path.lastIndexOf('.') + 1)
      if (
        expr.path.includes('.') &&
        (/^[A-Z][A-Z0-9_]+$/.test(last) || /(?:^|\.)(?:settings|config|credentials|env)\.\w+$/.test(expr.path))
      )
        return [last]
      const bound = source.lang === 'java' || source.lang === 'kotlin' ? OF_SETTINGS.exec(expr.path) : null
      if (bound) return [bound[1] ? `${bound[1]}_${bound[2]}` : bound[2]!]
      const value = program.valueOf(source, fn, expr.path)
      return value && value.expr !== expr ? names(program, value.source, value.fn, value.expr, depth + 1) : []
    }
    case 'join':
      return again(expr.parts[0])
    case 'either':
      return expr.items.flatMap(again)
    case 'call': {
      // `config.get("ACME_URL")`, `URI(ENV["ACME_URL"])`.
      const { args, callee } = source.unit.calls[expr.call]!
      return args
        .slice(0, 2)
        .flatMap((arg) =>
          arg.t === 'text'
            ? /^[A-Z][A-Z0-9_]+$/.test(arg.text) || (callee === 'config' && /^[\w.-]+$/.test(arg.text))
              ? [arg.text]
              : []
            : again(arg),
        )
    }
    default:
      return []
  }
}
