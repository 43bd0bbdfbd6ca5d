// AndroidManifest.xml: keys that a vendor's library reads by itself (`meta-data`), and parts of the library that the system starts (services, receivers, activities). No line of code need name the vendor then.

export interface NativeName {
  /** `io.sentry.dsn`, `com.braze.push.BrazeFirebaseMessagingService`. */
  readonly name: string
  readonly line: number
  /** It holds a key or an address: a setting with a value. */
  readonly key: boolean
}

/** Names of other makers' parts and settings, in the order of the file. */
export function androidNames(text: string): NativeName[] {
  const found: NativeName[] = []
  const clean = text.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '))
  let line = 1
  let from = 0
  for (const hit of clean.matchAll(/<(meta-data|service|receiver|activity|provider)\b([^>]{0,2000})>/g)) {
    const name = /\bandroid:name\s*=\s*"([\w.$-]+)"/.exec(hit[2]!)
    if (!name || !/^[\w-]+\./.test(name[1]!)) continue
    const at = hit.index + 1 + hit[1]!.length + name.index
    for (let end = clean.indexOf('\n', from); end !== -1 && end < at; end = clean.indexOf('\n', end + 1)) {
      line++
      from = end + 1
    }
    const value = /\bandroid:(?:value|resource)\s*=\s*"([^"]*)"/.exec(hit[2]!)?.[1]
    // Switched off until the person agrees, or for good.
    if (value === 'false') continue
    const key = hit[1] === 'meta-data' && value !== undefined && value !== '' && !/^(?:true|\d{1,4})$/.test(value)
    found.push({ name: name[1]!, line, key })
  }
  return found
}
