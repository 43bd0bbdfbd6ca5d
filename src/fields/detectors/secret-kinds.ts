// How the keys and tokens of well-known issuers look, as a table. A fixed beginning and an alphabet each; every length is bounded, so that a
// text made to look like thousands of beginnings costs no more than its length. Sources: the issuers' own documentation of their prefixes.

/** name | beginning (a regular expression without repetition) | alphabet | shortest | longest rest */
const TABLE = `
aws-access-key | (?:AKIA|ASIA|ABIA|ACCA) | A-Z2-7 | 16 | 16
github-token | gh[pousr]_ | A-Za-z0-9 | 20 | 255
github-token | github_pat_ | A-Za-z0-9_ | 22 | 255
gitlab-token | gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas|ffct)- | A-Za-z0-9_.- | 18 | 300
slack-token | xox[abeoprs]- | A-Za-z0-9- | 10 | 255
slack-token | xapp-1- | A-Za-z0-9- | 10 | 255
slack-webhook | hooks\\.slack\\.com/(?:services|workflows)/ | A-Za-z0-9/ | 20 | 100
stripe-key | (?:sk|rk|pk)_(?:live|test)_ | A-Za-z0-9 | 10 | 255
stripe-webhook-secret | whsec_ | A-Za-z0-9+/= | 20 | 100
anthropic-key | sk-ant- | A-Za-z0-9_- | 20 | 255
openai-key | sk-(?:proj|svcacct|admin|None)- | A-Za-z0-9_- | 20 | 300
openai-key | sk- | A-Za-z0-9 | 32 | 64
openrouter-key | sk-or-v1- | a-f0-9 | 32 | 128
google-api-key | AIza | A-Za-z0-9_- | 35 | 35
google-oauth-token | ya29\\. | A-Za-z0-9_- | 20 | 255
google-oauth-secret | GOCSPX- | A-Za-z0-9_- | 24 | 40
sendgrid-key | SG\\. | A-Za-z0-9_.- | 40 | 100
twilio-key | (?:SK|AC) | a-f0-9 | 32 | 32
npm-token | npm_ | A-Za-z0-9 | 36 | 36
pypi-token | pypi- | A-Za-z0-9_- | 50 | 255
rubygems-key | rubygems_ | a-f0-9 | 48 | 48
docker-token | dckr_(?:pat|oat)_ | A-Za-z0-9_- | 20 | 64
huggingface-token | hf_ | A-Za-z0-9 | 30 | 64
digitalocean-token | do[opr]_v1_ | a-f0-9 | 64 | 64
shopify-token | shp(?:at|ca|pa|ss)_ | a-fA-F0-9 | 32 | 32
square-token | (?:sq0(?:atp|csp|idp)-|EAAA) | A-Za-z0-9_- | 22 | 64
mailgun-key | key- | a-f0-9 | 32 | 32
telegram-token | bot\\d{8}: | A-Za-z0-9_- | 35 | 35
discord-webhook | discord(?:app)?\\.com/api/webhooks/ | A-Za-z0-9_/- | 40 | 120
datadog-key | dd[ap]k?_ | A-Za-z0-9 | 30 | 64
newrelic-key | NR(?:AK|AL|II|JS|RA)- | A-Za-z0-9 | 19 | 64
sentry-token | sntry[su]_ | A-Za-z0-9_+/= | 40 | 300
posthog-personal-key | phx_ | A-Za-z0-9 | 30 | 64
linear-key | lin_(?:api|oauth)_ | A-Za-z0-9 | 32 | 80
notion-token | (?:ntn_|secret_) | A-Za-z0-9 | 40 | 64
vault-token | hv[sbr]\\. | A-Za-z0-9_- | 24 | 255
databricks-token | dapi | a-f0-9 | 32 | 40
atlassian-token | ATATT3 | A-Za-z0-9_=-  | 50 | 255
airtable-token | pat[A-Za-z0-9]{14}\\. | a-f0-9 | 64 | 64
figma-token | fig[dou]_ | A-Za-z0-9_- | 36 | 80
azure-storage-key | AccountKey= | A-Za-z0-9+/= | 60 | 100
cloudflare-token | v1\\.0- | a-f0-9- | 40 | 200
supabase-key | sb(?:p|_secret|_publishable)_ | A-Za-z0-9_- | 20 | 80
facebook-token | EAA[A-Za-z] | A-Za-z0-9 | 80 | 300
`

/** One entry of the table, ready to use. */
export interface SecretKind {
  readonly what: string
  readonly pattern: string
}

const KINDS: readonly SecretKind[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [what = '', beginning = '', alphabet = '', least = '', most = ''] = line.split(' | ').map((cell) => cell.trim())
    return { what, pattern: `${beginning}[${alphabet}]{${least},${most}}` }
  })

/** Name of each capture group of ISSUED, in order. */
export const ISSUED_NAMES: readonly string[] = KINDS.map((kind) => kind.what)

/** All kinds as one expression, tried only where a word begins (sticky); group n is kind n-1. */
export const ISSUED = new RegExp(KINDS.map((kind) => `(${kind.pattern})`).join('|'), 'y')

/** Whether a kind begins with these two characters (codes below 128): one look per word spares the expression. */
const HEADS = new Uint8Array(128 * 128)
for (const kind of KINDS) for (const head of headsOf(kind.pattern)) HEADS[head.charCodeAt(0) * 128 + head.charCodeAt(1)] = 1

export function mayBegin(first: number, second: number): boolean {
  return first < 128 && second < 128 && HEADS[first * 128 + second] === 1
}

/** First two characters of every alternative of a pattern's beginning; a class in them is spelled out. */
function headsOf(pattern: string): string[] {
  const group = /^\(\?:([^()]*)\)/.exec(pattern)
  const beginnings = group ? group[1]!.split('|') : [pattern]
  return beginnings.flatMap((beginning) => {
    const [, one = '', two = ''] = /^\\?(\[[^\]]*\]|.)\\?(\[[^\]]*\]|.|$)/.exec(beginning)!
    const follow = two === '' || two === '\\' ? [...pattern.slice(group?.[0].length ?? 0, (group?.[0].length ?? 0) + 1)] : spelled(two)
    return spelled(one).flatMap((a) => follow.map((b) => a + b))
  })
}

function spelled(atom: string): string[] {
  return atom.startsWith('[') ? [...atom.slice(1, -1)] : [atom]
}
