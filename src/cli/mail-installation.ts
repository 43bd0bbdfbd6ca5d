// What an installation's policy says for mail triage: the company and the vendors it really uses, with the mail domains of their cards.
import type { Sender, Surroundings } from '../respond/mail/context.ts'
import { noSurroundings } from '../respond/mail/nobody.ts'
import { readCatalog } from './catalog-files.ts'
import { readPolicy } from './policy-file.ts'

/** Surroundings without people and incidents: those come with a context file. Throws as `readPolicy` and `readCatalog` do. */
export async function surroundingsOfPolicy(path: string): Promise<Surroundings> {
  const [policy, catalog] = await Promise.all([readPolicy(path), readCatalog()])
  const domains = policy.company.domains.map((d) => d.toLowerCase())
  const company: Sender = { id: 'company', name: policy.company.name, kind: 'company', sending: domains, links: domains, linksKnown: false }
  const vendors = [...policy.vendors.keys()].flatMap((id): Sender[] => {
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
  return { ...noSurroundings, company, senders: [company, ...vendors] }
}
