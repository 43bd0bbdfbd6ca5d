// Values that code looks up by name in the application's own settings files: `config.get("scorer.url")`, `@Value("${scorer.url}")`. One step, by the exact name.
import { settingOf } from './framework-settings.ts'
import type { Expr } from './ir.ts'
import { defaulted } from './lower/config.ts'
import type { Origin, Program, Source } from './program.ts'
import { settingsOfScript } from './script-settings.ts'

interface Found {
  readonly source: Source
  readonly expr: Expr
}

/** Files that frameworks load by themselves: node-config's and Rails' folder, Spring's, Play's. */
export const APP_SETTINGS =
  /(?:^|\/)config\/[\w.-]+\.(?:json|ya?ml|toml)$|(?:^|\/)(?:application|bootstrap)[\w-]*\.(?:ya?ml|properties|conf)$/

/** Settings of programs in Java that are handed the file's name when they start. */
export const OTHER_SETTINGS =
  /(?:^|\/)src\/main\/resources\/[\w./-]+\.(?:ya?ml|properties|conf)$|^(?:[\w-]+\/)?(?:config|conf|\w+-config)[\w-]*\.ya?ml$/

const known = new WeakMap<Program, { size: number; byName: Map<string, Found> }>()

/** Does a call look a setting up by name? */
export function looksUp(callee: string): boolean {
  return (
    callee === 'config' ||
    /(?:^|\.|_)config(?:uration|service)?\.get\w*$|^nconf\.get$|^(?:viper|v|vp|koanf|ko?)\.(?:Get|String|MustString)\w*$|(?:^|\.)(?:env(?:ironment)?|settings|propert(?:y|ies)|props|conf)\.(?:get\w*|require\w*)$/i.test(
      callee,
    )
  )
}

/** A setting by its dotted name, as frameworks find it (Laravel, Django: see `Program.setting`), else by the application's settings files. */
export function lookedUp(program: Program, source: Source, name: string): Found | null {
  const index = indexOf(program)
  return (
    settingOf(program, source, name) ??
    index.get(name) ??
    (source.lang === 'js' ? index.get(`env:${name}`) : undefined) ??
    index.get(name.startsWith('~') ? relaxed(name) : `=${relaxed(name)}`) ??
    null
  )
}

/** The address that JavaScript gives a setting where the environment is silent: `createEnv({ SCORER_URL: z.string().default("https://…") })`. `path`: as it is read, `env.SCORER_URL`. */
export function presetOf(program: Program, path: string): Found | null {
  const name = /(?:^|\.)env\.([A-Z][A-Z0-9_]{3,})$/.exec(path)?.[1]
  return name === undefined ? null : (indexOf(program).get(`env:${name}`) ?? null)
}

/** Names as Spring, Micronaut and Quarkus compare them: `base-url` is baseUrl. */
function relaxed(name: string): string {
  return name.toLowerCase().replace(/[-_"]/g, '')
}

/** `config.scorer.url`, where `config` is node-config. */
export function memberOfConfig(program: Program, origin: Origin): Found | null {
  if (origin.k === 'package' && origin.module === 'npm:config') return indexOf(program).get(origin.member.replace(/^default\./, '')) ?? null
  if (origin.k !== 'value' || origin.expr.t !== 'call') return null
  const call = origin.source.unit.calls[origin.expr.call]
  const asked = call?.callee === 'require' ? call.args[0] : undefined
  return asked?.t === 'text' && asked.text === 'config' ? (indexOf(program).get(origin.rest) ?? null) : null
}

/** `Rails.configuration.x.scorer.url`, as `config.x.scorer.url = …` set it. */
export function railsSetting(program: Program, path: string): Found | null {
  const hit = /^Rails\.(?:configuration|application\.config)\.([\w.]+)$/.exec(path)
  return hit ? (indexOf(program).get(`rails:${hit[1]}`) ?? null) : null
}

function indexOf(program: Program): Map<string, Found> {
  const before = known.get(program)
  if (before?.size === program.sources.size) return before.byName
  const byName = new Map<string, Found>()
  for (const source of program.sources.values()) {
    if (source.lang === 'ruby' && /(?:^|\/)config\//.test(source.path))
      for (const one of source.unit.assigns)
        if (one.target.startsWith('config.') && !byName.has(`rails:${one.target.slice(7)}`))
          byName.set(`rails:${one.target.slice(7)}`, { source, expr: one.value })
    if (source.lang === 'js') for (const [name, expr] of settingsOfScript(source)) if (!byName.has(name)) byName.set(name, { source, expr })
    for (const one of settingDefaults(source))
      if (!byName.has(one.key)) byName.set(one.key, { source, expr: { t: 'text', text: one.value } })
    if (!source.unit.settings || !(APP_SETTINGS.test(source.path) || OTHER_SETTINGS.test(source.path))) continue
    for (const one of source.unit.settings) {
      if (one.value === '') continue
      const name = one.path.join('.')
      const found: Found = { source, expr: { t: 'text', text: defaulted(one.value) } }
      // By its whole name, by that name as frameworks compare it, and by its end, for a class that is named like what it is read into.
      for (const each of [name, `=${relaxed(name)}`, `~${relaxed(one.path.slice(-2).join('.'))}`])
        if (!byName.has(each)) byName.set(each, found)
    }
  }
  known.set(program, { size: program.sources.size, byName })
  return byName
}

/** Defaults that a Go program gives its settings: `viper.SetDefault("scorer.url", "https://…")`. */
export function settingDefaults(source: Source): { key: string; value: string }[] {
  if (source.lang !== 'go') return []
  return source.unit.calls.flatMap((call) => {
    const [key, value] = call.args
    return /(?:^|\.)SetDefault$/.test(call.callee) && key?.t === 'text' && value?.t === 'text' ? [{ key: key.text, value: value.text }] : []
  })
}
