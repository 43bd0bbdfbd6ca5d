// Properties in the order in which they were first seen, newest first: what an SDK upgrade or a new release began to send stands on top.
import type { Property } from './api.ts'

export function Properties({ properties }: { properties: readonly Property[] }) {
  const newest = [...properties].sort((a, b) => (a.at < b.at ? 1 : -1))
  return (
    <section aria-labelledby="properties" class="wide">
      <h2 id="properties">Properties, newest first</h2>
      <table>
        <thead>
          <tr>
            <th>first seen</th>
            <th>vendor</th>
            <th>property</th>
            <th>field</th>
            <th>what happens</th>
            <th>SDK</th>
          </tr>
        </thead>
        <tbody>
          {newest.slice(0, 300).map((one) => (
            <tr key={`${one.vendor}${one.property}`}>
              <td>{one.at.slice(0, 16).replace('T', ' ')}</td>
              <td>{one.vendor}</td>
              <td>
                <code>{one.property}</code>
              </td>
              <td>{one.field ?? <span class="quiet">unknown or about nobody</span>}</td>
              <td>
                <span class={`tag ${one.action}`}>{one.action}</span>
              </td>
              <td class="quiet">{one.sdk}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
