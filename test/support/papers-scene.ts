// A điển hình dossier that goes its whole way on a real PostgreSQL: the papers of its acts are what the tests read.
import { recordResult } from '../../activities/record/results.ts'
import type { Answer, Body } from '../../domain/command.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { sheetById } from '../../procedures/sheets.ts'
import {
  LONG_AGO,
  aCampaign,
  aCommune,
  aDelegation,
  aDocument,
  aDraft,
  aPerson,
  aRecord,
  aUnit,
  mustAct,
} from './builders.ts'
import type { ActionAsked, TestRecord } from './builders.ts'

export interface PapersScene extends TestRecord {
  readonly campaign: string
  readonly commune: string
  readonly unit: string
  readonly dossier: string
  readonly people: Readonly<Record<string, string>>
  /** Where the way ends: before the step, or after the last one. */
  until(step: string | null): Promise<void>
}

const NAMES: Readonly<Record<string, string>> = {
  head: 'Nguyễn Thị Ánh Tuyết',
  police: 'Trần Đăng Khoa',
  inspector: 'Phạm Hữu Dũng',
  committeeHead: 'Lê Quang Thưởng',
  member: 'Hoàng Thị Mỹ Lệ',
  chair: 'Đỗ Văn Nghĩa',
  staff: 'Võ Ngọc Ẩn',
  director: 'Bùi Xuân Trường',
  provinceChair: 'Phan Thị Diễm Hằng',
  records: 'Ngô Bảo Ngọc',
  officer: 'Cao Thị Hiền',
  clerk: 'Trương Minh Thư',
  viceChair: 'Hồ Xuân Phúc',
}

const answers = (note: string): Body => {
  const sheet = sheetById('sample-school')
  if (sheet === null) throw new Error('no sample sheet of a school')
  const given = sheet.criteria.map(({ id }): [string, Answer] => [id, { verdict: 'met', note }])
  return { sheet: { id: sheet.id, version: sheet.version }, answers: Object.fromEntries(given) }
}

/**
 * A school with everybody who acts, its draft ready; in a record of its own unless one is given. `forOthers`: its officer, the
 * commune's clerk under a delegation and the province's vice chair act where else the heads themselves do.
 */
export async function aPapersScene(
  name = 'Trường Tiểu học và Trung học cơ sở Vĩnh Thủy',
  given: TestRecord | null = null,
  forOthers = false,
): Promise<PapersScene> {
  const at = given ?? (await aRecord())
  const { pool } = at
  const commune = await aCommune(pool)
  await pool.query(
    `UPDATE office SET short_name = 'Vĩnh Thủy', commune_kind = 'ruralCommune' WHERE id = $1`,
    [commune],
  )
  await pool.query(`UPDATE office SET short_name = 'Quảng Trị' WHERE id = 'P44'`)
  const unit = await aUnit(pool, { parent: commune, kind: 'school', name })
  const who = (role: Parameters<typeof aPerson>[1], office: string, key: string) =>
    aPerson(pool, role, office, { name: NAMES[key] ?? key })
  const heads = {
    head: await who('unitHead', unit, 'head'),
    police: await who('communePolice', commune, 'police'),
    inspector: await who('inspector', commune, 'inspector'),
    committeeHead: await who('committeeHead', commune, 'committeeHead'),
    member: await who('committeeMember', commune, 'member'),
    chair: await who('communeChair', commune, 'chair'),
    staff: await who('provinceStaff', 'P44', 'staff'),
    director: await who('policeDirector', 'P44', 'director'),
    provinceChair: await who('provinceChair', 'P44', 'provinceChair'),
    records: await who('recordsOfficer', 'P44', 'records'),
  }
  const people = { ...heads, registers: heads.head, submits: heads.chair, decides: heads.provinceChair }
  if (forOthers) {
    people.registers = await who('unitOfficer', unit, 'officer')
    people.submits = await who('communeOffice', commune, 'clerk')
    people.decides = await who('provinceViceChair', 'P44', 'viceChair')
    const lent = { officeId: commune, role: 'communeChair' } as const
    await aDelegation(pool, { from: heads.chair, to: people.submits, ...lent })
  }
  for (const year of [2025, 2026])
    for (const [kind, value] of [
      ['safety', 'achieved'],
      ['movement', 'excellent'],
    ] as const)
      await recordResult(
        pool,
        { subjectId: unit, kind, year, value, source: 'test', dossierId: null, recordedBy: 'system' },
        LONG_AGO,
      )
  const campaign = await aCampaign(pool, { officeId: 'P44', procedure: DIEN_HINH })
  const dossier = await aDraft(pool, campaign, unit)
  const scene = { ...at, campaign, commune, unit, dossier, people }
  let done = 0
  return {
    ...scene,
    until: async (step) => {
      const turns = await wayOf(scene)
      for (; done < turns.length; done += 1) {
        const turn = turns[done]
        if (turn === undefined || (step !== null && turn.step === step)) return
        await mustAct(at, { dossierId: dossier, ...turn.asked })
      }
    },
  }
}

