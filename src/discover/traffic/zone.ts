// Reads which names are aliases of which from a zone file, so that vendors behind a site's own name are seen in captures that no longer can be asked.

/** A zone file's or a listing's aliases: lines `name [ttl] [IN] CNAME target`. Relative names are taken below `origin` ($ORIGIN or the option). */
export function cnamesOfZone(text: string, origin = ''): Map<string, string[]> {
  const direct = new Map<string, string>()
  let below = origin.replace(/\.$/, '')
  const full = (name: string): string =>
    (name.endsWith('.') ? name.slice(0, -1) : below && !name.includes('.') ? `${name}.${below}` : name).toLowerCase()
  for (const line of text.split('\n')) {
    const named = /^\$ORIGIN\s+(\S+)/i.exec(line)
    if (named) below = named[1]!.replace(/\.$/, '')
    const match = /^(\S+)\s+(?:\d+\s+)?(?:IN\s+)?CNAME\s+([^\s;]+)/i.exec(line)
    if (match) direct.set(full(match[1]!), full(match[2]!))
  }
  const chains = new Map<string, string[]>()
  for (const [name, first] of direct) {
    const chain = [first]
    for (let next = direct.get(first); next && chain.length < 8 && !chain.includes(next); next = direct.get(next)) chain.push(next)
    chains.set(name, chain)
  }
  return chains
}
