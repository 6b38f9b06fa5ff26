// The checker lets a sound procedure pass, and catches each kind of mistake in a broken copy of it.
import { describe, expect, it } from 'vitest'
import { allowedActions } from '../../domain/allowed.ts'
import { FINDING_CODES, checkProcedure, describeFinding, examine } from '../../domain/checker/index.ts'
import type { FindingCode } from '../../domain/checker/index.ts'
import { lifeOf } from '../../domain/checker/structure/dates.ts'
import { explore } from '../../domain/checker/walk/explore.ts'
import { buildWorld } from '../../domain/checker/walk/world.ts'
import type { Path, Procedure } from '../../domain/procedure.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { COUNTED } from '../support/counted-procedure.ts'
import { COUNTED_MISTAKES } from './counted-mistakes.ts'
import { SOUND, UNIT_PATH, stepOf, withStep, withStepBefore } from './sound-procedure.ts'

/** Gives what the sound one counts on. */
const GIVER: Procedure = { ...COUNTED, id: 'giver', results: { kept: { kind: 'safety', value: 'achieved' } } }
const CONTEXT = { year: 2026, calendar: SHIPPED_CALENDAR, known: [SOUND, COUNTED, GIVER] }
const look = stepOf('look')
const decide = stepOf('decide')
const source = { cites: ['test'] }

function withPath(patch: Partial<Path>): Procedure {
  return { ...SOUND, paths: [{ ...UNIT_PATH, ...patch }] }
}

/** A director who signs again at a step of his own, kept apart from his first signature. */
const signsTwice = withStepBefore('decide', {
  ...stepOf('sign'),
  id: 'confirm',
  parties: [{ role: 'policeDirector', level: 'province' }],
  signing: { mode: 'one' },
  offers: [],
  returns: undefined,
  apart: ['sign'],
})
const directorAlone = withStep(
  'sign',
  {
    parties: [{ role: 'policeDirector', level: 'province' }],
    signing: { mode: 'one' },
    offers: [],
    returns: undefined,
  },
  signsTwice,
)

