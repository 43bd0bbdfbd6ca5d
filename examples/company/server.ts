// The example company's server side: the few lines any company writes around the real mixpanel package.
import Mixpanel from 'mixpanel'
import type { Person } from './people.ts'

export interface Analytics {
  /** Sends the profile of somebody who signed up, as most companies do: with name and e-mail. */
  signUp(person: Person, at: number): Promise<void>
  /** Sends events in batches of 50, the SDK's largest. */
  track(events: readonly { event: string; properties: Record<string, unknown> }[]): Promise<void>
}

/** `guard`: host:port of the guard. The path prefix names the vendor; nothing else of the SDK is changed. */
export function analytics(guard: string): Analytics {
  const [host = '', port = ''] = guard.split(':')
  const mixpanel = Mixpanel.init('EXAMPLE_PROJECT', {
    host: `${host}:${port}`,
    path: '/mixpanel',
    protocol: 'http',
    keepAlive: true,
  } as never)
  return {
    signUp: (person, at) =>
      new Promise((done, failed) =>
        mixpanel.people.set(
          person.id,
          {
            $email: person.email,
            $name: person.name,
            $city: person.city,
            $created: new Date(at).toISOString(),
            plan: person.plan,
            company: person.org,
          },
          { $time: at, $ignore_time: true } as never,
          ((error: unknown) => (error ? failed(error) : done())) as never,
        ),
      ),
    track: (events) =>
      new Promise((done, failed) =>
        mixpanel.track_batch(
          events as never,
          { max_batch_size: 50, max_concurrent_requests: 8 } as never,
          ((errors: readonly unknown[] | null) => (errors?.some(Boolean) ? failed(errors.find(Boolean)) : done())) as never,
        ),
      ),
  }
}
