// What the worker bundles: every workflow type that exists, by name. Callers use messages.ts and never import this.
export { anchor } from './anchor.ts'
export { batch } from './batch.ts'
export { campaign } from './campaign.ts'
export { digest } from './digest.ts'
export { dossier } from './dossier.ts'
export { importSheet } from './import.ts'
export { upkeep } from './upkeep.ts'