/** Each mistake, in words, with a procedure that makes it and the finding that names it. */
const MISTAKES: readonly (readonly [FindingCode, string, Procedure])[] = [
  ['duplicateId', 'a step stands there twice', { ...SOUND, steps: [...SOUND.steps, look] }],
  ['duplicateId', 'a path goes through a step twice', withPath({ steps: [...UNIT_PATH.steps, 'look'] })],
  [
    'unknownStep',
    'a path names a step that is not there',
    withPath({ steps: [...UNIT_PATH.steps, 'nowhere'] }),
  ],
  [
    'unknownStep',
    'duties are kept apart from a step that is not there',
    withStep('decide', { apart: ['nowhere'] }),
  ],
  [
    'unknownStep',
    'withdrawal is allowed at a step that is not there',
    { ...SOUND, withdraw: { until: ['nowhere'], source } },
  ],
  [
    'unknownOutcome',
    'a no leads to an outcome that is not there',
    withStep('look', { reject: { to: { outcome: 'lost' } } }),
  ],
  [
    'unknownDate',
    'a due rule names a date that is not there',
    withStep('look', { due: { kind: 'campaignDate', key: 'someday', source: 'test' } }),
  ],
  [
    'unknownSetting',
    'a source names a setting that is not there',
    withStep('look', { source: { setting: 'habit' } }),
  ],
  [
    'unknownSetting',
    'a path is opened by a setting that is neither true nor false',
    withPath({ setting: 'threshold' }),
  ],
  ['unused', 'a step is on no path', { ...SOUND, steps: [...SOUND.steps, { ...look, id: 'spare' }] }],
  [
    'unused',
    'a setting is used by nothing',
    { ...SOUND, settings: [...SOUND.settings, { id: 'spare', vi: 'Thừa', value: 1, why: 'x' }] },
  ],
  ['noSource', 'a rule cites nothing', withStep('look', { source: { cites: [] } })],
  ['noPath', 'a kind of subject has no path', { ...SOUND, subjects: [...SOUND.subjects, 'enterprise'] }],
  [
    'pathShadowed',
    'an earlier path takes every subject of a later one',
    { ...SOUND, paths: [UNIT_PATH, { ...UNIT_PATH, id: 'again' }] },
  ],
  ['pathEmpty', 'a path has no step', { ...SOUND, paths: [{ ...UNIT_PATH, steps: [] }] }],
  [
    'roleNotSeated',
    'no office of the path has the role',
    withStep('look', { parties: [{ role: 'provinceChair', level: 'commune' }] }),
  ],
  [
    'roleNotSeated',
    'an administrator is made a party',
    withStep('look', { copies: [{ role: 'administrator', level: 'province' }] }),
  ],
  ['partiesMissing', 'nobody acts at a step', withStep('look', { parties: [] })],
  [
    'signingImpossible',
    'the weights never reach what is needed',
    withStep('sign', { signing: { mode: 'weighted', need: 9 } }),
  ],
  [
    'signingImpossible',
    'it begins with several signatures, and waits for all of them as a draft',
    withStep('ask', {
      parties: [
        { role: 'unitHead', level: 'unit' },
        { role: 'unitOfficer', level: 'unit' },
      ],
      signing: { mode: 'all' },
    }),
  ],
  ['signingImpossible', 'a vote may fail but no no is provided for', withStep('vote', { reject: undefined })],
  [
    'signingImpossible',
    'more than all must agree',
    withStep('vote', {
      signing: {
        mode: 'quorum',
        need: { share: [3, 2] },
        base: 'votes',
        by: ['written'],
        recordedBy: look.parties[0] ?? { role: 'communeOffice', level: 'commune' },
      },
    }),
  ],
  [
    'offerImpossible',
    'signers can be added where one signature is enough',
    withStep('look', { offers: ['addSigner'] }),
  ],
  ['offerImpossible', 'what follows from other data is offered', withStep('look', { offers: ['approve'] })],
  [
    'leadsNowhere',
    'the last step leads to the next one',
    withStep('decide', { forward: { action: 'approve', to: 'next' } }),
  ],
  ['noLeadsToGrant', 'a no leads to the grant', withStep('look', { reject: { to: { outcome: 'granted' } } })],
  [
    'returnsNowhere',
    'the first step sends back',
    withStep('ask', { returns: { to: ['previous'], resume: 'path' } }),
  ],
  ['apartFromItself', 'a step is kept apart from itself', withStep('decide', { apart: ['decide'] })],
  [
    'judgeOfOwnLateness',
    'who is late may let himself in',
    withStep('ask', { late: { effect: 'refuse', acceptedBy: { role: 'unitHead', level: 'unit' } } }),
  ],
  [
    'criteriaNeverInspected',
    'criteria are counted on before anybody inspects',
    withStep('ask', { needs: [{ kind: 'criteriaMet', by: 'inspection' }] }),
  ],
  [
    'neverAssessed',
    'a self-assessment is counted on that nobody makes',
    withStep('look', { assessment: undefined }),
  ],
  [
    'inspectionImpossible',
    'two blind inspections may differ and nobody settles it',
    withStep('look', { inspection: { by: look.parties, blind: 'double', tolerance: 0 } }),
  ],
  ['noSheet', 'a kind of subject is inspected without a sheet', { ...SOUND, sheets: { agency: 'sheet' } }],
  [
    'fieldImpossible',
    'a choice is among nothing',
    withStep('ask', { needs: [{ kind: 'field', id: 'kind', vi: 'Loại', type: 'choice', required: true }] }),
  ],
  ['certificateWithoutNumber', 'a certificate has no number', withStep('decide', { numbers: [] })],
  ['batchImpossible', 'a decision over many is voted on', withStep('vote', { batch: true })],
  [
    'batchImpossible',
    'a decision over many needs a document for each',
    withStep('decide', { needs: [{ kind: 'document', id: 'paper', vi: 'Văn bản', required: true }] }),
  ],
  ['lateWithoutDue', 'a step lapses without a deadline', withStep('hand', { due: undefined })],
  [
    'outcomeMisused',
    'a refusal is worth a result',
    { ...SOUND, results: { refused: { kind: 'title', value: 'x' } } },
  ],
  [
    'dueUnresolvable',
    'a deadline falls on a day that does not exist',
    withStep('look', { due: { kind: 'before', monthDay: '02-30', source: 'test' } }),
  ],
  [
    'dueOutsideCampaign',
    'a deadline lies in the next year',
    withStep('decide', { due: { kind: 'before', monthDay: '01-10', yearOffset: 1, source: 'test' } }),
  ],
  [
    'dueOrder',
    'a deadline comes before the one of the step before',
    withStep('sign', { due: { kind: 'before', monthDay: '08-01', source: 'test' } }),
  ],
  [
    'badReminder',
    'a reminder comes on half a day',
    withStep('ask', { reminders: [{ days: 0.5, working: true }] }),
  ],
  ['badReminder', 'a step escalates without a deadline', withStep('vote', { escalation: look.parties })],
  ['badCampaign', 'the campaign closes before it opens', { ...SOUND, opens: '12-31', closes: '01-01' }],
  [
    'cannotStart',
    'the first step asks for what can only be done after it',
    withStep('ask', {
      needs: [{ kind: 'assessed', times: 1 }],
      assessment: { by: { role: 'unitHead', level: 'unit' } },
    }),
  ],
  [
    'stepUnreachable',
    'a step is jumped over',
    withStep('look', { forward: { action: 'approve', to: { step: 'hand' } } }),
  ],
  [
    'outcomeUnreachable',
    'an outcome is never reached',
    { ...SOUND, outcomes: [...SOUND.outcomes, { id: 'praised', vi: 'Được khen', nature: 'denied', source }] },
  ],
  [
    'deadEnd',
    'bad results can be met with neither yes nor no',
    withStep('sign', { reject: undefined, returns: undefined }),
  ],
  ['dutiesCannotBeKeptApart', 'one director must sign twice, and must not', directorAlone],
  [
    'grantUnreachable',
    'a yes at the end is a refusal',
    withStep('decide', { forward: { action: 'approve', to: { outcome: 'refused' } } }),
  ],
  [
    'deadlineNeverFires',
    'nobody holds the role that may let a late one in',
    withStep('ask', { late: { effect: 'refuse', acceptedBy: { role: 'provinceStaff', level: 'commune' } } }),
  ],
  [
    'deadlineNeverFires',
    'a draft is to lapse',
    withStep('ask', { late: { effect: 'lapse', outcome: 'missed' } }),
  ],
  [
    'noEndInTime',
    'the way leads through a later deadline to an earlier one',
    withStep(
      'sign',
      { forward: { action: 'approve', to: { step: 'hand' } } },
      withStep(
        'hand',
        { forward: { action: 'submit', to: { step: 'decide' } }, late: stepOf('ask').late },
        withStep('vote', { forward: { action: 'approve', to: { step: 'sign' } } }),
      ),
    ),
  ],
  [
    'afterUnusable',
    'nobody holds the role that may reopen',
    {
      ...SOUND,
      after: {
        ...SOUND.after,
        reopen: { by: { role: 'provinceStaff', level: 'commune' }, to: ['look'], source },
      },
    },
  ],
  [
    'batchUnusable',
    'a decision over many is offered where no dossier waits',
    withStep('ask', { batch: true, needs: [] }),
  ],
  ...COUNTED_MISTAKES,
]

