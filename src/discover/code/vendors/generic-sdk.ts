// Vendors' libraries that no card knows: a package of somebody else whose client is built with a key that the settings name after it (`new Acme({ apiKey: env.ACME_API_KEY })`).
import type { Call, Expr } from '../ir.ts'
import type { Source } from '../names/program.ts'

/** What runs in the company's own house although it is given a key or secret. */
const OWN_HOUSE =
  /auth|session|jwt|jose|crypto|cookie|redis|queue|bull|kafka|amqp|rabbit|postgres|mysql|mongo|prisma|drizzle|knex|sequelize|typeorm|sqlite|elasticsearch|memcached|nest|express|fastify|koa|next|nuxt|vite|react|vue|config|env|logger|winston|pino|oauth|openid|passport|saml|scim|csrf|minio|nats|grpc|graphql|apollo|socket|http|axios|fetch|undici|got\b|proxy|ldap|smtp|imap|mail|s3|storage|zod|yup|captcha-?lib|geocoder$|secure|hash|token/i
const KEY =
  /(?:^|_)(?:API_?KEY|ACCESS_?KEY|TOKEN|SECRET(?:_?KEY)?|WRITE_?KEY|APP_?ID|PROJECT_?ID|PUBLIC_?KEY|CLIENT_?ID|ACCESS_TOKEN|LICENSE_?KEY|DSN)(?:_\w+)?$/

/** The name by which the vendor is known from a package, where the settings name it too; null otherwise. `module`: with ecosystem. */
export function unknownSdk(module: string, call: Call, source: Source, declared: ReadonlySet<string> = new Set()): string | null {
  const name = module.slice(module.indexOf(':') + 1)
  if (module.startsWith('go:') || module.startsWith('maven:') || OWN_HOUSE.test(name)) return null
  if (module.startsWith('gem:')) return gem(name, call, declared)
  const tokens = name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(
      (one) =>
        one.length >= 4 &&
        !/^(?:node|client|sdk|server|browser|react|core|python|ruby|java|official|library|api|rest|wrapper|embed|utils?|types|plugin)$/.test(
          one,
        ),
    )
  for (const env of envsIn(call.args, source, 0)) {
    if (!KEY.test(env)) continue
    const plain = env.toLowerCase().replaceAll('_', '')
    const callee = call.callee.toLowerCase()
    const hit =
      tokens.find((token) => plain.includes(token)) ??
      (/^[a-z]{4,}/.test(callee) && plain.includes(callee.replace(/client$/, '')) ? callee.replace(/client$/, '') : undefined)
    if (hit && !OWN_HOUSE.test(hit)) return hit
  }
  return null
}

/** A gem's constant that is built with a key, where the Gemfile declares a gem of that name: `GoCardlessPro::Client.new(access_token: …)`. */
function gem(constant: string, call: Call, declared: ReadonlySet<string>): string | null {
  // `JSON.generate({ access_token: … })` writes a key down; a client is made with it (`Acme::Client.new` is called by the name of its class) or set up.
  if (!/(?:^|::)[A-Z]\w*$|\.(?:client|connect|configure|config|setup)$/.test(call.callee)) return null
  const own = constant.split('::')[0]!.toLowerCase()
  const keyed = call.args.some(
    (arg) =>
      arg.t === 'object' &&
      arg.entries.some(
        (entry) => entry.key !== null && /^(?:access_?token|api_?key|secret_?key|auth_?token|api_?secret|token)$/i.test(entry.key),
      ),
  )
  if (!keyed) return null
  for (const one of declared) {
    if (!one.startsWith('gem:')) continue
    const name = one.slice(4).toLowerCase()
    if (name.replace(/[^a-z0-9]/g, '') === own && !OWN_HOUSE.test(name))
      return name.replace(/[-_](?:pro|ruby|rails|api|sdk|client|library)$/g, '')
  }
  return null
}

function envsIn(list: readonly Expr[], source: Source, depth: number): string[] {
  if (depth > 3) return []
  return list.flatMap((expr): string[] => {
    switch (expr.t) {
      case 'ref':
        if (expr.path.startsWith('env.')) return [expr.path.slice(4)]
        return (source.assigns.get(expr.path) ?? []).slice(0, 2).flatMap((one) => envsIn([one.value], source, depth + 1))
      case 'object':
        return expr.entries.flatMap((entry) => envsIn([entry.value], source, depth + 1))
      case 'either':
      case 'list':
        return envsIn(expr.items, source, depth + 1)
      case 'join':
        return envsIn(expr.parts, source, depth + 1)
      default:
        return []
    }
  })
}
