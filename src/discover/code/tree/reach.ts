// Is a module ever loaded? A JavaScript file counts when it looks like an entry point, or when one that counts imports it. Other languages load by convention and count always.
import type { Lang, Role } from '../kinds.ts'

/** Names and folders that frameworks, bundlers and run times load by themselves. */
const ENTRY =
  /(?:^|\/)(?:pages|app|routes|api|server|functions|scripts?|workers?|jobs|cron|bin|cmd|plugins|middlewares?|layouts|content|entrypoints?|entries|commands|extensions?|controllers|handlers|lambdas?|edge|tasks|modules|electron|extension|stores|composables|views|screens|public|static|packs|trigger|inngest|emails?|boot|init|subscribers|listeners|models|entities|migrations?|tools|services|providers|resolvers|directives|islands|providers)\/|(?:^|\/)(?:index|main|app|server|cli|worker|background|content|popup|instrumentation[\w-]*|middleware|proxy|_app|_document|layout|page|route|loading|error|not-found|root|entry[\w.-]*|client|sw|service-?worker|setup[\w-]*|bootstrap|polyfills?|preload|start|run|init|global-error|sentry[\w.-]*|auth|env|register|application|theme)\.\w+$|\.config\.\w+$|\.(?:module|controller|service|resolver|guard|gateway|processor|command|page|component|plugin|server|client|worker|task|job|cron|handler|route|entry|middleware)\.\w+$/i

/** Repositories whose tools find components without an import. */
const AUTO_IMPORTS = /^(?:nuxt|@nuxt\/.*|unplugin-auto-import|unplugin-vue-components|~icons.*|#imports|#app)$/

/** Predicate: can a file be reached? `targets`: the files that a file imports. */
export function reachable(
  files: readonly { path: string; lang: Lang; role: Role }[],
  imports: ReadonlyMap<string, { imports: readonly string[] }>,
  targets: (path: string) => readonly string[],
): (path: string) => boolean {
  const scripted = files.filter((one) => one.lang === 'js' || (one.lang === 'markup' && /\.(?:vue|svelte|astro)$/.test(one.path)))
  if (scripted.some((file) => imports.get(file.path)?.imports.some((module) => AUTO_IMPORTS.test(module)))) return () => true
  const reached = new Set<string>()
  const open: string[] = []
  const add = (path: string): void => {
    if (reached.has(path)) return
    reached.add(path)
    open.push(path)
  }
  for (const file of scripted) if (file.role === 'run' && (ENTRY.test(file.path) || !/\/.*\//.test(file.path))) add(file.path)
  // Scripts that pages load.
  for (const file of files) if (file.lang === 'markup') for (const path of targets(file.path)) add(path)
  while (open.length > 0) for (const path of targets(open.pop()!)) add(path)
  const judged = new Set(scripted.filter((one) => one.lang === 'js').map((one) => one.path))
  return (path) => !judged.has(path) || reached.has(path)
}
