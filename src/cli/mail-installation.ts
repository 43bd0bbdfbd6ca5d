// What an installation's policy says for mail triage: the company and the vendors it really uses, with the mail domains of their cards.
import type { Sender, Surroundings } from '../respond/mail/context.ts'
import { noSurroundings } from '../respond/mail/nobody.ts'
import { readCatalog } from './catalog-files.ts'
import { readPolicy } from './policy-file.ts'

/** Surroundings without people and incidents: those come with a context file or the data folder. Throws as `readPolicy` and `readCatalog` do. */
export async function surroundingsOfPolicy(path: string): Promise<Surroundings> {
  const policy = await readPolicy(path)
  const domains = policy.company.domains.map((d) => d.toLowerCase())
  const company: Sender = { id: 'company', name: policy.company.name, kind: 'company', sending: domains, links: domains, linksKnown: false }
  return { ...noSurroundings, company, senders: [company, ...(await sendersOf([...policy.vendors.keys()]))] }
}

/** Vendors as senders, by their cards; one without a card is left out. */
export async function sendersOf(vendors: readonly string[]): Promise<Sender[]> {
  const catalog = await readCatalog()
  return vendors.flatMap((id): Sender[] => {
    const card = catalog.byId(id)
    if (!card) return []
    return [
      {
        id,
        name: card.name,
        kind: 'known',
        sending: [card.domain, ...card.mail.sending, ...card.group],
        links: [card.domain, ...card.mail.links, ...card.group],
      },
    ]
  })
}
