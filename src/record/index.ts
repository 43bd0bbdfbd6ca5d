// The record's public face: open the ledger for writing, open the record for questions, or ask the process that has it open.
export { type Keys, keysFrom, openKeys } from './keys.ts'
export { type LedgerOptions, openLedger } from './ledger/ledger.ts'
export { writerOf } from './ledger/lock.ts'
export { connectRecord, type RecordQuestion, recordHandler } from './over-socket.ts'
export { type Erased, openRecord, type PeopleRecord, type RecordOptions } from './reader.ts'
export { sealFirst } from './seal-first.ts'
