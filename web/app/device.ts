// The application on a device that somebody works on without a network: opening it in his name while the API can't be asked,
// and putting his things away when he leaves or another person comes. What does the work is loaded for those who use it.
import { useEffect, useSyncExternalStore } from 'react'
import { deviceNow, onDevice, setDevice } from '../client/device.ts'
import type { Device } from '../client/device.ts'
import { isPassing } from '../client/problem.ts'
import { workingOffline } from '../client/session.ts'
import type { Me } from '../client/session.ts'

export function useDevice(): Device {
  return useSyncExternalStore(onDevice, deviceNow)
}

/** Opens in the name of who worked here last, where no answer comes from the API; gives whether it could. */
export async function openOffline(failure: unknown): Promise<boolean> {
  if (deviceNow().current === null || !isPassing(failure)) return false
  const { rememberedPerson } = await import('../offline/person.ts')
  const me = await rememberedPerson()
  if (me === null) return false
  workingOffline(me)
  return true
}

/** Puts away what the person on this device kept, but for what wasn't sent. */
export async function leaveDevice(): Promise<void> {
  const { current, unsent } = deviceNow()
  if (current === null) return
  const { leaveDevice: putAway } = await import('../offline/person.ts')
  const left = await putAway(current)
  const others = unsent.filter((one) => one !== current)
  setDevice({ current: null, unsent: left === 0 ? others : [...others, current] })
}

/** Whether the device is this person's; makes it so where he left something on it, and puts away what another one kept. */
export function useOwnDevice({ personId }: Me): boolean {
  const { current } = useDevice()
  useEffect(() => {
    // Once, when he comes: who is just leaving doesn't take it back.
    const before = deviceNow().current
    if (before === personId) return
    const take = (): void => {
      const left = deviceNow().unsent
      if (left.includes(personId))
        setDevice({ current: personId, unsent: left.filter((one) => one !== personId) })
    }
    if (before === null) take()
    else void leaveDevice().then(take)
  }, [personId])
  return current === personId
}
