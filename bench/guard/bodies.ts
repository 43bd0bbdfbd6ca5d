// Bodies as mixpanel-browser sends them: page, browser, ids and a few custom properties; people differ, so that caches are not flattered.

/** `count` events of one person as a percent-encoded `data=` form. */
export function mixpanelBody(events: number, person: number): string {
  const batch = Array.from({ length: events }, (_, i) => ({
    event: i % 3 === 0 ? '$mp_web_page_view' : 'Report opened',
    properties: {
      $os: 'Linux',
      $browser: 'Chrome',
      $current_url: `https://app.engines.example/reports/${person * 7 + i}?tab=usage&utm_source=mail`,
      $browser_version: 156,
      $screen_height: 900,
      $screen_width: 1440,
      mp_lib: 'web',
      $lib_version: '2.83.0',
      $insert_id: `${person.toString(36)}${i.toString(36)}`.padEnd(16, 'x'),
      time: 1795438336.015 + i,
      utm_source: 'mail',
      distinct_id: `u_${person}`,
      $device_id: `cf7eaafd-89e2-4629-a416-${String(person).padStart(12, '0')}`,
      $initial_referrer: 'https://news.example/item?id=1',
      $initial_referring_domain: 'news.example',
      $user_id: `u_${person}`,
      company: [`org_${person % 50}`],
      plan: 'pro',
      seats: 3,
      email: `person${person}@customer.example`,
      token: 'PROJECT_TOKEN',
    },
  }))
  return `data=${encodeURIComponent(Buffer.from(JSON.stringify(batch)).toString('base64'))}`
}
