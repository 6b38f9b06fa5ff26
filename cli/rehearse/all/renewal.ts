// What an administrator and the province do for the year to come: a procedure changed without code, examined with a mistake
// in it and published when it is mended; the year foreseen; and all of its campaigns rolled over.
import type { Procedure } from '../../../domain/procedure.ts'
import { PROCEDURES } from '../../../procedures/index.ts'
import { RehearsalError } from '../client.ts'
import { PROVINCE } from './company.ts'
import type { Place } from './company.ts'
import type { Stage } from './stage.ts'

const CHANGED = 'phan-loai'

interface Draft {
  readonly id: string
  readonly version: number
  readonly data: Procedure
}

interface Examined {
  readonly sound: boolean
  readonly years: readonly { readonly findings: readonly { readonly code: string }[] }[]
  readonly difference: readonly { readonly place: string }[]
}

function insist(holds: boolean, what: string): void {
  if (!holds) throw new RehearsalError(what)
}

/** The copy with a step that leads nowhere. */
const broken = (data: Procedure): Procedure => ({
  ...data,
  steps: data.steps.map((step) =>
    step.id === 'scoreUnit' ? { ...step, forward: { ...step.forward, to: { step: 'nowhere' } } } : step,
  ),
})

/** The copy with one date moved by a day. */
function moved(data: Procedure): Procedure {
  const date = data.dates['scoreUnit']
  if (date === undefined) throw new RehearsalError(`${CHANGED} has no date scoreUnit`)
  const rule = { ...date.rule, monthDay: '11-26' }
  return { ...data, dates: { ...data.dates, scoreUnit: { ...date, rule } } }
}

/** Copies the procedure, examines it with a mistake, mends it, and publishes it as version 2. */
async function change({ company: { admin }, say }: Stage): Promise<void> {
  const copied = (await admin.must('POST', `/procedures/${CHANGED}/drafts`, {})) as unknown as Draft
  const path = `/procedure-drafts/${copied.id}`
  const save = async (version: number, data: Procedure): Promise<number> => {
    const saved = await admin.must('PUT', path, { version, data })
    return Number(saved['version'])
  }
  const examine = async (): Promise<Examined> =>
    (await admin.must('POST', `${path}/examination`)) as unknown as Examined
  const faulty = await save(copied.version, broken(copied.data))
  const found = await examine()
  const codes = found.years.flatMap(({ findings }) => findings.map(({ code }) => code))
  insist(!found.sound && codes.includes('unknownStep'), 'the mistake was not found')
  const refused = await admin.send('POST', `${path}/publication`, { version: faulty })
  insist(refused.body['code'] === 'procedureFaulty', 'a faulty procedure was not refused')
  const sound = await save(faulty, moved(copied.data))
  const mended = await examine()
  insist(mended.sound, `the mended procedure: ${JSON.stringify(mended.years)}`)
  const published = await admin.must('POST', `${path}/publication`, { version: sound })
  const { version } = published['procedure'] as { version: number }
  insist(version === 2, `version ${version} was published`)
  say(
    `  ${CHANGED} copied, ${new Set(codes).size} kinds of findings, mended, published as version ${version}; differs in ${mended.difference.map(({ place }) => place).join(', ')}`,
  )
}

async function versionOf(stage: Stage, campaign: string): Promise<number> {
  const found = await stage.staff.must('GET', `/campaigns/${campaign}`)
  return (found['procedure'] as { version: number }).version
}

/** Publishes the newer version while the year runs: its campaign stays where it is, and one open dossier takes it up. */
export async function renew(stage: Stage, dossierId: string): Promise<void> {
  await change(stage)
  insist(
    (await versionOf(stage, stage.campaign(CHANGED))) === 1,
    'the year’s campaign has changed its version',
  )
  const preview = await stage.staff.must('GET', `/dossiers/${dossierId}/adoption`)
  insist((preview['difference'] as readonly unknown[]).length > 0, 'nothing would differ for the dossier')
  await stage.staff.act(dossierId, 'adoptVersion', {
    args: { version: 2 },
    body: { reason: 'Áp dụng hạn chấm điểm mới' },
  })
  const { procedure } = await stage.player.look(dossierId)
  insist(procedure.version === 2, 'the dossier has not taken up the newer version')
  stage.say(`  one dossier of ${CHANGED} takes up version 2, the campaign stays on version 1`)
}

interface Rolled {
  readonly procedureId: string
  readonly campaignId: string | null
  readonly exists: string | null
}

/** Plans the next year’s campaigns whole, said first and then done; and foresees that year in one line of time. */
export async function rollOver(stage: Stage, year: number): Promise<void> {
  const { staff, say } = stage
  const roll = async (dryRun: boolean): Promise<readonly Rolled[]> => {
    const reply = await staff.must('POST', `/years/${year + 1}/roll-over`, { officeId: PROVINCE, dryRun })
    return reply['campaigns'] as readonly Rolled[]
  }
  const dry = await roll(true)
  insist(
    dry.length === PROCEDURES.length && dry.every((one) => one.exists === null && one.campaignId === null),
    'the dry run of the roll-over is not what it should be',
  )
  const real = await roll(false)
  for (const { procedureId, campaignId } of real) {
    if (campaignId === null) throw new RehearsalError(`${procedureId} was not rolled over`)
    stage.takeUp(procedureId, campaignId)
  }
  insist((await versionOf(stage, stage.campaign(CHANGED))) === 2, 'next year’s campaign is not on version 2')
  const foreseen = await staff.must('POST', `/years/${year + 1}/simulation`, { officeId: PROVINCE })
  const notices = foreseen['notices'] as readonly { readonly procedureId: string }[]
  const told = new Set(notices.map(({ procedureId }) => procedureId))
  const parts = foreseen['parts'] as readonly { readonly procedureId: string }[]
  insist(
    new Set(parts.map(({ procedureId }) => procedureId)).size === PROCEDURES.length && told.has(CHANGED),
    `${parts.length} parts and notices of ${told.size} procedures foreseen`,
  )
  say(`  ${real.length} campaigns of ${year + 1} planned; ${notices.length} notices of ${told.size} foreseen`)
}

/** In the new year a dossier begins on the newer version. */
export async function beginAnew(stage: Stage, place: Place): Promise<void> {
  const dossier = await stage.office(CHANGED, place, { until: ['selfArea'] })
  const { procedure, year } = await stage.player.look(dossier)
  insist(procedure.version === 2 && year === 2027, `version ${procedure.version} of ${year}`)
  stage.say(`  ${CHANGED} of ${year} begins on version ${procedure.version}`)
}
