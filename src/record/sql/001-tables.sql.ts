// Migration 1: the tables. Never edited once released; what changes later is a new number.
// Disclosures may stand in several rows until the engine merges them: every question aggregates, none relies on a merge.
// Questions name the table `disclosures`: on a cluster that name is the distributed table over shards by person, and only the shards' own table has another.

export const tables: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS disclosures (
    vendor UInt16,
    person UInt32 CODEC(Delta, ZSTD(1)),
    day Date CODEC(Delta, ZSTD(1)),
    shape UInt32 CODEC(T64, ZSTD(1)),
    source UInt8,
    first SimpleAggregateFunction(min, UInt32) CODEC(T64, ZSTD(1)),
    last SimpleAggregateFunction(max, UInt32) CODEC(T64, ZSTD(1)),
    count SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1))
  ) ENGINE = AggregatingMergeTree PARTITION BY toYYYYMM(day) ORDER BY (vendor, person, day, shape, source)
  SETTINGS non_replicated_deduplication_window = 10000`,
  `CREATE TABLE IF NOT EXISTS vendors (number UInt16, name String) ENGINE = ReplacingMergeTree ORDER BY number`,
  `CREATE TABLE IF NOT EXISTS shapes (number UInt32, id String, items String) ENGINE = ReplacingMergeTree ORDER BY number`,
  // What a shape counts for: '' (everything), field:KEY, form:FORM.
  `CREATE TABLE IF NOT EXISTS shape_keys (key String, shape UInt32) ENGINE = ReplacingMergeTree ORDER BY (key, shape)`,
  // Persons that turned out to be another: \`id\` counts as \`person\`. The row with the highest version holds.
  `CREATE TABLE IF NOT EXISTS aliases (id UInt32, person UInt32, version UInt64) ENGINE = ReplacingMergeTree(version) ORDER BY id`,
  `CREATE TABLE IF NOT EXISTS coverage (vendor String, source String, from Int64, to Int64) ENGINE = ReplacingMergeTree ORDER BY (vendor, source, from, to)`,
  // Exactly once: what is about to be put in, and what was. Segments [first, after); leaf: hash of the last of them, in hex.
  `CREATE TABLE IF NOT EXISTS shipping (first UInt64, after UInt64, leaf String, done UInt8) ENGINE = MergeTree ORDER BY (done, after)`,
]
