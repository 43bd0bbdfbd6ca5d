// Ruby's geocoder, which hands an address or an IP address to the service that its settings name: no call names the vendor. https://github.com/alexreisner/geocoder
import type { Known, Signals } from '../finding.ts'
import type { Call, Expr } from '../ir.ts'
import { literals } from '../names/literal.ts'
import type { Program, Source } from '../names/program.ts'

/** Services under the names by which the settings know them. */
const SERVICES: Readonly<Record<string, string>> = {
  google: 'google-maps',
  google_premier: 'google-maps',
  google_places_details: 'google-maps',
  google_places_search: 'google-maps',
  nominatim: 'openstreetmap',
  mapbox: 'mapbox',
  here: 'here',
  bing: 'bing-maps',
  opencagedata: 'opencage',
  esri: 'esri',
  smarty_streets: 'smarty',
  ipinfo_io: 'ipinfo',
  ipinfo_io_lite: 'ipinfo',
  ipstack: 'ipstack',
  ipapi_com: 'ip-api',
  ipdata_co: 'ipdata',
  ipgeolocation: 'ipgeolocation',
  maxmind: 'maxmind',
}
/** What it asks where nothing is set. */
const DEFAULTS = { lookup: 'nominatim', ip_lookup: 'ipinfo_io' } as const
const ASKS = /^Geocoder\.(?:search|coordinates|address)$/
const DECLARES = /^(?:geocoded_by|reverse_geocoded_by)$/

type Kind = keyof typeof DEFAULTS

export function geocoded(program: Program, source: Source, known: Known, out: Signals): void {
  if (source.lang !== 'ruby') return
  for (const call of source.unit.calls) {
    const declares = DECLARES.test(call.callee)
    if (!declares && !ASKS.test(call.callee)) continue
    const [first] = call.args
    if (!first) continue
    const kind: Kind = tellsAddress(first) ? 'ip_lookup' : 'lookup'
    // What a model is found by is told by the name of a method of it.
    const args = declares ? call.args.flatMap((arg): Expr[] => (arg.t === 'text' ? [{ t: 'ref', path: arg.text }] : [])) : [first]
    for (const name of settingsOf(program, kind)) {
      const card = known.catalog.byId(SERVICES[name] ?? '')
      if (!card || known.own(card.domain)) continue
      out.findings.push({
        vendor: card.id,
        card,
        signal: 'sdk_call',
        strength: 'strong',
        path: source.path,
        line: call.line,
        ecosystem: 'gem',
      })
      out.calls.push({ vendor: card.id, card, source, call: { ...call, args, named: false }, module: '', member: call.callee, rest: true })
    }
  }
}

/** Is an IP address looked up? A model says by the name of its method (`geocoded_by :ip_address`), which is a text here. */
function tellsAddress(expr: Expr): boolean {
  const name = expr.t === 'ref' ? expr.path : expr.t === 'text' ? expr.text : ''
  return /(?:^|[._])ip(?:_address)?$|remote_(?:ip|addr)$/i.test(name)
}

function settingsOf(program: Program, kind: Kind): string[] {
  for (const { source, value: call } of program.said('configure', 'Geocoder.configure')) {
    const set = valueIn(call, kind)
    if (set) return literals(program, source, call.fn, set).filter((one) => one in SERVICES)
  }
  return [DEFAULTS[kind]]
}

function valueIn(call: Call, key: string): Expr | null {
  for (const arg of call.args) if (arg.t === 'object') for (const entry of arg.entries) if (entry.key === key) return entry.value
  return null
}
