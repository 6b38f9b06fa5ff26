// Archiving and erasing on a real database: by rule and by two officers, never under a hold however close the two come, and an
// erased dossier that still verifies offline, with who, when and why.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../activities/pool.ts'
import { auditRecord } from '../../activities/record/audit.ts'
import { exportChain, exportDossier } from '../../activities/record/export.ts'
import type { DossierExport } from '../../activities/record/export.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { eraseDossier } from '../../activities/retention/erase.ts'
import { liftHold, setHold } from '../../activities/retention/holds.ts'
import { ERASED_NAME, decideErasure, propose } from '../../activities/retention/requests.ts'
import { confirmRule, readRules, removeRule, setRule } from '../../activities/retention/rules.ts'
import { duePage, sweepRetention } from '../../activities/retention/sweep.ts'
import { verifyCommand } from '../../cli/verify.ts'
import { MONDAY, aContent, aDocument, aPerson, act, mustAct } from '../support/builders.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

const AFTER_SIX_YEARS = '2032-09-01T02:00:00.000Z'
const AFTER_TWENTY = '2046-09-01T02:00:00.000Z'

let at: Scene
let folder: string
beforeAll(async () => {
  at = await aScene()
  folder = mkdtempSync(join(tmpdir(), 'trinh-retention-'))
  // Dossiers conclude by the database's clock: the tests live by an instant of their own.
  await at.pool.query("UPDATE clock SET mode = 'stepped', stands_at = $1", [MONDAY])
})
afterAll(async () => {
  await at.drop()
  rmSync(folder, { recursive: true })
})

const rule = (kind: 'archive' | 'erase', years: number, procedureId: string | null = null) =>
  inTransaction(at.pool, (client) =>
    setRule(client, { kind, years, procedureId, basis: 'Thiết lập' }, 'an', MONDAY),
  )
const hold = (scope: 'dossier' | 'office' | 'campaign', targetId: string) =>
  inTransaction(at.pool, (client) =>
    setHold(client, { scope, targetId, officeId: at.commune, reason: 'Đang thanh tra' }, 'an', MONDAY),
  )
const lift = (holdId: string) =>
  inTransaction(at.pool, (client) => liftHold(client, holdId, 'Thanh tra xong', 'an', MONDAY))
const erased = (dossierId: string, id: string) =>
  inTransaction(at.pool, (client) =>
    eraseDossier(
      client,
      { id, dossierId, ruleId: null, reason: 'Người dân yêu cầu', proposedBy: 'an', decidedBy: 'bình' },
      MONDAY,
    ),
  )
async function withoutRules(): Promise<void> {
  for (const { id } of await readRules(at.pool))
    await inTransaction(at.pool, (client) => removeRule(client, id, 'an', MONDAY))
}
async function bodies(dossierId: string): Promise<number> {
  const { rows } = await at.pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM content WHERE dossier_id = $1 AND body IS NOT NULL',
    [dossierId],
  )
  return rows[0]?.n ?? 0
}
async function fileOf(dossierId: string): Promise<DossierExport> {
  const file = await exportDossier(at.pool, dossierId, at.keys.publicPem)
  if (file === null) throw new Error('no export')
  return JSON.parse(JSON.stringify(file)) as DossierExport
}
async function verified(file: unknown): Promise<{ code: number; text: string }> {
  const path = join(folder, 'export.json')
  writeFileSync(path, JSON.stringify(file))
  const lines: string[] = []
  const code = await verifyCommand([path], (line) => lines.push(line))
  return { code, text: lines.join('\n') }
}

