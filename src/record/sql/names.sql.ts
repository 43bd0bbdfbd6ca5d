// What do the numbers in the ledger's rows mean? Vendors, shapes, coverage; putting the same in again changes nothing.
import type { CoverageNote } from '../../core/record.ts'
import type { Shape, ShapeItem } from '../../core/words.ts'
import type { Engine } from '../engine/engine.ts'
import { RowBinary } from '../engine/row-binary.ts'
import type { SegmentNames } from '../ledger/names.ts'

export async function putNames(engine: Engine, all: readonly SegmentNames[], token: string): Promise<void> {
  const vendors = all.flatMap(({ vendors }) => vendors)
  const shapes = all.flatMap(({ shapes }) => shapes)
  const notes = all.flatMap(({ coverage }) => coverage)
  const vendorRows = new RowBinary()
  for (const [number, name] of vendors) vendorRows.u16(number).text(name)
  const shapeRows = new RowBinary()
  for (const [number, shape] of shapes) shapeRows.u32(number).text(shape.id).text(JSON.stringify(shape.items))
  const keyRows = new RowBinary()
  for (const [number, shape] of shapes) for (const key of keysOf(shape)) keyRows.text(key).u32(number)
  const coverageRows = new RowBinary()
  for (const { vendor, source, from, to } of notes) coverageRows.text(vendor).text(source).i64(from).i64(to)
  if (vendors.length > 0) await engine.ingest('vendors', 'number UInt16, name String', vendorRows.end(), token)
  if (shapes.length > 0) await engine.ingest('shapes', 'number UInt32, id String, items String', shapeRows.end(), token)
  if (shapes.length > 0) await engine.ingest('shape_keys', 'key String, shape UInt32', keyRows.end(), token)
  if (notes.length > 0) await engine.ingest('coverage', 'vendor String, source String, from Int64, to Int64', coverageRows.end(), token)
}

/** What a shape counts for. An unkeyed hash is undone by anybody with a list of candidates, so its people count with those in clear. */
export function keysOf(shape: Shape): string[] {
  const keys = new Set([''])
  for (const { field, form } of shape.items) {
    if (field === null) continue
    keys.add(fieldKey(field)).add(`form:${form === 'hashed' ? 'clear' : form}`)
  }
  return [...keys]
}

export function fieldKey(field: string): string {
  return `field:${field}`
}

export async function readVendorNumbers(engine: Engine): Promise<Map<string, number>> {
  const rows = await engine.query('SELECT name, number FROM vendors GROUP BY name, number')
  return new Map(rows.map(([name, number]) => [String(name), Number(number)]))
}

/** Shapes with a number above `above`. */
export async function readShapes(engine: Engine, above: number): Promise<Map<number, Shape>> {
  const rows = await engine.query('SELECT number, any(id), any(items) FROM shapes WHERE number > {above:UInt32} GROUP BY number', { above })
  return new Map(rows.map(([number, id, items]) => [Number(number), { id: String(id), items: JSON.parse(String(items)) as ShapeItem[] }]))
}

export async function readCoverage(engine: Engine, vendor: string): Promise<CoverageNote[]> {
  const rows = await engine.query('SELECT source, from, to FROM coverage WHERE vendor = {vendor:String} GROUP BY source, from, to', {
    vendor,
  })
  return rows.map(([source, from, to]) => ({ vendor, source: source as CoverageNote['source'], from: Number(from), to: Number(to) }))
}
