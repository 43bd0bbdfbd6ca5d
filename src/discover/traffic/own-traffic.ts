// Tells a browser's own traffic (updates, revocation, its maker's services) from the page's: reported as the page's it would be a false vendor.
import { type Exchange, header, hostOf } from './exchange.ts'

/** Hosts the browser itself speaks to. Requests to them that carry a page's marks are the page's. */
const BROWSERS_OWN =
  /^(update\.googleapis\.com|accounts\.google\.com|content-autofill\.googleapis\.com|optimizationguide-pa\.googleapis\.com|clients\d?\.google\.com|clientservices\.googleapis\.com|safebrowsing\.googleapis\.com|safebrowsingohttpgateway\.googleapis\.com|edgedl\.me\.gvt1\.com|redirector\.gvt1\.com|android\.clients\.google\.com|passwordsleakcheck-pa\.googleapis\.com|chromewebstore\.googleapis\.com|tools\.google\.com|mtalk\.google\.com)$/

/** Requests of the browser itself: "none" is the initiator (W3C Fetch Metadata), yet no document is opened; or its own hosts without any page's mark. */
export function isBrowsersOwn(exchange: Exchange): boolean {
  const of = (name: string): string => header(exchange.headers, name)
  if (of('content-type') === 'application/ocsp-request') return true
  const site = of('sec-fetch-site')
  if (site === 'none') return !/^(document|serviceworker)$/.test(of('sec-fetch-dest'))
  if (site !== '' || of('origin') !== '' || of('referer') !== '') return false
  return BROWSERS_OWN.test(hostOf(exchange.url))
}
