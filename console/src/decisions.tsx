// The live stream: one line a request, what was decided and why.
import type { Decision } from './api.ts'

export function Decisions({ decisions, live }: { decisions: readonly Decision[]; live: boolean }) {
  return (
    <section aria-labelledby="decisions">
      <h2 id="decisions">Decisions, live</h2>
      {decisions.length === 0 && <p class="quiet">{live ? 'Waiting for the next request…' : 'No guard is running.'}</p>}
      <ol class="stream">
        {decisions.map((one, i) => (
          <li key={`${one.at}${i}`}>
            <time>{one.at.slice(11, 19)}</time>
            <span class={`tag ${one.verdict}`}>{one.verdict}</span>
            <span>
              {one.vendor} {one.endpoint}
            </span>
            <span class="quiet">
              {one.verdict === 'dropped' || one.verdict === 'cut'
                ? one.reason
                : `${one.parcels} event${one.parcels === 1 ? '' : 's'}, ${one.removed} values removed`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
