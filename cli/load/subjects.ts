// The subjects of a load, one a dossier: communes themselves first, some units of the province, and mostly units of its
// communes, each with a head; and the rows that a played dossier leaves in the tables.
import type { Pool } from '../../activities/pool.ts'
import { dossierIdOf, idFrom } from '../../activities/record/ids.ts'
import { projectionOf, taskRows } from '../../activities/record/position.ts'
import type { Id } from '../../domain/dossier.ts'
import { fold } from '../../domain/text.ts'
import type { SubjectKind } from '../../domain/vocabulary.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import type { Played, Subject } from './play.ts'
import { COMMUNE_TURNS, FILE, PROVINCIAL_TURNS, UNIT_TURNS } from './script.ts'
import type { Random, Turn } from './script.ts'
import { put } from './write.ts'
import type { Page } from './write.ts'
import { SINCE, playerOf, rowsOf } from './world.ts'
import type { Commune, Province, World } from './world.ts'

/** One unit in so many belongs to the province itself. */
const PROVINCIAL_EVERY = 33

const NAMES: Readonly<Record<'agency' | 'enterprise' | 'school', readonly string[]>> = {
  agency: ['Trạm Y tế', 'Trung tâm Dịch vụ tổng hợp', 'Ban Quản lý chợ', 'Hạt Kiểm lâm', 'Bưu điện'],
  enterprise: ['Hợp tác xã Nông nghiệp', 'Công ty TNHH Chế biến gỗ', 'Công ty CP Thủy sản', 'Công ty May'],
  school: [
    'Trường Tiểu học',
    'Trường THCS',
    'Trường THPT',
    'Trường Mầm non',
    'Trung tâm Giáo dục thường xuyên',
  ],
}
const PLACES = [
  'Đức Xá',
  'Thủy Ba',
  'Tiên Mỹ',
  'Lâm Sơn',
  'Bến Quang',
  'Hòa Bình',
  'Đông Hải',
  'Tân Lập',
  'Phú Thọ',
]
const KINDS = ['agency', 'enterprise', 'school'] as const

export interface Candidate {
  readonly dossierId: Id
  readonly subject: Subject
  readonly turns: readonly Turn[]
}

function pick<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('nothing to choose from')
  return item
}

/** Endless subjects, `alike` only units of communes; those of units are new to the database, communes come only while they have no dossier yet. */
export async function* subjects(
  pool: Pool,
  world: World,
  { seed, random, alike }: { readonly seed: number; readonly random: Random; readonly alike: boolean },
): AsyncGenerator<{ readonly candidate: Candidate; readonly isUnit: boolean }> {
  const campaigns = world.provinces.map(({ campaign }) => campaign.id)
  const { rows } = await pool.query<{ subject_id: string }>(
    `SELECT subject_id FROM dossier WHERE campaign_id = ANY($1) AND subject_kind = 'commune'
     UNION SELECT subject_id FROM draft WHERE campaign_id = ANY($1)`,
    [campaigns],
  )
  const taken = new Set(rows.map((row) => row.subject_id))
  for (const province of world.provinces)
    for (const commune of province.communes)
      if (!alike && !taken.has(commune.id))
        yield { candidate: communeItself(province, commune), isUnit: false }
  for (let index = 0; ; index += 1) {
    const province = pick(world.provinces, random)
    const commune = !alike && index % PROVINCIAL_EVERY === 0 ? null : pick(province.communes, random)
    yield { candidate: unitOf(province, commune, `${seed}/${index}`, index, random), isUnit: true }
  }
}

function communeItself(province: Province, commune: Commune): Candidate {
  const offices = { unit: commune.id, commune: commune.id, province: province.id }
  const facts = { ...STANDING, id: commune.id, kind: 'commune' as const, offices, provincial: false }
  const subject = { facts, name: commune.name, province, commune, own: commune.officers }
  return { dossierId: dossierIdOf(province.campaign.id, commune.id), subject, turns: COMMUNE_TURNS }
}

const STANDING = { communeHasPolice: true, valid: true } as const

function unitOf(
  province: Province,
  commune: Commune | null,
  key: string,
  index: number,
  random: Random,
): Candidate {
  const kind: (typeof KINDS)[number] & SubjectKind = pick(KINDS, random)
  const id = idFrom('load-unit', province.id, key)
  const offices = { unit: id, commune: commune?.id ?? null, province: province.id }
  return {
    dossierId: dossierIdOf(province.campaign.id, id),
    subject: {
      facts: { ...STANDING, id, kind, offices, provincial: commune === null },
      name: `${pick(NAMES[kind], random)} ${pick(PLACES, random)} ${index + 1}`,
      province,
      commune,
      own: new Map([['unitHead', [playerOf(id, 'unitHead')]]]),
    },
    turns: commune === null ? PROVINCIAL_TURNS : UNIT_TURNS,
  }
}

