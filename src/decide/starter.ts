// The policy file `cordon policy init` writes: the shortest one that says everything needed, with a vendor to copy as a comment.

/** `schema`: where the editor finds the JSON Schema, as it is written into the file; null leaves the line out. Both names come from the command line. */
export function starterPolicy(company: string, domains: readonly string[], schema: string | null): string {
  return `${schema ? `# yaml-language-server: $schema=${schema}\n` : ''}# What may leave this company for its vendors. Fields and properties not named here follow the standard policy:
# ids become pseudonyms, places and pages become coarse, names, addresses and everything unknown stay at home.
# Keys and actions: docs/reference/policy.md. Check after every change: cordon policy check

version: 1
company:
  name: ${JSON.stringify(company)}
  domains: ${JSON.stringify(domains)}
queryKeys: [utm_source, utm_medium, utm_campaign]   # these may stay in page addresses

vendors: {}
# vendors:
#   mixpanel:
#     mode: enforce                 # observe | enforce | cut
#     decision:                     # without it, or after it ends, only the standard policy holds
#       owner: you@${domains[0] ?? 'your-company.example'}
#       reason: product analytics
#       expires: 2027-01-01
#     fields:
#       user.contact.email: pseudonym
#     properties:
#       plan: allow
#       "*": drop
`
}