type Turn = { readonly step: string; readonly asked: Omit<ActionAsked, 'dossierId'> }

async function wayOf({ pool, dossier, people }: Omit<PapersScene, 'until'>): Promise<Turn[]> {
  const { head = '', police = '', inspector = '', committeeHead = '', member = '', staff = '' } = people
  const { director = '', records = '', registers = '', submits = '', decides = '' } = people
  const files = async (...kinds: readonly string[]): Promise<NonNullable<Body['documents']>> => {
    const made = []
    for (const kind of kinds)
      made.push({ kind, sha256: await aDocument(pool, dossier, kind), name: `${kind}.pdf` })
    return made
  }
  const on = (day: string): string => `${day}T03:00:00.000Z`
  const fields = {
    grounds: 'Đơn vị đã đạt tiêu chuẩn “An toàn về an ninh, trật tự”; có mô hình “Cổng trường an toàn”.',
  }
  const dossierFiles = ['proposal', 'report', 'selfAssessment', 'minutes']
  const votes = [committeeHead, member].map((personId) => ({ personId, verdict: 'approve' as const }))
  const turn = (step: string, asked: Turn['asked']): Turn => ({ step, asked })
  return [
    turn('register', {
      action: 'submit',
      by: registers,
      at: on('2026-01-12'),
      basis: null,
      body: { fields, documents: await files('registration') },
    }),
    turn('screen', { action: 'approve', by: police, at: on('2026-01-20') }),
    turn('plan', {
      action: 'submit',
      by: head,
      at: on('2026-02-10'),
      body: { documents: await files('plan') },
    }),
    turn('build', {
      action: 'inspect',
      by: inspector,
      at: on('2026-06-03'),
      body: answers('Đã xem'),
    }),
    turn('assess', { action: 'assess', by: head, at: on('2026-06-04'), body: answers('Tự thấy đạt') }),
    turn('approve', { action: 'approve', by: police, at: on('2026-06-05') }),
    turn('prepare', {
      action: 'submit',
      by: head,
      at: on('2026-10-05'),
      body: { documents: await files(...dossierFiles) },
    }),
    turn('review', {
      action: 'recordMeeting',
      by: police,
      at: on('2026-10-12'),
      args: { votes },
      body: { text: 'Các thành viên thống nhất đề nghị công nhận.' },
    }),
    turn('submission', {
      action: 'approve',
      by: submits,
      at: on('2026-10-20'),
      body: { documents: await files('communeReport', 'communeProposal') },
    }),
    turn('return', {
      action: 'return',
      by: staff,
      at: on('2026-11-02'),
      args: { toStep: 'prepare' },
      body: { reason: 'Báo cáo thiếu số liệu năm 2026.', mendFields: ['report'] },
    }),
    turn('mend', {
      action: 'submit',
      by: head,
      at: on('2026-11-04'),
      body: { documents: await files(...dossierFiles) },
    }),
    turn('intake', { action: 'approve', by: staff, at: on('2026-11-06') }),
    turn('appraisal', {
      action: 'approve',
      by: staff,
      at: on('2026-11-20'),
      body: { documents: await files('appraisalReport') },
    }),
    turn('proposal', { action: 'approve', by: director, at: on('2026-12-01') }),
    turn('decision', { action: 'approve', by: decides, at: on('2026-12-09') }),
    turn('issue', { action: 'submit', by: records, at: on('2026-12-09') }),
  ]
}
