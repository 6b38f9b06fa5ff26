// What holds of every state that can be reached and of everything that can be asked, found by walking at random through the
// test procedure: the rule never throws, changes nothing that it is given, agrees with its own buttons, and keeps its invariants.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allowedActions, openActions } from '../../../domain/allowed.ts'
import type { Command, Facts } from '../../../domain/command.ts'
import { decide } from '../../../domain/decide/index.ts'
import type { DossierState } from '../../../domain/dossier.ts'
import { ACTION_RULES, TABLE } from '../../../domain/table.ts'
import { ACTIONS, OPEN_STATUSES, REFUSALS } from '../../../domain/vocabulary.ts'
import type { Action, Refusal } from '../../../domain/vocabulary.ts'
import {
  CLOCK,
  act,
  aProcedure,
  ask,
  basisOf,
  batch,
  command,
  deepFreeze,
  facts,
  person,
} from '../../support/rulebook.ts'
import type { Act, World } from '../../support/rulebook.ts'
import {
  IDS,
  INSTANTS,
  PEOPLE_IN_ALL,
  STEPS,
  aBody,
  aThrow,
  aWalk,
  anAction,
  anId,
  outsideOf,
  someArgs,
  walk,
} from '../../support/rulebook-walk.ts'
import type { Throw } from '../../support/rulebook-walk.ts'

const plain = aProcedure()
const check = (property: fc.IRawProperty<unknown>, numRuns = 150) =>
  fc.assert(property as fc.IProperty<unknown>, { numRuns })

describe('a random walk', () => {
  test('keeps the invariants of a dossier', () => {
    check(
      fc.property(aWalk, (way) => {
        walk(way, ({ before, after }) => {
          if (after === null) return
          const open = after.tasks.filter(({ state }) => state === 'open')
          const living = (OPEN_STATUSES as readonly string[]).includes(after.status)
          expect({ status: after.status, open: open.length > 0 }).toEqual({
            status: after.status,
            open: living,
          })
          expect(after.version).toBe((before?.version ?? 0) + 1)
          expect(after.acted.slice(0, before?.acted.length ?? 0)).toEqual(before?.acted ?? [])
          const given = after.numbers.map(({ register, officeId, year, number }) =>
            [register, officeId, year, number].join(),
          )
          expect(new Set(given).size).toBe(given.length)
          expect(new Set(after.tasks.map(({ id }) => id)).size).toBe(after.tasks.length)
          expect(after.rounds[after.step]).toBe(after.round)
          expect(after.status === 'reserved').toBe(after.reservation !== null)
          expect(living ? after.closedAt : 'closed').toBe(living ? null : 'closed')
          if (after.status === 'returned') expect(after.returned?.to).toBe(after.step)
          if (!living) expect([after.returned, after.lastForward]).toEqual([null, null])
        })
      }),
    )
  })

  test('reaches every step and every status', () => {
    const steps = new Set<string>()
    const statuses = new Set<string>()
    const done = new Set<Action>()
    fc.assert(
      fc.property(aWalk, (way) => {
        walk(way, ({ after, asked }) => {
          if (after === null) return
          steps.add(after.step)
          statuses.add(after.status)
          done.add(asked.action)
        })
      }),
      { numRuns: 500, seed: 2026 },
    )
    expect([...steps].sort()).toEqual([...STEPS].sort())
    expect([...statuses].sort()).toEqual(
      Object.keys(TABLE)
        .filter((status) => status !== 'draft')
        .sort(),
    )
    expect(ACTIONS.filter((action) => !done.has(action))).toEqual([])
  })

  test('a decision asked twice is the same, and none is taken outside the table', () => {
    check(
      fc.property(aWalk, (way) => {
        walk(way, ({ before, asked, outside, after }) => {
          if (after !== null && before?.status !== 'reserved')
            expect(TABLE[before?.status ?? 'draft'][asked.action]).toBe(true)
          expect(ask(plain, before, asked, outside)).toEqual(ask(plain, before, asked, outside))
        })
      }),
      60,
    )
  })

  test('the line of an act leads its lines, and carries its receipt', () => {
    check(
      fc.property(aWalk, (way) => {
        walk(way, ({ before, asked, outside }) => {
          const decision = ask(plain, before, asked, outside)
          if (!decision.ok) return
          const [main, ...rest] = decision.events
          expect(main?.type).toBe(ACTION_RULES[asked.action].event)
          expect(rest.every(({ from }) => from === null)).toBe(true)
          expect(decision.events.every(({ receivedAt }) => receivedAt === asked.at)).toBe(true)
        })
      }),
      60,
    )
  })
})

/** Refusals of who asks, when or where: what a button promises that it won't be. */
const OF_THE_PERSON: readonly Refusal[] = [
  'notInStatus',
  'notAtStep',
  'notYourTask',
  'notYourTurn',
  'notAuthorised',
  'alreadyActed',
  'dutiesApart',
  'conflictOfInterest',
  'basisChanged',
  'late',
  'notLate',
  'notDue',
  'notOpenYet',
  'campaignClosed',
  'alreadyOpened',
  'alreadyClaimed',
  'notClaimed',
  'reservedByBatch',
  'notEligible',
  'delegationNotPassedOn',
  'nothingToSettle',
  'ownInspection',
]
/** Where one of these is about the target that was named (who has signed, a year or a question that is done with). */
const OF_THE_TARGET: Partial<Record<Action, readonly Refusal[]>> = {
  removeSigner: ['alreadyActed'],
  recordMeeting: ['alreadyActed', 'dutiesApart'],
  maintain: ['alreadyActed'],
  answer: ['alreadyActed'],
  takeBack: ['late'],
}

