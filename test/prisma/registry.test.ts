// The national registry: the files say what the law and the statistics office say, seeding is whole and harmless to
// repeat, and an old name leads to today's office. On real PostgreSQL.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fold, nfc, searchWords } from '../../domain/text.ts'
import { communeName, loadRegistry, provinceShortName } from '../../prisma/registry/load.ts'
import { communeOfficeId, isRegistryComplete, registryCounts, seedRegistry } from '../../prisma/seed.ts'
import { freshDatabase } from '../support/postgres.ts'

const WHOLE = { provinces: 34, communes: 3321, aliases: 10977 }
const VINH_THUY = 'C19405'

describe('the files of the registry', () => {
  const { provinces, communes, mappings } = loadRegistry()
  const communeCodes = new Set(communes.map((commune) => commune.code))

  it('hold 2,621 xã, 687 phường and 13 đặc khu in 34 provinces, six of them cities', () => {
    const count = (kind: string) => communes.filter((commune) => commune.kind === kind).length
    expect([count('ruralCommune'), count('ward'), count('specialZone')]).toEqual([2621, 687, 13])
    expect(provinces).toHaveLength(34)
    expect(provinces.filter((province) => province.name.startsWith('Thành phố '))).toHaveLength(6)
  })

  it('use every official code once, and every commune lies in a province that exists', () => {
    const provinceCodes = new Set(provinces.map((province) => province.code))
    expect(provinceCodes.size).toBe(provinces.length)
    expect(communeCodes.size).toBe(communes.length)
    expect(communes.filter((commune) => !provinceCodes.has(commune.provinceCode))).toEqual([])
    expect(communes.filter((commune) => !/^\d{5}$/.test(commune.code))).toEqual([])
  })

  it('lead every old unit to a commune that exists, and every commune but one has an old unit', () => {
    expect(mappings.filter((mapping) => !communeCodes.has(mapping.communeCode))).toEqual([])
    const reached = new Set(mappings.map((mapping) => mapping.communeCode))
    const unreached = communes.filter((commune) => !reached.has(commune.code))
    expect(unreached.map((commune) => commune.name)).toEqual(['Xã Ia Mơ'])
  })

  it('are composed Unicode without stray blanks, and fold to ASCII', () => {
    const texts = [
      ...provinces.map((province) => province.name),
      ...communes.map((commune) => commune.name),
      ...mappings.flatMap((mapping) => [mapping.oldName, mapping.oldDistrict ?? '', mapping.oldProvince]),
    ]
    expect(texts.filter((text) => text !== nfc(text) || text !== text.trim() || /\s\s/.test(text))).toEqual(
      [],
    )
    expect(texts.filter((text) => !/^[a-z0-9 ]*$/.test(fold(text)))).toEqual([])
    expect(mappings.filter((mapping) => mapping.oldName === '' || mapping.oldProvince === '')).toEqual([])
  })

  it('carry the repairs that their notice names', () => {
    const target = (number: string) => mappings.find((mapping) => mapping.number === number)?.communeCode
    const name = (code: string | undefined) => communes.find((commune) => commune.code === code)?.name
    expect(name('23938')).toBe('Xã Ia Mơ')
    expect([name(target('7519')), name(target('7522'))]).toEqual(['Xã Thạnh Lộc', 'Xã Thạnh Hưng'])
    expect(name(target('10047'))).toBe('Phường Long Châu')
  })

  it('refuse a name that does not say its kind', () => {
    expect(() => communeName('Thị trấn Hồ Xá')).toThrow('expected to begin with Xã, Phường, Đặc khu')
    expect(() => provinceShortName('Quảng Trị')).toThrow('expected to begin with Tỉnh or Thành phố')
  })
})

