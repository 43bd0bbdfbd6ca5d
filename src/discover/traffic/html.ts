// The report as one HTML file that opens without network and prints well. Everything from the capture is escaped; there is no script in it.
import { FIELDS } from '../../fields/taxonomy.ts'
import type { TrafficDetails, TrafficReport, VendorReport } from './report.ts'
import { byField, chainsOf } from './text.ts'

/** `made`: when, as shown. */
export function htmlOf(report: TrafficReport, details: TrafficDetails, made: string): string {
  const own = report.firstParty.join(', ') || 'the captured program'
  const vendors = [...report.vendors].sort(
    (a, b) => sensitive(b) - sensitive(a) || b.fields.length - a.fields.length || (a.id < b.id ? -1 : 1),
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What leaves ${esc(own)}</title><style>${STYLE}</style></head><body>
<header><h1>What leaves ${esc(own)}</h1>
<p>${report.page ? `${esc(report.page.replace(/[?#].*$/s, ''))} · ` : ''}${esc(made)}</p>
<dl class="sums"><div><dt>Vendors</dt><dd>${report.vendors.length}</dd></div><div><dt>Fields</dt><dd>${new Set(report.vendors.flatMap((v) => v.fields.map((f) => f.field))).size}</dd></div>
<div><dt>Requests</dt><dd>${details.entries}</dd></div><div><dt>Hosts without a card</dt><dd>${report.unknown.length}</dd></div></dl></header>
<main>
<section><h2>Who gets what</h2>${matrix(vendors)}</section>
<section><h2>Vendors</h2>${vendors.map(vendorHtml).join('\n')}</section>
${details.aliases.length > 0 ? `<section><h2>Vendors behind the site’s own name</h2><table><tr><th>Host</th><th>Vendor</th><th>Told by</th><th>Entry</th></tr>${details.aliases.map((a) => `<tr><td>${esc(a.host)}</td><td>${esc(a.vendor)}</td><td>${esc(a.why)}</td><td>${a.entry}</td></tr>`).join('')}</table></section>` : ''}
${
  details.passed.length > 0
    ? `<section><h2>Ids passed on</h2><ul>${chainsOf(details.passed)
        .map((chain) => `<li>${esc(chain)}</li>`)
        .join('')}</ul></section>`
    : ''
}
${report.unknown.length > 0 ? `<section><h2>Hosts without a card</h2><p>${report.unknown.map(({ host, requests }) => `${esc(host)} <small>${requests}</small>`).join(' · ')}</p></section>` : ''}
${details.group.length > 0 ? `<section><h2>Same group, not counted</h2><p>${details.group.map(esc).join(' · ')}</p></section>` : ''}
${details.notRead.length > 0 ? `<section><h2>Not read</h2><ul>${details.notRead.map(({ entry, why }) => `<li>${entry === null ? '' : `entry ${entry}: `}${esc(why)}</li>`).join('')}</ul>${details.notReadMore > 0 ? `<p>and ${details.notReadMore} more</p>` : ''}</section>` : ''}
</main><footer>Made by Cordon from ${details.entries} requests. A field is named by the place where it was first seen; the values themselves are not in this file.</footer></body></html>
`
}

/** Vendors against fields: what a reader looks for first. */
function matrix(vendors: readonly VendorReport[]): string {
  const fields = [...new Set(vendors.flatMap((vendor) => vendor.fields.map((row) => row.field)))].sort()
  const shown = vendors.filter((vendor) => vendor.fields.length > 0)
  if (shown.length === 0) return '<p>No field was seen leaving.</p>'
  // What stands in brackets explains a label, and would make the head of the table tall.
  const head = fields
    .map((field) => `<th scope="col"><span>${esc((FIELDS[field]?.label ?? field).replace(/ \(.*$/, ''))}</span></th>`)
    .join('')
  const rows = shown.map((vendor) => {
    const has = new Set(vendor.fields.map((row) => row.field))
    const cells = fields
      .map(
        (field) =>
          `<td class="${has.has(field) ? (FIELDS[field]?.sensitive ? 'yes sensitive' : 'yes') : 'no'}">${has.has(field) ? '●' : ''}</td>`,
      )
      .join('')
    return `<tr><th scope="row">${esc(vendor.name)}</th>${cells}</tr>`
  })
  return `<div class="wide"><table class="matrix"><thead><tr><td></td>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function vendorHtml(vendor: VendorReport): string {
  const rows = [...byField(vendor)].map(([field, found]) => {
    const first = found[0]!
    const names = [...new Set(found.map((row) => row.property))]
    return `<tr><td>${FIELDS[field]?.sensitive ? '<b title="sensitive">!</b> ' : ''}${esc(FIELDS[field]?.label ?? field)} <small>${esc(field)}</small></td><td>${names
      .slice(0, 12)
      .map((name) => `<code>${esc(name)}</code>`)
      .join(' ')}${names.length > 12 ? ` and ${names.length - 12} more` : ''}</td><td>entry ${first.entry}, ${first.where}</td></tr>`
  })
  return `<article><h3>${esc(vendor.name)} <small>${esc(vendor.role || 'no card')}${vendor.company ? ` · ${esc(vendor.company)}` : ''}</small></h3>
<p>${vendor.requests} requests to ${vendor.hosts.map((host) => `<code>${esc(host)}</code>`).join(' ')}${vendor.alias ? ' <b>under the site’s own name</b>' : ''}</p>
${rows.length > 0 ? `<table><tr><th>Field</th><th>As</th><th>First seen</th></tr>${rows.join('')}</table>` : '<p>No field was seen.</p>'}</article>`
}

function sensitive(vendor: VendorReport): number {
  return new Set(vendor.fields.filter((row) => FIELDS[row.field]?.sensitive).map((row) => row.field)).size
}

function esc(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#5b6672;--line:#d7dde3;--paper:#fff;--mark:#1f6f54;--warn:#b3261e}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf0;--soft:#9aa5b1;--line:#343c45;--paper:#14181c;--mark:#5fc7a0;--warn:#ff8a80}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:70rem;margin:0 auto;padding:2rem 1.25rem}
h1{font-size:1.7rem;margin:0}h2{margin:2.2rem 0 .6rem;font-size:1.15rem}h3{margin:1.4rem 0 .2rem;font-size:1rem}
p,small,footer{color:var(--soft)}code{font-size:.9em;color:var(--ink);overflow-wrap:anywhere}
.sums{display:flex;gap:2.5rem;flex-wrap:wrap}.sums dd{margin:0;font-size:1.6rem;color:var(--ink)}.sums dt{color:var(--soft)}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
.wide{overflow-x:auto}.matrix{width:auto}.matrix td{text-align:center;padding:.2rem;min-width:1.6rem}.matrix thead th{height:11rem;border:0;padding:0;vertical-align:bottom}
.matrix thead span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap;font-weight:400;font-size:.85rem}.matrix .yes{color:var(--mark)}.matrix .sensitive,article b{color:var(--warn)}
footer{margin-top:3rem;font-size:.85rem}
@media print{body{max-width:none;padding:0;font-size:11px}article,tr{break-inside:avoid}.wide{overflow:visible}}`
