// Two dossiers with tables in the demonstration: the commune's estimate of the year in lines, endorsed and allocated, and an
// expense with its mileage sheet that waits for the economic office. Acted by the accounts of the demonstration through the
// record's own commit; each act has a name of its own, so that loading again repeats none.
import { tickCampaign } from '../activities/campaign/tick.ts'
import { inTransaction } from '../activities/pool.ts'
import type { Pool } from '../activities/pool.ts'
import { libraryOf } from '../activities/record/cache.ts'
import { hashOf } from '../activities/record/canonical.ts'
import { readClock } from '../activities/record/clock.ts'
import { commitCommand } from '../activities/record/commit.ts'
import { contentOf } from '../activities/record/content.ts'
import { dossierIdOf, idFrom } from '../activities/record/ids.ts'
import { generateKeyPem, keysFromPem } from '../activities/record/keys.ts'
import { campaignIdOf } from '../activities/record/publish.ts'
import { stampReceipt } from '../activities/record/receipts.ts'
import { enterMatters } from '../api/admin/matters.ts'
import type { Actor } from '../api/auth/actor.ts'
import type { Body, Command } from '../domain/command.ts'
import { addDays, civilDateOf, latest, yearOf } from '../domain/time/civil.ts'
import { CHI, DU_TOAN } from '../procedures/kinh-phi.ts'
import { COMMUNE_ID, PROVINCE_ID } from './demo-data.ts'

/** Kilometres of each drive, by how many days ago; with the rate of a kilometre they come to the fuel. */
const DRIVES = [
  [9, 'UBND xã – thôn Thủy Ba Đông – UBND xã', 'Vận động nhân dân giao nộp vũ khí, pháo', 46],
  [6, 'UBND xã – Công ty Cổ phần Cao su Bến Hải – UBND xã', 'Hướng dẫn xây dựng mô hình tự quản', 38],
  [2, 'UBND xã – Trường Trung học cơ sở – UBND xã', 'Tuyên truyền an toàn giao thông', 16],
] as const
const RATE = 12_000
const KM = DRIVES.reduce((sum, [, , , km]) => sum + km, 0)

const LINES = [
  ['Tuyên truyền, phát động phong trào', '12 buổi × 2.000.000 đ', 24_000_000],
  ['Hỗ trợ mô hình tự quản về an ninh, trật tự', '2 mô hình × 20.000.000 đ', 40_000_000],
  ['Ngày hội toàn dân bảo vệ an ninh Tổ quốc', 'Theo kế hoạch', 30_000_000],
  ['Xăng xe đi vận động', '1.000 km × 12.000 đ', 12_000_000],
] as const
const ESTIMATED = LINES.reduce((sum, [, , amount]) => sum + amount, 0)
const MODELS = 2

interface Act {
  readonly name: string
  readonly action: 'submit' | 'approve'
  /** Whose account. */
  readonly login: string
  readonly body?: Body
}

const ESTIMATE: readonly Act[] = [
  {
    name: 'propose',
    action: 'submit',
    login: 'xa.kinhte',
    body: {
      rows: { lines: LINES.map(([content, basis, amount]) => ({ content, basis, amount })) },
      fields: { estimated: ESTIMATED, models: MODELS },
    },
  },
  { name: 'endorse', action: 'approve', login: 'xa.congan' },
  { name: 'allocate', action: 'approve', login: 'xa.chutich', body: { fields: { allocated: ESTIMATED } } },
]

function expenseOf(today: string): Act {
  // Nothing of it lies in the year before.
  const ago = (days: number): string => latest(addDays(today, -days), `${yearOf(today)}-01-01`)
  const mileage = DRIVES.map(([days, way, purpose, km]) => ({ day: ago(days), way, purpose, km }))
  const fields = {
    purpose: 'Xăng xe đi vận động theo bảng kê',
    spentOn: ago(2),
    fund: 'budget',
    amount: KM * RATE,
    fuel: KM * RATE,
    km: KM,
  }
  return { name: 'request', action: 'submit', login: 'xa.congan', body: { rows: { mileage }, fields } }
}

/** Makes both for a year in which the instance's clock stands; without an effect where they are there. */
export async function addMoney(pool: Pool, police: Actor, year: number): Promise<void> {
  const { now } = await readClock(pool)
  const today = civilDateOf(now)
  if (yearOf(today) !== year) return
  const [estimates, expenses] = [DU_TOAN, CHI].map(({ id }) => campaignIdOf(id, PROVINCE_ID, year))
  if (estimates === undefined || expenses === undefined) return
  for (const campaign of [estimates, expenses])
    await tickCampaign({ pool, look: () => Promise.resolve() }, campaign)
  await play(pool, estimates, COMMUNE_ID, ESTIMATE)
  await play(pool, expenses, await expenseMatter(pool, police, now), [expenseOf(today)])
}

const EXPENSE_CODE = 'CHI-01'

async function expenseMatter(pool: Pool, actor: Actor, at: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM matter WHERE kind = 'expense' AND code = $1 AND office_id = $2",
    [EXPENSE_CODE, COMMUNE_ID],
  )
  const [there] = rows
  if (there !== undefined) return there.id
  const [made] = await inTransaction(pool, (client) =>
    enterMatters(
      { client, actor, doing: { by: actor.personId, at }, parentId: null, place: () => EXPENSE_CODE },
      [
        {
          kind: 'expense',
          type: 'within',
          code: EXPENSE_CODE,
          name: 'Xăng xe đi vận động',
          officeId: COMMUNE_ID,
        },
      ],
    ),
  )
  if (made === undefined) throw new Error(`${EXPENSE_CODE}: entered without an id`)
  return made
}

/** Acts on one dossier in turn, each once. */
async function play(pool: Pool, campaignId: string, subjectId: string, acts: readonly Act[]): Promise<void> {
  const dossierId = dossierIdOf(campaignId, subjectId)
  const { now } = await readClock(pool)
  await pool.query(
    `INSERT INTO draft (dossier_id, campaign_id, subject_id, version, data, updated_by, updated_at)
     VALUES ($1, $2, $3, 1, '{}', 'system', $4) ON CONFLICT DO NOTHING`,
    [dossierId, campaignId, subjectId, now],
  )
  // None of these acts gives a certificate: nothing is signed with this key.
  const deps = { pool, keys: keysFromPem(generateKeyPem()), library: libraryOf(pool) }
  for (const { name, action, login, body } of acts) {
    const id = idFrom('demo act', dossierId, name)
    const { rowCount } = await pool.query('SELECT 1 FROM command WHERE id = $1', [id])
    if (rowCount !== 0) continue
    const content = body === undefined ? null : contentOf(body)
    const { rows } = await pool.query<NonNullable<Command['basis']>>(
      'SELECT step, round, content_hash AS "contentHash" FROM dossier WHERE id = $1',
      [dossierId],
    )
    const personId = idFrom('demo person', login)
    const said = { dossierId, action, basis: rows[0] ?? null, bodyHash: content?.hash ?? null, args: {} }
    const requestHash = hashOf(said)
    const receipt = { commandId: id, requestHash, dossierId, action, personId }
    const { receivedAt } = await stampReceipt(pool, receipt, content)
    const command: Command = { id, ...said, actor: { kind: 'person', personId }, receivedAt }
    const result = await commitCommand(deps, { command, requestHash, checked: false, attempt: 1 })
    // Somebody has gone on with it by hand: then it is his.
    if (!result.ok) return
  }
}