describe('the seeded registry', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let pool: pg.Pool

  beforeAll(async () => {
    database = await freshDatabase()
    pool = new pg.Pool({ connectionString: database.ownerUrl })
    // Two processes may start on an empty database at once.
    await Promise.all([seedRegistry(pool), seedRegistry(pool)])
  })
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })

  const fingerprint = async (): Promise<string> => {
    const { rows } = await pool.query<{ hash: string }>(`
      SELECT md5((SELECT string_agg(o::text, chr(10) ORDER BY id) FROM office o)
              || (SELECT string_agg(a::text, chr(10) ORDER BY id) FROM office_alias a)) AS hash`)
    return rows[0]?.hash ?? ''
  }
  /** Today's offices that a person finds: all words typed stand in an office's own key or in an old name's. */
  const found = async (query: string): Promise<readonly string[]> => {
    const patterns = searchWords(query).map((word) => `%${word}%`)
    const { rows } = await pool.query<{ id: string }>(
      `SELECT id FROM office WHERE search_key LIKE ALL ($1)
       UNION SELECT office_id FROM office_alias WHERE search_key LIKE ALL ($1) ORDER BY id`,
      [patterns],
    )
    return rows.map((row) => row.id)
  }

  it('is whole, though two processes began at once', async () => {
    const counts = await registryCounts(pool)
    expect(counts).toEqual(WHOLE)
    expect(isRegistryComplete(counts)).toBe(true)
    expect(isRegistryComplete({ ...WHOLE, aliases: WHOLE.aliases - 1 })).toBe(false)
  })

  it('knows xã Vĩnh Thủy, tỉnh Quảng Trị, by its official code', async () => {
    const { rows } = await pool.query(
      `SELECT id, kind, code, name, short_name, commune_kind, has_police, parent_id, province_id, search_key,
              valid_from::text, valid_to::text FROM office WHERE code = '19405'`,
    )
    expect(rows).toEqual([
      {
        id: VINH_THUY,
        kind: 'commune',
        code: '19405',
        name: 'Xã Vĩnh Thủy',
        short_name: 'Vĩnh Thủy',
        commune_kind: 'ruralCommune',
        has_police: true,
        parent_id: 'P44',
        province_id: 'P44',
        search_key: 'xa vinh thuy tinh quang tri',
        valid_from: '2025-07-01',
        valid_to: null,
      },
    ])
    expect(communeOfficeId('19405')).toBe(VINH_THUY)
  })

  it.each([
    ['Xã Vĩnh Lâm, huyện Vĩnh Linh, tỉnh Quảng Trị', VINH_THUY],
    ['xa vinh lam huyen vinh linh', VINH_THUY],
    ['VINH SON, VINH LINH', VINH_THUY],
    ['Xã Vĩnh Sơn huyện Vĩnh Linh'.normalize('NFD'), VINH_THUY],
    ['vĩnh thuỷ quảng trị', VINH_THUY],
    ['Huyện Côn Đảo', 'C26732'],
    ['dac khu con co', 'C19742'],
    ['Xã Ia Mơ, Gia Lai', 'C23938'],
  ])('leads %j to today’s office', async (query, officeId) => {
    expect(await found(query)).toContain(officeId)
  })

  it('leads an old name in its district to one office alone where the unit was not divided', async () => {
    expect(await found('Xã Vĩnh Lâm, huyện Vĩnh Linh')).toEqual([VINH_THUY])
    expect(await found('Phường Dịch Vọng Hậu, quận Cầu Giấy')).toEqual(['C00160', 'C00166'])
  })

  it('changes nothing when seeded again', async () => {
    const before = await fingerprint()
    expect(await seedRegistry(pool)).toEqual(WHOLE)
    expect(await fingerprint()).toBe(before)
  })

  it('puts back what is missing, and never undoes an administrator’s change', async () => {
    const before = await fingerprint()
    await pool.query(`DELETE FROM office_alias WHERE id = 'A8879'`)
    await pool.query(`UPDATE office SET has_police = false WHERE id = 'C20333'`)
    expect(await seedRegistry(pool)).toEqual(WHOLE)
    const { rows } = await pool.query(`SELECT has_police FROM office WHERE id = 'C20333'`)
    expect(rows).toEqual([{ has_police: false }])
    await pool.query(`UPDATE office SET has_police = true WHERE id = 'C20333'`)
    expect(await fingerprint()).toBe(before)
  })

  it('leaves nothing behind when it cannot finish', async () => {
    await pool.query('TRUNCATE office_alias, office CASCADE')
    await pool.query(`ALTER TABLE office_alias ADD CONSTRAINT refused CHECK (id <> 'A8879')`)
    await expect(seedRegistry(pool)).rejects.toThrow('refused')
    expect(await registryCounts(pool)).toEqual({ provinces: 0, communes: 0, aliases: 0 })
    await pool.query('ALTER TABLE office_alias DROP CONSTRAINT refused')
    expect(await seedRegistry(pool)).toEqual(WHOLE)
  })
})