/** Puts a unit that is new and its head on the page. */
export function addUnit(page: Page, { facts, name, province, commune, own }: Subject): void {
  put(page, 'office', [
    {
      id: facts.id,
      kind: facts.kind,
      name,
      short_name: name,
      parent_id: commune?.id ?? province.id,
      province_id: province.id,
      commune_id: commune?.id ?? null,
      search_key: fold(`${name} ${commune?.name ?? ''}`),
      valid_from: '2025-07-01',
      created_at: SINCE,
    },
  ])
  const made = rowsOf([...own.values()].flat(), () => `Thủ trưởng ${name}`)
  put(page, 'person', made.person)
  put(page, 'role_holding', made.role_holding)
}

/** Puts a played dossier on the page. */
export function addDossier(page: Page, subject: Subject, played: Played): void {
  const { id, state, lines, contents, numbers, certificates, counted, asked } = played
  put(
    page,
    'event',
    lines.map(({ event, hash }) => ({
      dossier_id: id,
      seq: event.seq,
      type: event.type,
      action: event.action,
      actor: event.actor,
      data: event,
      received_at: event.receivedAt,
      recorded_at: event.recordedAt,
      prev_hash: event.prevHash,
      hash,
    })),
  )
  put(
    page,
    'content',
    contents.map(({ hash, body, at }) => ({ dossier_id: id, hash, body, created_at: at })),
  )
  const [first] = contents
  if (first !== undefined) {
    const { sha256, size, mime, name } = FILE
    put(page, 'document', [
      {
        dossier_id: id,
        ...{ sha256, size, mime, name },
        uploaded_by: first.by,
        uploaded_at: first.at,
      },
    ])
  }
  put(
    page,
    'number_given',
    numbers.map(({ officeId, register, year, number, step, at }) => ({
      ...{ office_id: officeId, register, year, number, step },
      dossier_id: id,
      given_at: at,
    })),
  )
  put(
    page,
    'certificate',
    certificates.map(({ data, signature }) => ({
      ...{ code: data.code, number: data.number, register: data.register, year: data.year },
      ...{ dossier_id: id, office_id: data.officeId, issued_at: data.issuedAt, data, signature },
    })),
  )
  put(
    page,
    'counted',
    counted.flatMap(({ need, result, year, at, list }) =>
      list.map(({ subjectId, value }) => ({
        ...{ dossier_id: id, need, subject_id: subjectId, result, year, value, at },
      })),
    ),
  )
  addResults(page, state.subject.id, state.year, played)
  addRow(page, subject, played, asked)
}

function addRow(page: Page, subject: Subject, played: Played, asked: Played['asked']): void {
  const { id, state, stateHash, head, lines, facts } = played
  const communeName = subject.facts.provincial ? null : (subject.commune?.name ?? null)
  const seen = projectionOf(DIEN_HINH, state, facts, { subjectName: subject.name, communeName })
  const updatedAt = lines.at(-1)?.event.recordedAt
  put(page, 'dossier', [
    {
      ...{ id, state, year: state.year, status: state.status, step: state.step, round: state.round },
      ...{ version: state.version, outcome: state.outcome, state_hash: stateHash },
      ...{ campaign_id: state.campaignId, procedure_id: state.procedure.id },
      ...{ procedure_version: state.procedure.version, content_hash: state.contentHash },
      ...{ subject_id: state.subject.id, subject_kind: state.subject.kind, subject_name: seen.subjectName },
      ...{
        unit_id: state.offices.unit,
        commune_id: state.offices.commune,
        province_id: state.offices.province,
      },
      ...{ due_at: seen.dueAt, lapse_at: seen.lapseAt, wake_at: seen.wakeAt, search_key: seen.searchKey },
      ...{ head_seq: head.seq, head_hash: head.hash },
      created_at: lines[0]?.event.recordedAt,
      updated_at: updatedAt,
      closed_at: state.closedAt,
    },
  ])
  put(
    page,
    'task',
    taskRows(state, seen.dueAt).map((row) => ({
      ...row,
      dossier_id: id,
      created_at: asked.get(row.id) ?? updatedAt,
    })),
  )
}

/** The results that the rule counted: last year's from the screening on, the year's own where it was appraised. */
function addResults(page: Page, subjectId: Id, year: number, { id, state, lines }: Played): void {
  const appraised = state.acted.some(({ step }) => step === 'appraisal')
  const years = appraised ? [year - 1, year] : [year - 1]
  const at = lines.at(-1)?.event.recordedAt
  const row = (kind: string, of: number, value: string, dossierId: Id | null) => ({
    ...{ subject_id: subjectId, kind, year: of, value, dossier_id: dossierId },
    source: dossierId === null ? 'load' : `dossier/${dossierId}`,
    recorded_at: dossierId === null ? SINCE : at,
    recorded_by: 'system',
  })
  for (const of of years)
    put(page, 'result_fact', [row('safety', of, 'achieved', null), row('movement', of, 'good', null)])
  if (state.outcome === 'recognised') put(page, 'result_fact', [row('exemplary', year, 'achieved', id)])
}