/** Mistakes of the data itself; the others are found by walking and name the way that leads to them. */
const BEFORE_THE_WALK = FINDING_CODES.slice(0, FINDING_CODES.indexOf('cannotStart'))

describe('the checker', () => {
  it('lets a sound procedure pass and says what it proved', () => {
    const { findings, proofs } = examine(SOUND, CONTEXT)
    expect(findings.map(describeFinding)).toEqual([])
    expect(proofs).toHaveLength(1)
    expect([...(proofs[0]?.ends ?? [])].sort()).toEqual(['granted', 'missed', 'refused'])
    expect(proofs[0]?.states).toBeGreaterThan(20)
    expect(proofs[0]?.dues.map(({ dueAt }) => dueAt?.slice(0, 10) ?? null)).toEqual([
      '2026-01-31',
      '2026-05-31',
      null,
      '2026-08-31',
      '2026-10-31',
      '2026-12-09',
    ])
  })

  it.each(MISTAKES.map(([code, words, broken]) => ({ code, words, broken })))(
    'finds $code where $words',
    ({ code, broken }) => {
      const found = checkProcedure(broken, CONTEXT).filter((one) => one.code === code)
      expect(found).not.toEqual([])
      for (const one of found) expect(one.detail).not.toBe('')
    },
  )

  it('has a mistake to show for every kind of finding', () => {
    const shown = new Set(MISTAKES.map(([code]) => code))
    expect(FINDING_CODES.filter((code) => !shown.has(code) && code !== 'walkTooLarge')).toEqual([])
  })

  it.each([
    ['deadEnd', 'sign'],
    ['dutiesCannotBeKeptApart', 'confirm'],
    ['afterUnusable', 'reopen'],
    ['noEndInTime', 'unit'],
  ] as const)('names the way of actions that leads to %s', (code, place) => {
    const broken = MISTAKES.find(([one]) => one === code)?.[2] ?? SOUND
    const [found] = checkProcedure(broken, CONTEXT).filter((one) => one.code === code)
    expect(found?.where).toContain(place)
    expect(found?.way[0]).toMatch(/ask: submit by unitHead@unit$/)
    expect(describeFinding(found ?? { code, where: [], detail: '', way: [] })).toContain('by way of')
  })

  it('does not walk what is unsound: there is no way to name', () => {
    for (const [code, , broken] of MISTAKES.filter(([one]) => BEFORE_THE_WALK.includes(one))) {
      const { proofs, findings } = examine(broken, CONTEXT)
      expect(proofs, code).toEqual([])
      for (const { way } of findings) expect(way).toEqual([])
    }
  })

  it('gives up aloud at a procedure with too many states', () => {
    const found = checkProcedure(SOUND, { ...CONTEXT, maxStates: 5 })
    expect(found.map(({ code }) => code)).toContain('walkTooLarge')
  })

  it.each([
    ['all in parallel', { mode: 'all' }],
    ['any one', { mode: 'any' }],
    ['weighted', { mode: 'weighted', need: 2 }],
  ] as const)('walks signing by %s', (_words, signing) => {
    const offers = signing.mode === 'any' ? [] : stepOf('sign').offers
    expect(checkProcedure(withStep('sign', { signing, offers }), CONTEXT).map(describeFinding)).toEqual([])
  })

  it('asks for a deputy where the head has acted before, and is content with one', () => {
    const withDeputy = withStep(
      'confirm',
      { parties: [{ role: 'policeDirector', level: 'province', deputies: ['policeDeputyDirector'] }] },
      directorAlone,
    )
    expect(checkProcedure(withDeputy, CONTEXT).map(describeFinding)).toEqual([])
  })

  it('keeps nothing of the decision to itself: whatever it walked, the screens would have offered', () => {
    const life = lifeOf(SOUND, CONTEXT.year)
    if (life === null) throw new Error('the campaign has a life')
    const world = buildWorld(SOUND, UNIT_PATH, { kind: 'agency', owner: 'agency' }, 'good', CONTEXT, life)
    let seen = 0
    for (const { state, next } of explore(world, 20_000).nodes.values()) {
      for (const { move } of next) {
        if (move.person === null) continue
        const person = { personId: move.person.id, capacities: [move.person.capacity] }
        const offered = allowedActions(SOUND, state, person, world.facts, world.at, 'dossier')
        expect(
          offered.find(({ action }) => action === move.action)?.allowed,
          `${state?.step ?? 'start'}: ${move.action}`,
        ).toBe(true)
        seen += 1
      }
    }
    expect(seen).toBeGreaterThan(50)
  })
})

describe('what a checked deadline is worth', () => {
  it('is judged under every reading of "trước ngày"', () => {
    // Strictly due on 31/05, a Sunday: under rollForward it ends on Monday 01/06, after the step that follows it.
    const tight = withStep('vote', { due: { kind: 'through', monthDay: '05-31', source: 'test' } })
    expect(checkProcedure(tight, { ...CONTEXT, readings: ['strict'] })).toEqual([])
    const [found] = checkProcedure(
      withStep(
        'vote',
        { due: { kind: 'through', monthDay: '05-31', source: 'test' } },
        withStep('look', { due: { kind: 'before', monthDay: '06-01', source: 'test' } }),
      ),
      { ...CONTEXT, readings: ['throughDay'] },
    )
    expect(found?.code).toBe('dueOrder')
    expect(found?.where).toContain('throughDay')
  })

  it('keeps the decider of the sound procedure free of what he must not have done', () => {
    expect(decide.apart).toEqual(['look', 'sign'])
    expect(examine(SOUND, CONTEXT).proofs[0]?.shortest).toBeGreaterThanOrEqual(9)
  })
})
