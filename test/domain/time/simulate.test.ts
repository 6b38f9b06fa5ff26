// The simulation of a year: what the campaign of 2026 will say, and what changes when a date does.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  LAPSE_GRACE_MS,
  OPTIONAL_DAYS,
  SHIPPED_CALENDAR,
  addMs,
  diffSimulations,
  simulate,
  withDays,
} from '../../../domain/time/index.ts'
import type {
  SimulatedGroup,
  SimulatedNotice,
  SimulatedStep,
  SimulationInput,
} from '../../../domain/time/index.ts'
import { someCalendar, someDate } from './oracle.ts'

const GROUP: SimulatedGroup = { holder: 'commune', count: 12, upward: ['province', 'ministry'] }

function step(more: Partial<SimulatedStep> = {}): SimulatedStep {
  return {
    step: 'submit',
    rule: 'submission',
    due: { kind: 'campaignDate', key: 'submission', source: 'S2-14' },
    reminders: [{ days: 7, working: true }],
    escalations: [{ days: 1, working: true }],
    late: 'refuse',
    groups: [GROUP],
    ...more,
  }
}

function year(more: Partial<SimulationInput> = {}): SimulationInput {
  return {
    opens: '2026-01-05',
    closes: '2026-12-31',
    audience: [{ recipientKey: 'province', count: 12 }],
    context: {
      campaignYear: 2026,
      calendar: SHIPPED_CALENDAR,
      reading: 'strict',
      dateRules: {
        registration: { kind: 'before', monthDay: '01-20', source: 'S2-06' },
        submission: { kind: 'before', monthDay: '11-01', source: 'S2-14' },
        decision: { kind: 'before', monthDay: '12-10', source: 'S2-15' },
      },
    },
    steps: [step()],
    ...more,
  }
}

function withDates(dates: Record<string, string>): SimulationInput {
  return { ...year(), context: { ...year().context, dates } }
}

function shown({ at, kind, recipientKey, count, level }: SimulatedNotice): string {
  return `${at} ${kind}${level === undefined ? '' : ` ${level}`} ${recipientKey} ${count}`
}

describe('the simulation of a year', () => {
  it('lists in order what a campaign will say to whom, and about how many', () => {
    const escalations = [
      { days: 1, working: true },
      { days: 5, working: true },
    ]
    const { notices, problems, dues } = simulate(year({ steps: [step({ escalations })] }))
    expect(notices.map(shown)).toEqual([
      '2026-01-04T17:00:00.000Z opens province 12',
      '2026-10-22T00:30:00.000Z reminder commune 12',
      '2026-10-31T16:59:59.999Z due commune 12',
      '2026-11-02T00:30:00.000Z escalation 1 province 12',
      '2026-11-06T00:30:00.000Z escalation 2 ministry 12',
      '2026-12-31T16:59:59.999Z closes province 12',
    ])
    expect(problems).toEqual([
      { code: 'dueOnNonWorkingDay', step: 'submit', rule: 'submission', detail: 'commune: 2026-10-31' },
    ])
    expect(dues).toMatchObject([
      { step: 'submit', holder: 'commune', explanation: { dueDate: '2026-10-31', source: 'S2-14' } },
    ])
  })

  it('lets a dossier lapse some minutes past its due instant, and then tells no level above', () => {
    const { notices } = simulate(year({ steps: [step({ late: 'lapse', reminders: [] })] }))
    expect(notices.map(({ kind }) => kind)).toEqual(['opens', 'due', 'lapse', 'closes'])
    expect(notices[2]?.at).toBe(addMs('2026-10-31T16:59:59.999Z', LAPSE_GRACE_MS))
  })

  it('sums what one recipient is told at one instant, and keeps recipients apart', () => {
    const other: SimulatedGroup = { holder: 'other commune', count: 3, upward: ['province', 'ministry'] }
    const { notices } = simulate(year({ steps: [step({ groups: [GROUP, other] })] }))
    expect(notices.filter(({ kind }) => kind === 'due').map(shown)).toEqual([
      '2026-10-31T16:59:59.999Z due commune 12',
      '2026-10-31T16:59:59.999Z due other commune 3',
    ])
    expect(notices.filter(({ kind }) => kind === 'escalation').map(({ count }) => count)).toEqual([15])
  })

  it('counts a limit from when a group enters the step, and sends no reminder before that', () => {
    const limit = step({
      due: { kind: 'workingDays', count: 5, from: 'stepEntered', source: 't' },
      reminders: [
        { days: 9, working: true },
        { days: 2, working: true },
      ],
      groups: [{ ...GROUP, enteredAt: '2026-06-01T03:00:00.000Z' }],
    })
    const { notices, problems } = simulate(year({ steps: [limit] }))
    expect(notices.slice(1, 3).map(shown)).toEqual([
      '2026-06-04T00:30:00.000Z reminder commune 12',
      '2026-06-08T16:59:59.999Z due commune 12',
    ])
    expect(problems.map(({ code }) => code)).toEqual(['reminderBeforeStart'])
  })

  it('keeps the sweep time of the instance', () => {
    const { notices } = simulate(year({ sweepTime: '09:00' }))
    expect(notices.find(({ kind }) => kind === 'reminder')?.at).toBe('2026-10-22T02:00:00.000Z')
  })

  it('says nothing to a holder of no dossiers', () => {
    const { notices, dues } = simulate(year({ steps: [step({ groups: [{ ...GROUP, count: 0 }] })] }))
    expect(notices.map(({ kind }) => kind)).toEqual(['opens', 'closes'])
    expect(dues).toHaveLength(1)
  })
})

