// The invented person whom every SDK is told about, and what of it must never arrive.
export const person = {
  id: 'u_1042',
  email: 'ada.lovelace@example.com',
  name: 'Ada Lovelace',
  phone: '+44 20 7946 0018',
  ip: '203.0.113.77',
  org: 'org_77',
  card: '4242424242424242',
} as const

/** Values planted in calls, and on the page in its address, title, referrer, cookie and text. */
export const planted: readonly string[] = [
  ...Object.values(person),
  'SECRET-token-1',
  'private+search',
  'private search',
  'G1-click',
  'app-session-secret',
]
