// The list of house rules, in the order of DESIGN §3 and then what else is promised.
import { machine, switchedOff } from './clean.ts'
import { commands } from './commands.ts'
import { current, dependencies, links } from './documents.ts'
import { effectPlaces, effects } from './effects.ts'
import { errors } from './errors.ts'
import { guarded } from './guarded.ts'
import { emptyNames, opening, sizes } from './names.ts'
import { rooms, scanRooms } from './rooms.ts'
import { migrations, sqlHomes } from './sql.ts'
import type { Rule } from './tree.ts'
import { names, prose } from './words.ts'

export const ALL: readonly Rule[] = [
  rooms,
  scanRooms,
  effects,
  effectPlaces,
  sqlHomes,
  migrations,
  guarded,
  emptyNames,
  opening,
  sizes,
  errors,
  names,
  prose,
  links,
  commands,
  dependencies,
  current,
  machine,
  switchedOff,
]