describe('what a simulation warns of', () => {
  const codes = (more: Partial<SimulationInput>): string[] =>
    simulate(year(more)).problems.map(({ code }) => code)
  const onWednesday = { kind: 'through' as const, monthDay: '10-28', source: 't' }

  it.each<[string[], Partial<SimulationInput>]>([
    [['badCampaign'], { closes: '2026-01-04' }],
    [['badCampaign'], { opens: '2026-02-30' }],
    [['badCampaign'], { sweepTime: '25:00' }],
    [['unknownDate'], { steps: [step({ due: { kind: 'campaignDate', key: 'nothing', source: 't' } })] }],
    [
      ['anchorMissing'],
      { steps: [step({ due: { kind: 'workingDays', count: 5, from: 'received', source: 't' } })] },
    ],
    [
      ['badOffset', 'badOffset'],
      {
        steps: [
          step({
            due: onWednesday,
            reminders: [{ days: -1, working: true }],
            escalations: [{ days: 0.5, working: true }],
          }),
        ],
      },
    ],
    [['nobodyAtLevel'], { steps: [step({ due: onWednesday, groups: [{ ...GROUP, upward: [] }] })] }],
    [['badCount'], { steps: [step({ groups: [{ ...GROUP, count: 1.5 }] })] }],
    [['badEntry'], { steps: [step({ groups: [{ ...GROUP, enteredAt: 'soon' }] })] }],
    [
      ['enteredAfterDue', 'reminderBeforeStart'],
      {
        steps: [step({ due: onWednesday, groups: [{ ...GROUP, enteredAt: '2026-10-29T00:00:00.000Z' }] })],
      },
    ],
    [['dueAfterClose', 'noticeAfterClose'], { closes: '2026-10-27', steps: [step({ due: onWednesday })] }],
    [
      ['dueBeforeOpening', 'reminderBeforeStart'],
      { opens: '2026-10-29', steps: [step({ due: onWednesday })] },
    ],
    [
      ['yearNotInCalendar'],
      {
        context: { ...year().context, calendar: { version: 1, years: [2025], days: [] } },
        steps: [step({ due: onWednesday })],
      },
    ],
  ])('%j', (expected, more) => {
    expect(codes(more)).toEqual(expected)
  })
})

describe('a campaign of one day', () => {
  it('is one, and a deadline on its day is neither before it nor after', () => {
    const { notices, problems } = simulate(
      year({
        opens: '2026-10-28',
        closes: '2026-10-28',
        steps: [
          step({
            due: { kind: 'through', monthDay: '10-28', source: 't' },
            reminders: [{ days: 0, working: false }],
            escalations: [],
          }),
        ],
      }),
    )
    expect(notices.map(({ kind }) => kind)).toEqual(['opens', 'reminder', 'due', 'closes'])
    expect(problems).toEqual([])
  })
})

