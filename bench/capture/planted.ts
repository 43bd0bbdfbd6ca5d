// The invented person of the wire bench, and the page she is on. Nothing here is anybody's: reserved domains, fiction numbers.

export const PERSON = {
  id: 'u_7731904',
  email: 'ada.quillfeather@planted.example',
  first: 'Ada',
  last: 'Quillfeather',
  name: 'Ada Quillfeather',
  phone: '+44 20 7946 0735',
  org: 'org_55210',
} as const

/** What a page's address gives away. */
export const URL_TOKEN = 'rt_9f8a7b6c5d4e3f2a'
export const PAGE = `https://shop.example/account?reset_token=${URL_TOKEN}&tab=plans`

/** Field → texts that prove it. The user agent is added by who knows it. */
export const MARKERS: readonly (readonly [field: string, texts: readonly string[]])[] = [
  ['user.unique_id', [PERSON.id]],
  ['user.contact.email', [PERSON.email]],
  ['user.name', [PERSON.name, PERSON.last]],
  ['user.contact.phone_number', [PERSON.phone, PERSON.phone.replaceAll(' ', '')]],
  ['user.organization_id', [PERSON.org]],
  ['user.authorization.credentials', [URL_TOKEN]],
  ['user.behavior.page_url', ['https://shop.example/account']],
]
