// A scene that most tests of the record begin with: a commune with its police, a province with its chair, an open
// campaign of the small procedure, and units with a head and a draft as they are asked for.
import type { Body } from '../../domain/command.ts'
import type { DossierState } from '../../domain/dossier.ts'
import { aCampaign, aCommune, aDraft, aPerson, aRecord, aUnit, mustAct } from './builders.ts'
import type { TestRecord } from './builders.ts'

/** What the small procedure's first step asks for. */
export const GROUNDS: Body = { fields: { grounds: 'Đạt kết quả tốt năm trước' } }

/** A unit with its head and the draft of its dossier. */
export interface SceneUnit {
  readonly id: string
  readonly unit: string
  readonly head: string
}

export interface DossierColumns {
  readonly status: string
  readonly step: string
  readonly version: number
  readonly state: DossierState
  readonly state_hash: string
  readonly head_seq: number
  readonly head_hash: string
  readonly due_at: Date | null
  readonly wake_at: Date | null
  readonly [column: string]: unknown
}

export interface Scene extends TestRecord {
  readonly commune: string
  readonly province: string
  readonly campaign: string
  readonly police: string
  readonly chair: string
  unit(name: string): Promise<SceneUnit>
  /** A dossier submitted by its unit. */
  submitted(name: string): Promise<SceneUnit>
  /** A dossier that went all the way: granted, numbered, with a certificate. */
  granted(name: string): Promise<SceneUnit>
  /** The dossier's row; throws when there is none. */
  row(id: string): Promise<DossierColumns>
  /** How many rows of a table name the dossier. */
  count(table: 'event' | 'command' | 'task' | 'dossier_row', id: string): Promise<number>
}

export async function aScene(): Promise<Scene> {
  const at = await aRecord()
  const { pool } = at
  const commune = await aCommune(pool)
  const province = 'P44'
  const campaign = await aCampaign(pool, { officeId: province })
  const police = await aPerson(pool, 'communePolice', commune)
  const chair = await aPerson(pool, 'provinceChair', province)

  const unit = async (name: string): Promise<SceneUnit> => {
    const id = await aUnit(pool, { parent: commune, name })
    return { id: await aDraft(pool, campaign, id), unit: id, head: await aPerson(pool, 'unitHead', id) }
  }
  const submitted = async (name: string): Promise<SceneUnit> => {
    const made = await unit(name)
    await mustAct(at, { dossierId: made.id, action: 'submit', by: made.head, body: GROUNDS })
    return made
  }
  const granted = async (name: string): Promise<SceneUnit> => {
    const made = await submitted(name)
    await mustAct(at, { dossierId: made.id, action: 'approve', by: police })
    await mustAct(at, { dossierId: made.id, action: 'approve', by: chair })
    return made
  }
  const row = async (id: string): Promise<DossierColumns> => {
    const { rows } = await pool.query<DossierColumns>('SELECT * FROM dossier WHERE id = $1', [id])
    if (rows[0] === undefined) throw new Error(`dossier ${id}: no row`)
    return rows[0]
  }
  const count = async (table: Parameters<Scene['count']>[0], id: string): Promise<number> => {
    const [name, column] = table === 'dossier_row' ? ['dossier', 'id'] : [table, 'dossier_id']
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${name} WHERE ${column} = $1`,
      [id],
    )
    return rows[0]?.n ?? 0
  }
  return { ...at, commune, province, campaign, police, chair, unit, submitted, granted, row, count }
}