describe('a night', () => {
  it('archives and erases nothing without a rule, or before its years are full', async () => {
    const { id } = await at.granted('Trường Một')
    expect(await sweepRetention(at.pool, AFTER_TWENTY)).toEqual({ archived: 0, erased: 0 })
    await rule('archive', 7)
    expect(await sweepRetention(at.pool, AFTER_SIX_YEARS)).toEqual({ archived: 0, erased: 0 })
    expect(await at.row(id)).toMatchObject({ archived_at: null, erased_at: null })
    await withoutRules()
  })

  it('archives what a rule asks for, and says so in the system’s chain; open and held ones stay', async () => {
    const [done, open, held] = [
      await at.granted('Trường Hai'),
      await at.submitted('Trường Ba'),
      await at.granted('Trường Tư'),
    ]
    const { id: holdId } = await hold('dossier', held.id)
    await rule('archive', 5)
    const { due } = await duePage(at.pool, await readRules(at.pool), {
      ...{ now: AFTER_SIX_YEARS, condition: 'true', values: [], after: null },
    })
    expect(due.find(({ dossierId }) => dossierId === held.id)).toMatchObject({ kind: 'archive', held: true })
    const { archived } = await sweepRetention(at.pool, AFTER_SIX_YEARS)
    expect(archived).toBe(due.filter((one) => !one.held).length)
    expect((await at.row(done.id))['archived_at']).toEqual(new Date(AFTER_SIX_YEARS))
    for (const { id } of [open, held]) expect((await at.row(id))['archived_at']).toBeNull()
    const chain = await exportChain(at.pool, 'system', at.keys.publicPem)
    expect(chain?.events.at(-1)?.event).toMatchObject({
      type: 'retentionSwept',
      data: { archived, erased: 0 },
    })
    expect(await sweepRetention(at.pool, AFTER_SIX_YEARS)).toEqual({ archived: 0, erased: 0 })
    await lift(holdId)
    expect(await sweepRetention(at.pool, AFTER_SIX_YEARS)).toEqual({ archived: 1, erased: 0 })
    await withoutRules()
  })

  it('erases only by a rule that a second officer confirmed', async () => {
    const { id } = await at.granted('Trường Năm')
    const set = await rule('erase', 10)
    if (typeof set === 'string') throw new Error(set)
    expect((await sweepRetention(at.pool, AFTER_TWENTY)).erased).toBe(0)
    const confirm = (by: string) =>
      inTransaction(at.pool, (client) => confirmRule(client, set.id, set.version, by, MONDAY))
    expect(await confirm('an')).toBe('ownRule')
    expect(await confirm('bình')).toMatchObject({ confirmed: true })
    const { id: holdId } = await hold('campaign', at.campaign)
    expect((await sweepRetention(at.pool, AFTER_TWENTY)).erased).toBe(0)
    await lift(holdId)
    expect((await sweepRetention(at.pool, AFTER_TWENTY)).erased).toBeGreaterThan(0)
    expect(await bodies(id)).toBe(0)
    expect((await verified(await fileOf(id))).text).toContain('by a rule of an and bình because "Thiết lập"')
    await withoutRules()
  })
})

describe('an erased dossier', () => {
  it('has lost its contents, files and draft, and verifies offline with who, when and why', async () => {
    const { id } = await at.granted('Trạm Y tế')
    await aContent(at.pool, id, { fields: { grounds: 'Bà Nguyễn Thị Ất có công' } }, MONDAY)
    await aDocument(at.pool, id, 'Danh sách.pdf')
    const before = await bodies(id)
    const tombstone = await erased(id, 'one')
    if (typeof tombstone === 'string') throw new Error(tombstone)
    expect([tombstone.contents.length, tombstone.documents.length]).toEqual([before, 1])
    for (const table of ['content', 'document', 'draft', 'erasure']) {
      const { rows } = await at.pool.query<{ text: string }>(
        `SELECT t::text AS text FROM ${table} t WHERE dossier_id = $1`,
        [id],
      )
      for (const { text } of rows) expect(text).not.toMatch(/Nguyễn Thị Ất|Danh sách/u)
    }
    const file = await fileOf(id)
    const { code, text } = await verified(file)
    expect([code, text]).toEqual([0, expect.stringContaining('erased on 2026-03-02')])
    expect(text).toContain('by an and bình because "Người dân yêu cầu"')
    expect((await auditRecord(at.pool, at.keys)).findings).toEqual([])
    const office = await exportChain(at.pool, officeChain(at.commune), at.keys.publicPem)
    expect((await verified(office)).code).toBe(0)

    const [proof] = file.erasures ?? []
    if (proof === undefined) throw new Error('no tombstone')
    const other = { ...proof, tombstone: { ...proof.tombstone, reason: 'Lý do khác' } }
    for (const erasures of [[other], []]) expect((await verified({ ...file, erasures })).code).toBe(1)
  })

  it('isn’t erased twice or while open, and nothing is done in it any more', async () => {
    const open = await at.submitted('Trường Sáu')
    expect(await erased(open.id, 'open')).toBe('notConcluded')
    const { id } = await at.granted('Trường Bảy')
    await erased(id, 'two')
    expect(await erased(id, 'three')).toBe('erasedAlready')
    const asked = { dossierId: id, action: 'revoke', by: at.chair, body: { reason: 'Sai' } } as const
    expect(await act(at, asked)).toMatchObject({ ok: false, detail: { dossier: 'erased' } })
  })

  it('can’t be made by writing: the running system has no right to a body, and none to erase without a decision', async () => {
    const { id } = await at.granted('Trường Tám')
    await expect(at.pool.query('UPDATE content SET body = NULL WHERE dossier_id = $1', [id])).rejects.toThrow(
      'permission denied',
    )
    await expect(at.pool.query('SELECT erase_content($1, $2)', ['none', MONDAY])).rejects.toThrow(
      'not decided',
    )
  })
})

