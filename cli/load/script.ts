// What people do in a year, as turns of a dossier: the three ways to recognition, where a dossier stops on its way, and
// the few that are refused, withdrawn or sent back.
import type { Args, Body } from '../../domain/command.ts'
import type { MonthDay } from '../../domain/time/civil.ts'
import type { Action, Role } from '../../domain/vocabulary.ts'

/** Whose office: the subject's own, its commune's, its province's. */
export type Seat = 'own' | 'commune' | 'province'

export interface Turn {
  readonly seat: Seat
  readonly role: Role
  readonly action: Action
  /** The first day on which it is done; a few days later at most. */
  readonly on: MonthDay
  /** What is written; `answers` fills in the dossier's sheet, `meeting` has the whole committee in favour. */
  readonly body?: Body | 'answers'
  readonly meeting?: true
  readonly args?: Args
}

/** Every file that a load's dossiers name is this one, stored nowhere. */
export const FILE = { sha256: 'f'.repeat(64), name: 'van-ban.pdf', size: 48_213, mime: 'application/pdf' }

const files = (...kinds: string[]): Body => ({
  documents: kinds.map((kind) => ({ kind, sha256: FILE.sha256, name: FILE.name })),
})
const REGISTRATION: Body = {
  fields: { grounds: 'Căn cứ kết quả năm trước và chỉ tiêu của năm' },
  ...files('registration'),
}
const PLAN = files('plan')
const DOSSIER = files('proposal', 'report', 'selfAssessment', 'minutes')
const SUBMISSION = files('communeReport', 'communeProposal')
const MINUTES: Body = { text: 'Biên bản họp Ban Chỉ đạo' }

function turn(seat: Seat, role: Role, action: Action, on: MonthDay, body?: Turn['body']): Turn {
  return { seat, role, action, on, ...(body === undefined ? {} : { body }) }
}

const JUDGEMENT: readonly Turn[] = [
  turn('province', 'provinceStaff', 'approve', '10-05'),
  turn('province', 'provinceStaff', 'approve', '10-14', files('appraisalReport')),
  turn('province', 'policeDirector', 'approve', '10-23'),
  turn('province', 'provinceChair', 'approve', '11-02'),
  turn('province', 'recordsOfficer', 'submit', '11-10'),
]

/** A unit of a commune: registers with its police, and goes by its committee and chair to the province. */
export const UNIT_TURNS: readonly Turn[] = [
  turn('own', 'unitHead', 'submit', '01-05', REGISTRATION),
  turn('commune', 'communePolice', 'approve', '01-20'),
  turn('own', 'unitHead', 'submit', '02-24', PLAN),
  turn('commune', 'inspector', 'inspect', '05-11', 'answers'),
  turn('own', 'unitHead', 'assess', '06-22', 'answers'),
  turn('commune', 'communePolice', 'approve', '08-17'),
  turn('own', 'unitHead', 'submit', '08-31', DOSSIER),
  { ...turn('commune', 'communePolice', 'recordMeeting', '09-14', MINUTES), meeting: true },
  turn('commune', 'communeChair', 'approve', '09-23', SUBMISSION),
  ...JUDGEMENT,
]

/** A commune as its own subject. */
export const COMMUNE_TURNS: readonly Turn[] = [
  turn('own', 'communeOffice', 'submit', '01-05', REGISTRATION),
  turn('province', 'provinceStaff', 'approve', '01-20'),
  turn('own', 'communeOffice', 'submit', '02-24', PLAN),
  turn('province', 'inspector', 'inspect', '05-11', 'answers'),
  turn('own', 'communeOffice', 'assess', '06-22', 'answers'),
  turn('province', 'inspector', 'approve', '08-17'),
  turn('own', 'communeOffice', 'submit', '08-31', DOSSIER),
  turn('own', 'communeChair', 'approve', '09-23', SUBMISSION),
  ...JUDGEMENT,
]

/** A unit of the province itself. */
export const PROVINCIAL_TURNS: readonly Turn[] = [
  turn('own', 'unitHead', 'submit', '01-05', REGISTRATION),
  turn('province', 'provinceStaff', 'approve', '01-20'),
  turn('own', 'unitHead', 'submit', '02-24', PLAN),
  turn('province', 'inspector', 'inspect', '05-11', 'answers'),
  turn('own', 'unitHead', 'assess', '06-22', 'answers'),
  turn('province', 'inspector', 'approve', '08-17'),
  turn('own', 'unitHead', 'submit', '08-31', DOSSIER),
  ...JUDGEMENT,
]

/** A random number from 0 up to but not 1. */
export type Random = () => number

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * The turns that one dossier takes of its way: one in ten goes all the way (`last` turns at most), most stop
 * somewhere, more of them early than late, and one in ten is refused at the screening, withdrawn, or sent back
 * by the province.
 */
export function someTurns(way: readonly Turn[], last: number, random: Random): readonly Turn[] {
  const lot = random()
  const judged = way.length - JUDGEMENT.length
  if (lot < 0.04) return [...way.slice(0, 1), ending(way[1], 'reject')]
  if (lot < 0.07) {
    const left = 1 + Math.floor(random() * (judged - 1))
    return [...way.slice(0, left), { ...ending(way[0], 'withdraw'), on: way[left]?.on ?? '10-05' }]
  }
  if (lot < 0.1) {
    const to = ['prepare', 'prepareCommune', 'prepareForProvince'][
      [UNIT_TURNS, COMMUNE_TURNS, PROVINCIAL_TURNS].indexOf(way)
    ]
    const back = ending(way[judged], 'return')
    return [...way.slice(0, judged), { ...back, args: to === undefined ? {} : { toStep: to } }]
  }
  return way.slice(0, lot < 0.2 ? last : 1 + Math.floor(random() ** 2 * last))
}

function ending(instead: Turn | undefined, action: Action): Turn {
  if (instead === undefined) throw new Error(`${action}: no turn to take its place`)
  const { seat, role, on } = instead
  return { seat, role, on, action, body: { reason: 'Chưa đủ điều kiện theo hồ sơ' } }
}
