// Putting a dossier on the device: the application's files, who works here, the dossier, and the browser's word that it won't
// tidy them away by itself.
import { deviceNow, setDevice } from '../client/device.ts'
import type { Me } from '../client/session.ts'
import { rememberPerson } from './person.ts'
import { keepDossier } from './records.ts'
import { installShell } from './shell.ts'

/** Keeps a dossier for work without a network; throws DeviceError, the API's problem or NoAnswer. */
export async function keepForField(me: Me, dossierId: string): Promise<void> {
  await installShell()
  await rememberPerson(me)
  await keepDossier(me.personId, dossierId)
  const { unsent } = deviceNow()
  setDevice({ current: me.personId, unsent: unsent.filter((one) => one !== me.personId) })
  // Asked once something is there that would be missed; a browser that says no keeps it as long as it has room.
  await navigator.storage.persist()
}
