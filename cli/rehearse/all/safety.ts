// How “An toàn về an ninh, trật tự” is decided in November: areas first, units by one decision over their list, and the commune
// only when enough of what lies below it has been recognised.
import { setTimeout as pause } from 'node:timers/promises'
import { RehearsalError } from '../client.ts'
import { COMMUNE, PROVINCE } from './company.ts'
import type { Stage } from './stage.ts'

/** Dossiers of the year’s safety, by whose they are. */
export interface Safety {
  readonly areas: readonly string[]
  readonly units: readonly string[]
  readonly commune: string
}

const BATCH_TRIES = 600
const BATCH_PAUSE_MS = 100
/** Decided one by one before the commune is tried: with four areas six of ten, and seven are needed. */
const SINGLE = 2

type Batch = Readonly<Record<string, unknown>>

/** One decision over a list: made, waited for until it is frozen, signed by its hash, and waited for until all is applied. */
async function decideTogether({ company, say }: Stage, dossierIds: readonly string[]): Promise<void> {
  const chair = company.one(COMMUNE, 'communeChair')
  const made = await chair.must('POST', '/batches', { kind: 'decision', dossierIds })
  const id = String(made['id'])
  const until = async (done: (batch: Batch) => boolean): Promise<Batch> => {
    for (let tries = 0; tries < BATCH_TRIES; tries += 1) {
      const batch = await chair.must('GET', `/batches/${id}`)
      if (done(batch)) return batch
      await pause(BATCH_PAUSE_MS)
    }
    throw new RehearsalError(`batch ${id} goes no further`)
  }
  const frozen = await until(({ status }) => status === 'frozen')
  await chair.must('POST', `/batches/${id}/sign`, { listHash: frozen['listHash'] })
  const ended = await until(({ finished }) => finished === true)
  if (ended['failed'] !== 0 || ended['number'] === null)
    throw new RehearsalError(`batch ${id}: ${JSON.stringify(ended)}`)
  say(`  ${dossierIds.length} units by one decision over their list`)
}

/** What the system counts for the commune’s decision: how many below it are recognised. */
async function recognised({ company }: Stage, commune: string): Promise<readonly [number, number]> {
  const chair = company.one(PROVINCE, 'provinceChair')
  const figures = await chair.must('GET', `/dossiers/${commune}/figures`)
  const children = figures['children'] as readonly { id: string; having: number; total: number }[]
  const found = children.find(({ id }) => id === 'recognised')
  if (found === undefined) throw new RehearsalError('nothing is counted for the commune')
  return [found.having, found.total]
}

/** The list that the decision counted stays with it, as long as what was counted. */
async function checkList({ company }: Stage, commune: string, counted: readonly number[]): Promise<void> {
  const kept = await company.one(PROVINCE, 'provinceChair').must('GET', `/dossiers/${commune}/counted`)
  const lists = kept['items'] as readonly { need: string; list: readonly { value: string | null }[] }[]
  const list = lists.find(({ need }) => need === 'recognised')?.list ?? []
  const having = list.filter(({ value }) => value === 'achieved')
  if (having.length !== counted[0] || list.length !== counted[1])
    throw new RehearsalError(`${having.length} of ${list.length} on the list of ${counted.join(' of ')}`)
}

/** Decides areas, units and the commune; the last unit is told no, and the commune is refused while too few are recognised. */
export async function decideSafety(stage: Stage, { areas, units, commune }: Safety): Promise<void> {
  const { company, player, say } = stage
  for (const area of areas) await player.play(area)
  for (const unit of units) await player.play(unit, { until: ['decideUnit'] })
  for (const unit of units.slice(0, SINGLE)) await player.play(unit)
  await player.play(commune, { until: ['decideCommune'] })
  const before = await recognised(stage, commune)
  await company.one(PROVINCE, 'provinceChair').refused(commune, 'approve', 'needsUnmet')
  say(`  the commune refused while ${before.join(' of ')} below it are recognised`)
  await decideTogether(stage, units.slice(SINGLE, -1))
  for (const unit of units.slice(-1)) await player.play(unit, { no: 'decideUnit' })
  const after = await recognised(stage, commune)
  const state = await player.play(commune)
  if (state.outcome !== 'achieved') throw new RehearsalError(`the commune: ${String(state.outcome)}`)
  await checkList(stage, commune, after)
  say(`  and decided with ${after.join(' of ')}`)
}