describe('the difference that a changed date makes', () => {
  it('is none when nothing changed', () => {
    const simulation = simulate(year())
    expect(diffSimulations(simulation, simulate(year()))).toEqual({
      moved: [],
      appears: [],
      disappears: [],
      recounted: [],
      unchanged: simulation.notices.length,
    })
  })

  it('moves the deadline with its reminder and its escalation, and nothing else', () => {
    const difference = diffSimulations(simulate(year()), simulate(withDates({ submission: '2026-10-16' })))
    expect(difference.moved.map(({ before, after }) => `${after.kind} ${before.at} ${after.at}`)).toEqual([
      'reminder 2026-10-22T00:30:00.000Z 2026-10-06T00:30:00.000Z',
      'due 2026-10-31T16:59:59.999Z 2026-10-15T16:59:59.999Z',
      'escalation 2026-11-02T00:30:00.000Z 2026-10-16T00:30:00.000Z',
    ])
    expect(difference).toMatchObject({ appears: [], disappears: [], recounted: [], unchanged: 2 })
  })

  it('shows what disappears behind the close, and appears when it is taken back', () => {
    const [early, late] = [simulate(year({ closes: '2026-11-01' })), simulate(year())]
    expect(diffSimulations(late, early).disappears.map(({ kind }) => kind)).toEqual(['escalation'])
    expect(diffSimulations(early, late).appears.map(({ kind }) => kind)).toEqual(['escalation'])
    expect(diffSimulations(early, late).moved.map(({ after }) => after.kind)).toEqual(['closes'])
  })

  it('shows another number of dossiers apart from what moves', () => {
    const more = simulate(year({ steps: [step({ groups: [{ ...GROUP, count: 20 }] })] }))
    const { recounted, moved } = diffSimulations(simulate(year()), more)
    expect(recounted.map(({ before, after }) => [after.kind, before.count, after.count])).toEqual([
      ['reminder', 12, 20],
      ['due', 12, 20],
      ['escalation', 12, 20],
    ])
    expect(moved).toEqual([])
  })

  it('shows what a new holiday moves: with 24/11 off, a reminder and a limit around it', () => {
    const limit = step({
      due: { kind: 'workingDays', count: 5, from: 'stepEntered', source: 't' },
      groups: [{ ...GROUP, enteredAt: '2026-11-20T03:00:00.000Z' }],
      reminders: [{ days: 1, working: true }],
      escalations: [],
    })
    const context = { ...year().context, calendar: withDays(SHIPPED_CALENDAR, OPTIONAL_DAYS) }
    const { moved } = diffSimulations(
      simulate(year({ steps: [limit] })),
      simulate(year({ steps: [limit], context })),
    )
    expect(moved.map(({ before, after }) => `${after.kind} ${before.at} ${after.at}`)).toEqual([
      'reminder 2026-11-26T00:30:00.000Z 2026-11-27T00:30:00.000Z',
      'due 2026-11-27T16:59:59.999Z 2026-11-30T16:59:59.999Z',
    ])
  })

  it('accounts for every notice, whatever the dates and the holidays', () => {
    const dates = fc.record({ submission: someDate })
    fc.assert(
      fc.property(someCalendar, someCalendar, dates, dates, (calendar, other, was, is) => {
        const before = simulate({ ...year(), context: { ...year().context, calendar, dates: was } })
        const after = simulate({ ...year(), context: { ...year().context, calendar: other, dates: is } })
        const { moved, appears, disappears, recounted, unchanged } = diffSimulations(before, after)
        const kept = moved.length + recounted.length + unchanged
        expect(kept + disappears.length).toBe(before.notices.length)
        expect(kept + appears.length).toBe(after.notices.length)
        expect(after.notices.map(({ at }) => at)).toEqual(after.notices.map(({ at }) => at).sort())
      }),
    )
  })
})
