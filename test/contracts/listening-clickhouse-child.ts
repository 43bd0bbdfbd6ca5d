// A genuine ClickHouse server out of the chDB library, for tests only: the library's command-line entry can open ports, and then blocks its process.

import { libchdbPath } from 'chdb/libchdb'
import { DataType, load, open } from 'ffi-rs'

const [dir = '', http = '', tcp = ''] = process.argv.slice(2)
open({ library: 'chdb', path: libchdbPath() })
const args = [
  'clickhouse',
  `--path=${dir}`,
  '--listen_host=127.0.0.1',
  `--tcp_port=${tcp}`,
  `--http_port=${http}`,
  '--multiquery',
  '--query',
  "SYSTEM START LISTEN TCP; SYSTEM START LISTEN HTTP; SELECT * FROM file('/dev/stdin', LineAsString) FORMAT Null",
]
load({
  library: 'chdb',
  funcName: 'chdb_query_cmdline',
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [args.length, args],
})