describe('buttons and decisions', () => {
  const asPerson = (
    state: DossierState | null,
    by: string,
    action: Action,
    dice: Throw,
    outside: World,
    more: Partial<Act> = {},
  ) => {
    const asked: Act = act(action, by, {
      at: dice.at,
      args: dice.args,
      ...(dice.body && { body: dice.body }),
      ...more,
    })
    return ask(plain, state, asked, outside)
  }

  test('agree on who, when and where, whatever is brought', () => {
    check(
      fc.property(aWalk, aThrow, (way, dice) => {
        const state = walk(way, () => undefined)
        const outside = outsideOf(dice.batchStatus, dice.what)
        const probe = facts(plain, state, command(state, act('open', dice.by)), null, outside)
        for (const { action, allowed, taskId, code } of allowedActions(
          plain,
          state,
          person(dice.by, outside.people),
          probe,
          dice.at,
          'dossier',
        )) {
          if (!allowed) {
            expect(REFUSALS).toContain(code)
            const named = (state?.tasks ?? []).map(({ id }) => ({ basis: { taskId: id } }))
            for (const more of [{}, { basis: null }, ...named]) {
              const decision = asPerson(state, dice.by, action, dice, outside, more)
              expect({ action, by: dice.by, ok: decision.ok }).toEqual({ action, by: dice.by, ok: false })
            }
          } else {
            const more = taskId === null || state === null ? {} : { basis: { ...basisOf(state), taskId } }
            const args = { ...dice.args, taskId: undefined }
            const decision = asPerson(state, dice.by, action, dice, outside, { ...more, args })
            if (decision.ok || OF_THE_TARGET[action]?.includes(decision.code)) continue
            expect({
              action,
              by: dice.by,
              code: OF_THE_PERSON.includes(decision.code) ? decision.code : 'what is brought',
            }).toEqual({
              action,
              by: dice.by,
              code: 'what is brought',
            })
          }
        }
      }),
    )
  })

  test('what a run lets through never leaves out what the rule accepts', () => {
    check(
      fc.property(aWalk, (way) => {
        walk(way, ({ before, after, asked }) => {
          if (before !== null && after !== null) expect(openActions(before)).toContain(asked.action)
        })
      }),
    )
  })
})

describe('whatever is asked', () => {
  const garbage = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, maxDepth: 3 })
  const KEYS = [
    'toStep',
    'taskId',
    'toOfficeId',
    'toPersonId',
    'toRole',
    'until',
    'questionId',
    'result',
    'year',
    'dueAt',
    'votes',
    'batchId',
    'expiresAt',
    'verdict',
    'decisionNumber',
    'version',
  ]
  const args = fc.oneof(fc.dictionary(fc.constantFrom(...KEYS), garbage), garbage, someArgs)
  const BODY_KEYS = [
    'reason',
    'text',
    'fields',
    'documents',
    'answers',
    'sheet',
    'mendFields',
    'mendCriteria',
  ]
  const body = fc.oneof(fc.dictionary(fc.constantFrom(...BODY_KEYS), garbage), garbage, aBody)
  const aCommand = fc.record({
    id: garbage,
    dossierId: garbage,
    action: fc.oneof({ weight: 4, arbitrary: anAction }, { weight: 1, arbitrary: garbage }),
    actor: fc.oneof(
      { weight: 3, arbitrary: anId.map((personId) => ({ kind: 'person', personId })) },
      { weight: 1, arbitrary: fc.constantFrom(CLOCK, batch()) },
      { weight: 1, arbitrary: garbage },
    ),
    receivedAt: fc.oneof(fc.constantFrom(...INSTANTS), garbage),
    basis: fc.oneof(fc.constant('present'), garbage),
    bodyHash: fc.oneof(fc.constant('hash'), garbage),
    args,
  })

  test('is answered with a decision or a refusal of a known code, never with an exception', () => {
    check(
      fc.property(aWalk, aCommand, body, fc.nat(50), (way, given, brought, pick) => {
        const state = walk(way, () => undefined)
        const basis = given.basis === 'present' && state !== null ? basisOf(state) : given.basis
        const asked = { ...given, basis } as unknown as Command
        const by = IDS[pick % IDS.length] ?? 'head'
        const known: Facts = {
          ...facts(plain, state, command(state, act('open', by)), null, outsideOf('collecting', pick)),
          capacities: PEOPLE_IN_ALL[by] ?? [],
          body: brought ?? null,
        }
        const decision = decide(deepFreeze(plain), deepFreeze(state), asked, deepFreeze(known))
        if (decision.ok) expect(decision.next.version).toBe((state?.version ?? 0) + 1)
        else expect(REFUSALS).toContain(decision.code)
      }),
      400,
    )
  })
})
