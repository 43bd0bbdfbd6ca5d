// What can be verified without Cordon: hash-tree proofs, checkpoints, whole ledger folders.
export * from './checkpoint.ts'
export * from './frames.ts'
export * from './ledger.ts'
export * from './merkle.ts'
export * from './notice.ts'
export * from './segment.ts'
