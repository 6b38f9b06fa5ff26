// What the worker bundles: every workflow type that exists, by name. Callers use messages.ts and never import this.
export { dossier } from './dossier.ts'