describe('a hold', () => {
  it('and an erasure at the same time: whichever comes first, nothing under a hold is gone', async () => {
    for (let nth = 0; nth < 12; nth += 1) {
      const { id } = await at.granted(`Đơn vị ${nth}`)
      const scopes = [
        ['dossier', id],
        ['office', at.commune],
        ['campaign', at.campaign],
      ] as const
      const [scope, target] = scopes[nth % 3] ?? scopes[0]
      const both = [() => hold(scope, target), () => erased(id, `race ${nth}`)] as const
      const [first, second] = nth % 2 === 0 ? both : ([both[1], both[0]] as const)
      const results = await Promise.all([first(), second()])
      const stands = results.find((one) => typeof one === 'object' && 'setAt' in one)
      const gone = results.find((one) => typeof one === 'string' || 'contents' in one)
      if (typeof stands !== 'object' || !('setAt' in stands)) throw new Error('no hold')
      // Either it was refused for the hold, or it had been done before the hold stood.
      if (typeof gone === 'string') expect([gone, await bodies(id)]).toEqual(['held', expect.any(Number)])
      if (gone === 'held') expect(await bodies(id)).toBeGreaterThan(0)
      expect(await erased(id, `again ${nth}`)).toBe(typeof gone === 'string' ? 'held' : 'erasedAlready')
      await lift(stands.id)
    }
  })

  it('is waited for by an erasure that comes while it is being set', async () => {
    const { id } = await at.granted('Trường Chín')
    const client = await at.pool.connect()
    try {
      await client.query('BEGIN')
      await setHold(
        client,
        { scope: 'dossier', targetId: id, officeId: at.commune, reason: 'Kiện' },
        'an',
        MONDAY,
      )
      const erasing = erased(id, 'waits')
      await client.query('COMMIT')
      expect(await erasing).toBe('held')
    } finally {
      client.release()
    }
  })

  it('set and lifted stands in the office’s chain, without its words', async () => {
    const { id } = await hold('office', at.commune)
    await lift(id)
    expect(await lift(id)).toMatchObject({ liftReason: 'Thanh tra xong' })
    const chain = await exportChain(at.pool, officeChain(at.commune), at.keys.publicPem)
    const lines = chain?.events.filter(({ event }) => event.data['holdId'] === id) ?? []
    expect(lines.map(({ event }) => event.type)).toEqual(['holdSet', 'holdLifted'])
    expect(JSON.stringify(lines)).not.toContain('thanh tra')
  })
})

describe('what officers propose', () => {
  const decided = (id: string, by: string, decision: 'approve' | 'refuse' = 'approve') =>
    inTransaction(at.pool, (client) => decideErasure(client, id, decision, by, MONDAY))
  const proposed = (subject: { dossierId: string } | { personId: string }) =>
    inTransaction(at.pool, (client) =>
      propose(client, { ...subject, officeId: at.commune }, 'Theo đơn đề nghị', 'an', MONDAY),
    )

  it('is done by another one, once', async () => {
    const { id } = await at.granted('Trường Mười')
    const asked = await proposed({ dossierId: id })
    expect(await proposed({ dossierId: id })).toBeNull()
    if (asked === null) throw new Error('not proposed')
    expect(await decided(asked.id, 'an')).toBe('ownProposal')
    expect(await decided(asked.id, 'bình')).toMatchObject({ status: 'done', decidedBy: 'bình' })
    expect(await decided(asked.id, 'chi')).toBe('decidedAlready')
    expect(await bodies(id)).toBe(0)
    expect((await verified(await fileOf(id))).code).toBe(0)
  })

  it('takes the name of somebody who has left out of accounts, not of one who is still there', async () => {
    const personId = await aPerson(at.pool, 'unitOfficer', at.commune, { name: 'Lê Văn Giáp' })
    await at.pool.query(
      "INSERT INTO account (person_id, login, password_hash) VALUES ($1, 'le.van.giap', 'x')",
      [personId],
    )
    const asked = await proposed({ personId })
    if (asked === null) throw new Error('not proposed')
    expect(await decided(asked.id, 'bình')).toBe('stillActive')
    await at.pool.query('UPDATE role_holding SET valid_to = $2 WHERE person_id = $1', [personId, MONDAY])
    await at.pool.query('UPDATE account SET disabled_at = $2 WHERE person_id = $1', [personId, MONDAY])
    expect(await decided(asked.id, 'bình')).toMatchObject({ status: 'done' })
    const { rows } = await at.pool.query(
      'SELECT p.name, p.search_key, a.login FROM person p JOIN account a ON a.person_id = p.id WHERE p.id = $1',
      [personId],
    )
    expect(rows).toEqual([{ name: ERASED_NAME, search_key: '', login: `erased-${personId}` }])
  })
})

describe('an archived dossier', () => {
  const archive = (id: string) =>
    at.pool.query('UPDATE dossier SET archived_at = $2 WHERE id = $1', [id, MONDAY])

  it('is back in the lists with the first act that leaves it open', async () => {
    const { id } = await at.submitted('Trường Cuối')
    await archive(id)
    await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
    expect(await at.row(id)).toMatchObject({ archived_at: null, closed_at: null })
  })

  it('stays archived when something is done in it that leaves it concluded', async () => {
    const { id } = await at.granted('Trường Khác')
    await archive(id)
    await mustAct(at, { dossierId: id, action: 'revoke', by: at.chair, body: { reason: 'Vi phạm' } })
    expect((await at.row(id))['archived_at']).toEqual(new Date(MONDAY))
  })
})
