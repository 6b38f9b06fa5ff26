// Chains, anchors, exports, and the command that checks them offline: on real rows and real files, tampered with by one
// who owns the database.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeAnchorFile } from '../../activities/record/anchor-file.ts'
import { makeAnchor } from '../../activities/record/anchors.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { exportChain, exportDossier } from '../../activities/record/export.ts'
import type { DossierExport } from '../../activities/record/export.ts'
import { SYSTEM_CHAIN, officeChain } from '../../activities/record/ids.ts'
import { verifyCommand } from '../../cli/verify.ts'
import { mustAct } from '../support/builders.ts'
import { aScene } from '../support/scene.ts'
import type { Scene, SceneUnit } from '../support/scene.ts'

const MARCH_3 = '2026-03-03T00:00:00.000Z'

describe('verifying offline', () => {
  let at: Scene
  let owner: pg.Client
  let folder: string
  let first: SceneUnit
  let second: SceneUnit
  let older: DossierExport

  beforeAll(async () => {
    at = await aScene()
    owner = new pg.Client({ connectionString: at.ownerUrl })
    await owner.connect()
    folder = await mkdtemp(join(tmpdir(), 'trinh-verify-'))
    first = await at.granted('Trường Tiểu học')
    second = await at.submitted('Trạm Y tế')
    await makeAnchor(at.pool, at.keys, '2026-03-02', MARCH_3)
    older = await exported(second.id)
    await mustAct(at, { dossierId: second.id, action: 'approve', by: at.police })
    await makeAnchor(at.pool, at.keys, '2026-03-03', MARCH_3)
    for (const day of ['2026-03-02', '2026-03-03']) {
      await writeAnchorFile(at.pool, join(folder, 'anchors'), day, at.keys.publicPem)
    }
  })
  afterAll(async () => {
    await owner.end()
    await at.drop()
    await rm(folder, { recursive: true })
  })

  async function verify(...args: string[]): Promise<{ code: number; text: string }> {
    const lines: string[] = []
    const code = await verifyCommand(args, (line) => lines.push(line))
    return { code, text: lines.join('\n') }
  }
  async function exported(id: string): Promise<DossierExport> {
    const file = await exportDossier(at.pool, id, at.keys.publicPem)
    if (file === null) throw new Error(`${id}: no export`)
    // As it would be read again from the disk.
    return JSON.parse(JSON.stringify(file)) as DossierExport
  }
  async function save(name: string, value: unknown): Promise<string> {
    const path = join(folder, `${name}.json`)
    await writeFile(path, JSON.stringify(value))
    return path
  }
  const anchors = () => ['--anchors', join(folder, 'anchors')]

  it('holds for what was exported as it stands, and names the key that it trusted', async () => {
    const path = await save('sound', await exported(first.id))
    const { code, text } = await verify(path, ...anchors(), '--key', at.keys.keyId)
    expect(text).toContain('anchored on 2026-03-03')
    expect(text).not.toContain('not compared')
    expect(code).toBe(0)
  })

  it('holds for the chains of offices and of the system', async () => {
    for (const chainId of [SYSTEM_CHAIN, officeChain(at.commune)]) {
      const path = await save('chain', await exportChain(at.pool, chainId, at.keys.publicPem))
      expect(await verify(path)).toMatchObject({ code: 0 })
    }
  })

  it('says how many lines are newer than the anchor', async () => {
    const { id } = second
    await mustAct(at, { dossierId: id, action: 'approve', by: at.chair })
    const file = await exported(id)
    const { code, text } = await verify(await save('newer', file))
    const anchored = file.anchor?.leaf.seq ?? 0
    expect(anchored).toBeGreaterThan(0)
    expect(text).toContain(
      `the last ${file.events.length - anchored} of ${file.events.length} lines are newer`,
    )
    expect(code).toBe(0)
  })

  it('says that no anchor covers a dossier that is newer than all of them', async () => {
    const { id } = await at.submitted('Hội Cựu chiến binh')
    const { code, text } = await verify(await save('unanchored', await exported(id)))
    expect(text).toContain('no anchor covers it yet')
    expect(code).toBe(0)
  })

  it('names the first changed line', async () => {
    const file = await exported(first.id)
    const events = file.events.map((line, index) =>
      index === 1 ? { ...line, event: { ...line.event, late: true } } : line,
    )
    const { code, text } = await verify(await save('changed', { ...file, events }))
    expect(text).toContain('line 2: its hash is not that of what it says')
    expect(code).toBe(1)
  })

  it('finds a line that was changed and hashed again, by the link after it, and by the anchor where it was the last', async () => {
    const file = await exported(first.id)
    const forge = (at: number) =>
      file.events.map((line, index) => {
        if (index !== at) return line
        const event = { ...line.event, late: true }
        return { event, hash: hashOf(event) }
      })
    const middle = await verify(await save('rehashed', { ...file, events: forge(1) }))
    expect(middle.text).toContain('line 3: not linked to the line before it')
    const tail = await verify(await save('rehashed-tail', { ...file, events: forge(file.events.length - 1) }))
    expect(tail.text).toContain(`line ${file.events.length}: not the line that the anchor knows`)
  })

  it('finds a line taken out', async () => {
    const file = await exported(first.id)
    const { text } = await verify(await save('gone', { ...file, events: file.events.toSpliced(2, 1) }))
    expect(text).toContain('line 3: numbered 4: a line is missing')
  })

  it('finds another state than the last line names', async () => {
    const file = await exported(first.id)
    const { code, text } = await verify(
      await save('state', { ...file, state: { ...file.state, outcome: 'refused' } }),
    )
    expect(text).toContain('the state is not the one that the last line names')
    expect(code).toBe(1)
  })

  it('finds a content that was changed or left out, and accepts one that was erased', async () => {
    const file = await exported(first.id)
    const [content] = file.contents
    if (content === undefined) throw new Error('no content')
    const others = file.contents.slice(1)
    const changed = { ...content, body: { fields: { grounds: 'khác' } } }
    expect((await verify(await save('content', { ...file, contents: [changed, ...others] }))).text).toContain(
      'not what its hash says',
    )
    expect((await verify(await save('content-gone', { ...file, contents: others }))).text).toContain(
      'is not in the file',
    )
    const erased = { ...content, body: null, erasedAt: MARCH_3 }
    expect(
      await verify(await save('erased', { ...file, erasures: undefined, contents: [erased, ...others] })),
    ).toMatchObject({
      code: 0,
    })
  })

  it('finds a certificate that was changed', async () => {
    const file = await exported(first.id)
    const certificates = file.certificates.map((one) => ({ ...one, data: { ...one.data, number: 99 } }))
    const { text, code } = await verify(await save('certificate', { ...file, certificates }))
    expect(text).toContain('its certificate is not in the file')
    expect(code).toBe(1)
  })

  it('finds an anchor signed by another key, and one whose statement was changed', async () => {
    const file = await exported(first.id)
    const { code, text } = await verify(await save('key', file), '--key', '0123456789abcdef')
    expect(text).toContain('not by the trusted key 0123456789abcdef')
    expect(code).toBe(1)
    const anchor = file.anchor && { ...file.anchor, anchor: { ...file.anchor.anchor, day: '2026-03-04' } }
    expect((await verify(await save('statement', { ...file, anchor }))).text).toContain(
      'its signature does not hold',
    )
  })

  it('finds a cut tail by the proof in the file, and by the list of anchors where the proof was cut off with it', async () => {
    const file = await exported(first.id)
    const events = file.events.slice(0, 2)
    const last = events[1]
    if (last === undefined) throw new Error('no second line')
    const { code, text } = await verify(await save('cut', { ...file, events }))
    expect(text).toContain('the state is not the one that the last line names')
    expect(code).toBe(1)
    // As it stood before the last anchor: sound in itself.
    const path = await save('cut-well', { ...older, anchor: null })
    expect(await verify(path)).toMatchObject({ code: 0 })
    const known = await verify(path, ...anchors())
    expect(known.text).toContain('the tail is cut off: the list of anchors knows')
    expect(known.code).toBe(1)
  })

  it('names a dossier that is missing from what claims to be the whole record', async () => {
    const path = await save('alone', await exported(first.id))
    const { code, text } = await verify(path, ...anchors(), '--all')
    expect(text).toContain(`MISSING: dossier/${second.id}`)
    expect(text).not.toContain(`MISSING: dossier/${first.id}`)
    expect(code).toBe(1)
  })

  it('finds a list of anchors that was changed', async () => {
    const path = join(folder, 'anchors', '2026-03-02.jsonl')
    const text = await readFile(path, 'utf8')
    const forged = join(folder, 'forged.jsonl')
    const hash = /"hash":"(\w{64})"/.exec(text)?.[1] ?? ''
    await writeFile(forged, text.replace(hash, hash.split('').reverse().join('')))
    expect((await verify('--anchors', forged)).text).toContain('its root is not that of the heads listed')
    await writeFile(forged, text.split('\n').toSpliced(1, 1).join('\n'))
    expect((await verify('--anchors', forged)).text).toContain('BROKEN: anchor of 2026-03-02: covers')
    const later = join(folder, 'anchors', '2026-03-03.jsonl')
    expect((await verify('--anchors', later)).text).toContain('not chained to the anchor before it')
  })

  it('says in one line what can not be read', async () => {
    expect(await verify(join(folder, 'none.json'))).toMatchObject({ code: 2 })
    expect(await verify(await save('other', { schema: 'something' }))).toMatchObject({ code: 2 })
    expect(
      await verify(await save('half', { schema: 'trinh/export/1', kind: 'dossier', events: [] })),
    ).toMatchObject({ code: 2 })
    expect(await verify()).toMatchObject({ code: 2 })
  })
})

