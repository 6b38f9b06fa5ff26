// The way of an action to its run, as the API's own files name it.
export { CONNECTION_OPTIONS, sendAct, sendLook, updateIdOf } from '../activities/dossier-updates.ts'
export type { SendOptions, Sent } from '../activities/dossier-updates.ts'
