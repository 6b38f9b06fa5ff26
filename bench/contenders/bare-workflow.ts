// The smallest honest rival: a workflow with the same seven actions as validated updates and one local activity that
// stores the same rows. No rules, no roles, no chain. `rearm` is the untuned habit of a timer moved by every action.
import {
  allHandlersFinished,
  condition,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
  sleep,
  CancellationScope,
} from '@temporalio/workflow'
import type { BareActivities, BareAction, BareState } from './bare-types.ts'

export const bareAct = defineUpdate<BareState, [BareAction]>('bareAct')

const { store } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '5s' })

const DAY_MS = 86_400_000

export async function bare(id: string, steps: number, rearm: boolean): Promise<void> {
  let state: BareState = { id, step: 0, version: 0 }
  let timer: CancellationScope | null = null
  const arm = (): void => {
    timer?.cancel()
    timer = new CancellationScope()
    void timer.run(() => sleep(30 * DAY_MS)).catch(() => undefined)
  }
  setHandler(
    bareAct,
    async (action) => {
      state = { ...state, step: action.step, version: state.version + 1 }
      await store(state, action)
      if (rearm) {
        arm()
        arm()
      }
      return state
    },
    {
      validator: (action: BareAction) => {
        if (action.step !== state.step + 1) throw new Error('not the next step')
      },
    },
  )
  await condition(() => state.step >= steps && allHandlersFinished())
}