describe('the daily anchor', () => {
  it('is made once a day, keeps a dossier that was removed, and raises an incident about it', async () => {
    const at = await aScene()
    const owner = new pg.Client({ connectionString: at.ownerUrl })
    await owner.connect()
    const { id } = await at.granted('Trường Mầm non')
    const made = await makeAnchor(at.pool, at.keys, '2026-03-02', MARCH_3)
    expect(made).toMatchObject({ isNew: true, broken: [] })
    const again = await makeAnchor(at.pool, at.keys, '2026-03-02', MARCH_3)
    expect(again).toEqual({ ...made, isNew: false })
    const { rows: leaves } = await at.pool.query('SELECT count(*)::int AS n FROM anchor_leaf')
    await makeAnchor(at.pool, at.keys, '2026-03-03', MARCH_3)
    expect((await at.pool.query('SELECT count(*)::int AS n FROM anchor_leaf')).rows).toEqual(leaves)
    await owner.query(`DELETE FROM event WHERE dossier_id = '${id}'; DELETE FROM dossier WHERE id = '${id}'`)
    const broken = await makeAnchor(at.pool, at.keys, '2026-03-04', MARCH_3)
    expect(broken.broken).toEqual([`dossier/${id}`])
    expect(broken.anchor.heads).toBe(made.anchor.heads)
    const { rows } = await at.pool.query("SELECT context FROM incident WHERE place = 'record.anchor'")
    expect(rows).toEqual([{ context: { chains: [`dossier/${id}`] } }])
    await owner.end()
    await at.drop()
  })
})
