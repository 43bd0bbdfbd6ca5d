// Packages that Java and Kotlin import whole (`import com.acme.model.*`): which of them a class comes from that the file names and nothing near defines.
import type { Import } from '../ir.ts'
import type { Program } from './program.ts'
import type { Source } from './source.ts'

/** Classes of the languages themselves and of their collections, which shadow nobody's. */
const STANDARD =
  /^(?:String(?:Builder|Buffer)?|Integer|Long|Double|Float|Boolean|Byte|Short|Character|Object|Class|System|Math|Thread|Runnable|Exception|\w+Exception|Error|Throwable|Override|Deprecated|Iterable|Comparable|Number|Void|List|Map|Set|Collection|Iterator|ArrayList|LinkedList|HashMap|LinkedHashMap|TreeMap|HashSet|TreeSet|Arrays|Collections|Objects|Optional|Date|Calendar|Locale|UUID|Random|Scanner|Properties|Base64|Timer|Any|Unit|Pair|Int|File|InputStream|OutputStream|IOException|URI|URL)$/

const known = new WeakMap<Source, { wide: readonly Import[]; names: Map<string, Import | null> }>()

/** The import by which a class is known that no import names: of our own packages the one that has it, else the one of a vendor's. */
export function wholeImport(program: Program, source: Source, name: string): Import | null {
  if ((source.lang !== 'java' && source.lang !== 'kotlin') || !/^[A-Z]/.test(name)) return null
  let seen = known.get(source)
  if (!seen) {
    seen = { wide: source.unit.imports.filter((one) => one.local === '*'), names: new Map() }
    known.set(source, seen)
  }
  if (seen.wide.length === 0) return null
  let found = seen.names.get(name)
  if (found === undefined) {
    found = STANDARD.test(name) ? null : find(program, source, seen.wide, name)
    seen.names.set(name, found)
  }
  return found
}

function find(program: Program, source: Source, wide: readonly Import[], name: string): Import | null {
  if (source.unit.types.some((one) => one.name === name) || source.unit.fns.some((one) => one.owner === name)) return null
  const folder = source.path.slice(0, source.path.lastIndexOf('/') + 1)
  if (['java', 'kt'].some((ending) => program.modules.has(`${folder}${name}.${ending}`))) return null
  const own = wide.find((one) => program.modules.resolve(source.path, `${one.module}.${name}`, source.lang).length > 0)
  const one = own ?? wide.find((one) => program.isVendors(one.module))
  return one ? { ...one, imported: name, local: name } : null
}
