// So many files of two languages that a scan parses on further threads, and one that no parser gets through.
/** In the order in which they are asked for. */
export const FILES = Array.from({ length: 360 }, (_, i) =>
  i % 3 === 0
    ? {
        path: `app/view_${i}.py`,
        lang: 'python' as const,
        text: `import sentry_sdk\n\ndef hello_${i}(user):\n    sentry_sdk.set_user({'email': user.email})\n`,
      }
    : {
        path: `src/pages/p${i}.ts`,
        lang: 'js' as const,
        text: `import Mixpanel from 'mixpanel'\nconst panel = Mixpanel.init('x')\npanel.people.set(user.id, { $email: user.email, n: ${i} })\n`,
      },
)
/** Nested too deeply. */
export const deep = { path: 'src/deep.ts', lang: 'js' as const, text: `import 'mixpanel'\n${'['.repeat(5000)}` }
