// Settings files to the common form: addresses under their keys, environment names, and services named by a word (`service: S3`). Read line by line, so that YAML, TOML, INI, properties, HCL, Dockerfiles and env files are one thing.
import type { Unit } from '../ir.ts'
import { Builder } from './build.ts'

const PAIR = /^\s*(?:-\s+)?(?:export\s+|ENV\s+|ARG\s+)?["']?([\w.[\]-]+)["']?\s*(?::|=|\s)\s*(.*)$/
const NAMES =
  /^(?:service|driver|adapter|provider|mailer|delivery_method|email_backend|backend|transport|disk|storage|default_file_storage)$/i

/** Lowers a settings file. Comments do not count; neither does a value without a key. */
export function lowerConfig(text: string): Unit {
  const b = new Builder()
  text.split('\n').forEach((raw, i) => {
    const line = raw.replace(/(?:^|\s)(?:#|\/\/|;).*$/, '')
    if (line.length > 2000) return
    const pair = PAIR.exec(line)
    if (!pair) return
    const key = pair[1]!.slice(pair[1]!.lastIndexOf('.') + 1)
    const value = pair[2]!
      .replace(/,\s*$/, '')
      .trim()
      .replace(/^["']|["']$/g, '')
    if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(key)) b.env(key, i + 1)
    if (value === '') return
    if (NAMES.test(key) && /^[\w.]+$/.test(value)) b.call('call', 'store', null, i + 1, () => ({ args: [{ t: 'text', text: value }] }))
    else b.keyed(key, () => b.text(value.replace(/^\$\{[^:}]*:-?([^}]*)\}/, '$1'), i + 1))
  })
  return b.unit
}
