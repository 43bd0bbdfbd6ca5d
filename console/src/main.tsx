// The console's one page: who holds what of our people, in which form; what is new; and every decision as it is made.
import { computed, signal } from '@preact/signals'
import { render } from 'preact'
import { ask, type Decision, followDecisions, type Incident, type Property, type Vendor } from './api.ts'
import { Decisions } from './decisions.tsx'
import { Properties } from './properties.tsx'
import { Vendors } from './vendors.tsx'

const vendors = signal<readonly Vendor[] | null>(null)
const properties = signal<readonly Property[]>([])
const incidents = signal<readonly Incident[]>([])
const decisions = signal<readonly Decision[]>([])
const live = signal(false)
const problem = signal('')
const chosen = signal<string | null>(null)
const shown = computed(() => properties.value.filter((one) => chosen.value === null || one.vendor === chosen.value))

async function refresh(): Promise<void> {
  try {
    const [held, seen, open] = await Promise.all([
      ask<{ vendors: Vendor[] }>('api/vendors'),
      ask<{ properties: Property[] }>('api/properties'),
      ask<{ incidents: Incident[] }>('api/incidents'),
    ])
    vendors.value = held.vendors
    properties.value = seen.properties
    incidents.value = open.incidents
    problem.value = ''
  } catch {
    problem.value = 'The record does not answer; the figures below may be old.'
  }
}

function App() {
  return (
    <>
      <header>
        <h1>Cordon</h1>
        <p class={live.value ? 'live' : 'dead'}>{live.value ? 'guard is running' : 'no guard is running'}</p>
      </header>
      {problem.value !== '' && <p class="problem">{problem.value}</p>}
      {incidents.value
        .filter((one) => one.state !== 'closed' && one.state !== 'dismissed')
        .map((one) => (
          <p class="incident" key={one.id}>
            <b>{one.id}</b> {one.title} ({one.state}) <code>cordon incident affected {one.id}</code>
          </p>
        ))}
      <main>
        <Vendors
          vendors={vendors.value}
          chosen={chosen.value}
          choose={(vendor) => (chosen.value = chosen.value === vendor ? null : vendor)}
        />
        <Decisions decisions={decisions.value} live={live.value} />
        <Properties properties={shown.value} />
      </main>
    </>
  )
}

render(<App />, document.getElementById('app') as HTMLElement)
void refresh()
setInterval(() => void refresh(), 5000)
void followDecisions(
  (decision) => (decisions.value = [decision, ...decisions.value].slice(0, 200)),
  (on) => (live.value = on),
)
