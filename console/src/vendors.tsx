// Vendors with the number of people each has something of, by form and by field: bars, because people would rather look.
import type { Vendor } from './api.ts'

const FORMS = ['clear', 'generalised', 'pseudonym'] as const

export function Vendors({
  vendors,
  chosen,
  choose,
}: {
  vendors: readonly Vendor[] | null
  chosen: string | null
  choose: (vendor: string) => void
}) {
  return (
    <section aria-labelledby="vendors">
      <h2 id="vendors">Vendors</h2>
      {vendors === null && <p class="quiet">Reading the ledger…</p>}
      {vendors?.length === 0 && <p class="quiet">Nothing was disclosed yet. Point an SDK at the guard.</p>}
      {vendors?.map((one) => (
        <article key={one.vendor} class={chosen === one.vendor ? 'chosen' : ''}>
          <button type="button" onClick={() => choose(one.vendor)} aria-pressed={chosen === one.vendor}>
            <b>{one.vendor}</b>
            {one.cut !== null && <span class="tag cut">cut</span>}
            <span class="count">{one.people.toLocaleString()} people</span>
          </button>
          <dl class="forms">
            {FORMS.map((form) => (
              <div key={form}>
                <dt>{form}</dt>
                <dd>
                  <Bar part={one.byForm[form]} whole={one.people} kind={form} />
                </dd>
              </div>
            ))}
          </dl>
          <details open={vendors.length === 1}>
            <summary>Fields</summary>
            <dl class="fields">
              {Object.entries(one.byField)
                .sort(([, a], [, b]) => b - a)
                .map(([field, people]) => (
                  <div key={field}>
                    <dt>{field}</dt>
                    <dd>
                      <Bar part={people} whole={one.people} kind="field" />
                    </dd>
                  </div>
                ))}
            </dl>
          </details>
          <p class="quiet">{coverageText(one)}</p>
        </article>
      ))}
    </section>
  )
}

function Bar({ part, whole, kind }: { part: number; whole: number; kind: string }) {
  const share = whole === 0 ? 0 : (100 * part) / whole
  return (
    <span class="bar" title={`${part.toLocaleString()} of ${whole.toLocaleString()}`}>
      <span class="track">
        <span class={`fill ${kind}`} style={{ width: `${share}%` }} />
      </span>
      <span class="number">{part.toLocaleString()}</span>
    </span>
  )
}

/** "Nobody affected" and "we did not look" must never look alike. */
function coverageText(vendor: Vendor): string {
  if (vendor.coverage.length === 0) return 'No path to this vendor is watched: there may be more.'
  return vendor.coverage
    .map(
      (one) =>
        `Seen by ${one.source} ${one.from.slice(0, 10)} to ${one.to.slice(0, 10)}${one.gaps.length > 0 ? `, ${one.gaps.length} gaps` : ''}`,
    )
    .join(' · ')
}
