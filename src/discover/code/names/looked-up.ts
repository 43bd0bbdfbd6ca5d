// Values that code looks up by name in the application's own settings files: `config.get("scorer.url")`, `@Value("${scorer.url}")`. One step, by the exact name.

import type { Expr } from '../ir.ts'
import { settingOf } from './framework-settings.ts'
import type { Origin, Program, Source } from './program.ts'
import { relaxed } from './said.ts'

interface Found {
  readonly source: Source
  readonly expr: Expr
}

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
  return (
    settingOf(program, source, name) ??
    settingNamed(program, name) ??
    (source.lang === 'js' ? settingNamed(program, `env:${name}`) : null) ??
    settingNamed(program, name.startsWith('~') ? relaxed(name) : `=${relaxed(name)}`)
  )
}

/** The address that JavaScript gives a setting where the environment is silent: `createEnv({ SCORER_URL: z.string().default("https://…") })`. `path`: as it is read, `env.SCORER_URL`. */
export function presetOf(program: Program, path: string): Found | null {
  const name = /(?:^|\.)env\.([A-Z][A-Z0-9_]{3,})$/.exec(path)?.[1]
  return name === undefined ? null : settingNamed(program, `env:${name}`)
}

/** `config.scorer.url`, where `config` is node-config. */
export function memberOfConfig(program: Program, origin: Origin): Found | null {
  if (origin.k === 'package' && origin.module === 'npm:config') return settingNamed(program, origin.member.replace(/^default\./, ''))
  if (origin.k !== 'value' || origin.expr.t !== 'call') return null
  const call = origin.source.unit.calls[origin.expr.call]
  const asked = call?.callee === 'require' ? call.args[0] : undefined
  return asked?.t === 'text' && asked.text === 'config' ? settingNamed(program, origin.rest) : null
}

/** `Rails.configuration.x.scorer.url`, as `config.x.scorer.url = …` set it. */
export function railsSetting(program: Program, path: string): Found | null {
  const hit = /^Rails\.(?:configuration|application\.config)\.([\w.]+)$/.exec(path)
  return hit ? settingNamed(program, `rails:${hit[1]}`) : null
}

function settingNamed(program: Program, name: string): Found | null {
  const [first] = program.said('setting', name)
  return first ? { source: first.source, expr: first.value } : null
}

/** Defaults that a Go program gives its settings: `viper.SetDefault("scorer.url", "https://…")`. */
export function settingDefaults({ lang, unit }: Pick<Source, 'lang' | 'unit'>): { key: string; value: string }[] {
  if (lang !== 'go') return []
  return unit.calls.flatMap((call) => {
    const [key, value] = call.args
    return /(?:^|\.)SetDefault$/.test(call.callee) && key?.t === 'text' && value?.t === 'text' ? [{ key: key.text, value: value.text }] : []
  })
}
