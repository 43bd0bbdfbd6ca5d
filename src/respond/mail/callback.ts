// Telephone numbers a letter wants called, and bank details it says have changed: what a lure without a link asks for.
import { plain } from './look.ts'

const PHONE = /(?<![\w./=-])(?:\+?\d[\s().-]{0,3}){8,15}(?![\w/])/g
const CALL =
  /\b(?:call|calling|phone|dial|telefon|ruf\w*|anruf\w*|appele\w*|telephone\w*|llam\w*|ligue|ligar|lig[ae]|chiam\w*|bel\b|bellen|zadzwon\w*|ring\b|soita|arayin|zavolejte|звон\w*|позвон\w*|contact us at|helpline|help ?desk|toll[- ]free|hotline|customer care)|電話|致电|전화/
const IBAN = /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,4})?\b/
const NEW_BANK =
  /\b(?:new|updated?|changed?|neue\w*|geander\w*|nouve\w*|nuev\w*|nov[oa]s?|nuov\w*|nieuwe?|now[ey]\w*|nya|uusi|yeni|different|alternative|replacement)\b[^.\n]{0,60}\b(?:bank|account|iban|konto|kontoverbindung|bankverbindung|compte|rib|cuenta|conta|conto|rekening|rachun\w*|remittance|beneficiary)\b|\b(?:bank|account|iban|konto\w*|bankverbindung|compte|rib|cuenta|conta|conto|rekening|rachun\w*)\b[^.\n]{0,50}\b(?:changed?|updated?|replaced|geander\w*|gewechselt|change|modifie|cambiad\w*|alterad\w*|mudou|mudaram|cambiat\w*|gewijzigd|zmieni\w*)\b/

const TRANSFER = /\b(?:iban|swift|bic|sort code|routing|wire|remittance|bankverbindung|rib)\b/

export interface Callback {
  /** A number, where the letter asks to call it; '' otherwise. */
  readonly phone: string
  /** The words that announce other bank details; '' otherwise. */
  readonly bank: string
  /** With an account number at hand. */
  readonly iban: boolean
}

/** Looks for both in a text as written. Linear in its length. */
export function callbackIn(text: string): Callback {
  const all = plain(text)
  const phone = all.match(PHONE)?.find((p) => p.replace(/\D/g, '').length >= 9) ?? ''
  const iban = IBAN.test(text)
  const bank = iban || TRANSFER.test(all) ? (NEW_BANK.exec(all)?.[0] ?? '') : ''
  return { phone: phone && CALL.test(all) ? phone.trim() : '', bank, iban }
}
