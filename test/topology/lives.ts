// Lives of real dossiers, from registration to the certificate, by the accounts of the demonstration over HTTP: what goes
// on while parts of the topology are killed.
import type { Demo } from '../../prisma/demo.ts'
import type { Cast, Unit } from '../../cli/rehearse/cast.ts'
import { Person } from '../../cli/rehearse/client.ts'
import {
  appraise,
  approveWith,
  assess,
  expectStep,
  inspect,
  issue,
  meet,
  plan,
  prepare,
  register,
  submitToProvince,
} from '../../cli/rehearse/steps.ts'
import { DEMO_UNITS } from '../../prisma/demo-data.ts'
import { idFrom } from '../../activities/record/ids.ts'

const COMMUNE = 'C19405'

/** Sits the accounts of the demonstration at browsers of their own. */
export async function demoCast(url: string, demo: Demo, units: number): Promise<Cast> {
  const at = (login: string) => Person.logIn(url, login, login, demo.password, false)
  const unit = async (key: string, name: string, kind: Unit['kind']): Promise<Unit> => ({
    officeId: idFrom('demo unit', key),
    name,
    kind,
    head: await at(`${key}.truong`),
  })
  const playing = DEMO_UNITS.filter(({ key }) => /^(coquan|doanhnghiep|truong)\d$/.test(key)).slice(0, units)
  const staff = await at('tinh.thammuu')
  const office = await at('xa.vanphong')
  return {
    admin: await at('tinh.quantri'),
    police: await at('xa.congan'),
    inspector: await at('xa.kiemtra'),
    chair: await at('xa.chutich'),
    viceChair: await at('xa.phochutich'),
    office,
    committee: [await at('xa.truongban'), await at('xa.thanhvien'), await at('xa.thanhvien2')],
    staff,
    guide: staff,
    provinceInspector: await at('tinh.kiemtra'),
    director: await at('tinh.giamdoc'),
    provinceChair: await at('tinh.chutich'),
    records: await at('tinh.vanthu'),
    auditor: await at('bo.kiemsoat'),
    units: await Promise.all(playing.map(({ key, name, kind }) => unit(key, name, kind as Unit['kind']))),
    commune: { officeId: COMMUNE, name: 'Xã Vĩnh Thủy', kind: 'commune', head: office },
  }
}

/** Lives one dossier to its certificate; `did` hears of every act that was acknowledged. Gives its id. */
export async function live(
  cast: Cast,
  demo: Demo,
  unit: Unit,
  year: number,
  did: (act: string) => Promise<void>,
): Promise<string> {
  const stage = { cast, campaignId: demo.campaignId }
  const dossier = await register(stage, unit)
  await did('register')
  await approveWith(cast.police, dossier)
  await did('screen')
  await plan(unit, dossier)
  await did('plan')
  await inspect(cast.inspector, dossier, 'met')
  await did('inspect')
  await assess(unit, dossier)
  await did('assess')
  expectStep(await approveWith(cast.police, dossier), 'prepare')
  await did('close inspections')
  await prepare(unit, dossier)
  await did('prepare')
  expectStep(await meet(stage, dossier), 'submission')
  await did('review')
  expectStep(await submitToProvince(cast.chair, dossier), 'intake')
  await did('submit')
  await approveWith(cast.staff, dossier)
  await did('take in')
  await ownResults(cast, unit, year)
  expectStep(await appraise(stage, dossier), 'proposal')
  await did('appraise')
  expectStep(await approveWith(cast.director, dossier), 'decision')
  await did('propose')
  expectStep(await approveWith(cast.provinceChair, dossier), 'issue')
  await did('decide')
  const { outcome, certificate } = await issue(stage, dossier)
  if (outcome !== 'recognised' || certificate === null)
    throw new Error(`${unit.name}: ended as ${String(outcome)}`)
  await did('issue')
  return dossier
}

/** The acts of one life, as `live` names them. */
export const ACTS_OF_A_LIFE = 14

async function ownResults(cast: Cast, unit: Unit, year: number): Promise<void> {
  for (const [kind, value] of [
    ['safety', 'achieved'],
    ['movement', 'good'],
  ] as const) {
    const body = { value, source: `Kết quả năm ${year}` }
    await cast.police.must('PUT', `/results/${unit.officeId}/${year}/${kind}`, body)
  }
}
