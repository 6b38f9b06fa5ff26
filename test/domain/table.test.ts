// The whole matrix, status × action: what the table refuses is refused whoever asks and whatever he brings; what it
// allows has a scenario in which it is done, with what that does to position, tasks, record and the world outside.
import { describe, expect, test } from 'vitest'
import { isPassing } from '../../domain/decide/index.ts'
import type { DossierState } from '../../domain/dossier.ts'
import { ACTION_RULES, TABLE } from '../../domain/table.ts'
import { ACTIONS, STATUSES } from '../../domain/vocabulary.ts'
import type { Action, Status } from '../../domain/vocabulary.ts'
import {
  CLOCK,
  PEOPLE,
  PROVINCE,
  act,
  aProcedure,
  ask,
  batch,
  refusal,
  run,
  world,
} from '../support/rulebook.ts'
import { IN_STATUS, SIGNED } from '../support/rulebook-stages.ts'
import { ACTIVE } from './table/active.ts'
import { inWords, play } from './table/cell.ts'
import type { Cells, Scenario } from './table/cell.ts'
import { REST } from './table/rest.ts'
import { RETURNED } from './table/returned.ts'

const CELLS: Cells = { ...REST, active: ACTIVE, returned: RETURNED }

const scenarioOf = (status: Status, action: Action): Scenario | undefined =>
  (CELLS[status] as Partial<Record<Action, Scenario>>)[action]

const stateIn = (status: Status): DossierState | null => (status === 'draft' ? null : IN_STATUS[status]())

/** Everything that any action could ask for, so that nothing is refused for what it lacks. */
const WHOLE_BODY = { reason: 'có lý do', text: 'nội dung' }
const WHOLE_ARGS = {
  toStep: 'prepare',
  toOfficeId: PROVINCE,
  toRole: 'provinceStaff',
  toPersonId: 'staff',
  until: '2026-12-01',
  questionId: 'q1',
  year: 2027,
  result: 'maintained',
  batchId: 'batch',
  version: 2,
} as const

describe.each(STATUSES)('a dossier that is %s', (status) => {
  const denied = ACTIONS.filter((action) => !TABLE[status][action])
  const allowed = ACTIONS.filter((action) => TABLE[status][action])

  test.each(denied)('never knows %s, whoever asks', (action) => {
    const state = stateIn(status)
    const code = status === 'reserved' ? 'reservedByBatch' : 'notInStatus'
    const everyone = [...Object.keys(PEOPLE), CLOCK, batch(), batch('another')]
    for (const by of everyone)
      for (const outside of [world(), SIGNED]) {
        const refused = refusal(
          aProcedure(),
          state,
          act(action, by, { body: WHOLE_BODY, args: WHOLE_ARGS }),
          outside,
        )
        expect({ by, code: refused.code }).toEqual({ by, code })
      }
  })

  test.each(allowed)('knows %s', (action) => {
    const scenario = scenarioOf(status, action)
    if (scenario === undefined) throw new Error(`no scenario for ${status} × ${action}`)
    const before = scenario.before()
    const played = play(scenario)
    expect(scenario.act.action).toBe(action)
    expect(before?.status ?? 'draft').toBe(status)
    expect({ rule: scenario.rule, ...inWords(played) }).toEqual({ rule: scenario.rule, ...scenario.done })
    expect(played.state.version).toBe((before?.version ?? 0) + 1)
    expect(played.events[0]).toMatchObject({
      type: ACTION_RULES[action].event,
      action,
      from:
        before === null ? { status: 'draft', round: 1 } : { status, step: before.step, round: before.round },
      to: { status: played.state.status, step: played.state.step, round: played.state.round },
    })
    expect(played.events.slice(1).every(({ from }) => from === null)).toBe(true)
  })
})

describe('the table', () => {
  test('has a scenario for every cell that says yes, and none for one that says no', () => {
    for (const status of STATUSES) {
      const expected = ACTIONS.filter((action) => TABLE[status][action])
      expect({ status, cells: Object.keys(CELLS[status]).sort() }).toEqual({
        status,
        cells: [...expected].sort(),
      })
    }
  })

  test('gives each action an event of its own', () => {
    const events = ACTIONS.map((action) => ACTION_RULES[action].event)
    expect(new Set(events).size).toBe(ACTIONS.length)
  })

  test('knows one refusal that the same command may outlive', () => {
    expect(isPassing('factsChanged')).toBe(true)
    expect(isPassing('basisChanged')).toBe(false)
  })

  test('keeps what the same act brings about the same, however often it is asked', () => {
    const scenario = ACTIVE.approve
    const asked = () => ask(aProcedure(), scenario.before(), scenario.act)
    expect(asked()).toEqual(asked())
    expect(run(aProcedure(), [scenario.act], scenario.before()).state).toEqual(play(scenario).state)
  })
})
