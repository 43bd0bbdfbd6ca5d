// The directory of people as mail triage asks it: whose is this address? Only the vault is opened, so that a letter to a stranger starts no engine.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { identityOf } from '../../core/keys.ts'
import { type Keys, openKeys } from '../keys.ts'
import { type Contact, Vault } from './vault.ts'

export interface Contacts {
  /** null: nobody in the directory has this address (any more). */
  contact(email: string): Contact | null
  close(): void
}

/** Opens the vault of a data folder; null where nobody was ever put into one. Throws `keys.missing`. */
export function openContacts(dir: string, given?: Keys): Contacts | null {
  if (!existsSync(join(dir, 'vault.sqlite'))) return null
  const keys = given ?? openKeys(dir)
  const vault = new Vault(dir, keys)
  return {
    contact(email) {
      const number = vault.find(identityOf(keys.identity, email))
      return number === null ? null : vault.read(number)
    },
    close: () => vault.close(),
  }
}
