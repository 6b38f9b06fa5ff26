// Files that are not what they should be: refused with a reason in words, whoever else works goes on, nothing is written.
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crc32 } from 'node:zlib'
import { anAdminScene } from '../admin-support.ts'
import type { AdminScene } from '../admin-support.ts'
import { aVisitor } from '../support.ts'
import type { Visitor } from '../support.ts'
import { aSheet } from '../../support/workbooks.ts'
import { preview, rowsOf, until, upload } from './support.ts'

const MIB = 1024 * 1024
let scene: AdminScene
let police: Visitor
beforeAll(async () => {
  scene = await anAdminScene({ withWorker: true, settings: { uploadMaxBytes: 3 * MIB } })
  police = await aVisitor(scene, 'communePolice', scene.commune)
})
afterAll(() => scene.close())

interface Part {
  readonly name: string
  readonly packed: Buffer
  /** What the archive says that it comes to. */
  readonly says: number
  readonly crc: number
}

const part = (name: string, content: Buffer, says = content.length): Part => ({
  ...{ name, says, crc: crc32(content) },
  packed: deflateRawSync(content, { level: 9 }),
})

/** An archive whose directory says what it is told to say. */
function anArchive(parts: readonly Part[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, packed, says, crc } of parts) {
    const label = Buffer.from(name)
    const sizes = Buffer.alloc(12)
    sizes.writeUInt32LE(crc, 0)
    sizes.writeUInt32LE(packed.length, 4)
    sizes.writeUInt32LE(says, 8)
    const local = Buffer.from('504b030414000008080000000000', 'hex')
    const lengths = Buffer.from([label.length, 0, 0, 0])
    const file = Buffer.concat([local, sizes, lengths, label, packed])
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('504b0102140014000008080000000000', 'hex'), sizes, lengths, where, label]),
    )
    files.push(file)
    offset += file.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, list, end])
}

const WORKBOOK = part('xl/workbook.xml', Buffer.from('<workbook><sheets/></workbook>'))

async function refusal(file: Buffer, name: string): Promise<string> {
  const { body, status } = await upload(police, 'kind=units', file, name)
  const [first] = (body as { errors?: { code: string; message: string }[] }).errors ?? []
  return `${status} ${(body as { code: string }).code} ${first?.code ?? ''}`.trim()
}

describe('a file that is not a list', () => {
  it('that is too large is refused before it is all taken in', async () => {
    expect(await refusal(Buffer.alloc(4 * MIB, 'a'), 'danh-sach.csv')).toBe('413 payloadTooLarge')
  })

  it('that says of itself that it unpacks to gigabytes is refused at once', async () => {
    const sheet = part('xl/worksheets/sheet1.xml', Buffer.alloc(60 * MIB, ' '), 3_000_000_000)
    const bomb = anArchive([WORKBOOK, sheet])
    expect(bomb.length).toBeLessThan(64 * 1024)
    expect(await refusal(bomb, 'bom.xlsx')).toBe('413 payloadTooLarge tooHeavy')
  })

  it('that lies about what it unpacks to is stopped there, and others are served meanwhile', async () => {
    const lie = anArchive([WORKBOOK, part('xl/worksheets/sheet1.xml', Buffer.alloc(40 * MIB, ' '), 1000)])
    expect(lie.length).toBeLessThan(64 * 1024)
    const { body } = await upload(police, 'kind=units', lie, 'bom.xlsx').expect(202)
    await police.get('/me').expect(200)
    const seen = await until(police, (body as { id: string }).id, ['reading'])
    expect(seen).toMatchObject({ status: 'refused', fault: { code: 'damaged' } })
  })

  it.each([
    ['a.xlsx', Buffer.from('Tên đơn vị,Loại\nA,Cơ quan\n'), '415 unsupportedType otherName'],
    ['a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '415 unsupportedType oldExcel'],
    ['a.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '415 unsupportedType oldExcel'],
    ['a.csv', anArchive([WORKBOOK]), '415 unsupportedType otherName'],
    ['a.xlsx', anArchive([part('word/document.xml', Buffer.from('<w/>'))]), '415 unsupportedType notASheet'],
    ['a.xlsx', anArchive([WORKBOOK]).subarray(0, 60), '415 unsupportedType damaged'],
    ['a.pdf', Buffer.from('%PDF-1.7'), '415 unsupportedType notASheet'],
    ['a.csv', Buffer.from([65, 0, 1, 2]), '415 unsupportedType notASheet'],
    ['a.csv', Buffer.alloc(0), '400 invalidRequest'],
  ])('%s with other content: %#', async (name, file, expected) => {
    expect(await refusal(file, name)).toBe(expected)
  })

  it('without the heads that are needed is refused with their names', async () => {
    const seen = await preview(police, 'kind=units', await aSheet(['Tên đơn vị', 'Tên ngắn'], [['A', 'a']]))
    expect(seen).toMatchObject({ status: 'refused', fault: { code: 'noHead' } })
    expect(seen.fault?.vi).toContain('thiếu cột: Loại')
  })

  it('in another encoding than UTF-8 is refused, not read with broken letters', async () => {
    const file = Buffer.from('T\xean don vi;Lo\xe1i\n', 'latin1')
    const seen = await preview(police, 'kind=units', file, 'a.csv')
    expect(seen).toMatchObject({ status: 'refused', fault: { code: 'encoding' } })
  })
})

describe('a CSV file', () => {
  const text =
    '\ufeffSTT;Tên đơn vị;Loại\r\n1;"Công ty ""Sao; Mai""\r\nBến Hải";Doanh nghiệp\r\n2;=1+1;Cơ quan\r\n'

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-16 of Excel', Buffer.from(text, 'utf16le')],
    ['commas', Buffer.from(text.replace('Sao; Mai', 'Sao, Mai').replaceAll(';', ','))],
  ])('is read in %s, with quotes and line ends in its cells', async (_, file) => {
    const rows = await rowsOf(police, (await preview(police, 'kind=units', file, 'a.csv')).id)
    const names = rows.map((row) => row.cells.find(({ column }) => column === 'name')?.text)
    expect(names[0]).toMatch(/^Công ty "Sao[;,] Mai" Bến Hải$/u)
    expect(rows[1]).toMatchObject({ row: 3, mistakes: [{ cell: 'B3', code: 'formula' }] })
  })
})

describe('an upload', () => {
  it('under the same key is the same import; another file under it is refused', async () => {
    const file = await aSheet(['Tên đơn vị', 'Loại'], [['Đội A', 'Cơ quan']])
    const first = await upload(police, 'kind=units', file, 'a.xlsx', 'key-of-one-upload').expect(202)
    const again = await upload(police, 'kind=units', file, 'a.xlsx', 'key-of-one-upload').expect(202)
    expect((again.body as { id: string }).id).toBe((first.body as { id: string }).id)
    const other = await aSheet(['Tên đơn vị', 'Loại'], [['Đội B', 'Cơ quan']])
    const refused = await upload(police, 'kind=units', other, 'a.xlsx', 'key-of-one-upload').expect(422)
    expect((refused.body as { code: string }).code).toBe('keyReused')
  })

  it('can be given up before it is confirmed, and then not confirmed', async () => {
    const file = await aSheet(['Tên đơn vị', 'Loại'], [['Đội C', 'Cơ quan']])
    const seen = await preview(police, 'kind=units', file)
    const other = 'f'.repeat(64)
    await police.post(`/imports/${seen.id}/confirm`, { previewHash: other }).expect(409)
    await police.post(`/imports/${seen.id}/cancel`).expect(200)
    await police.post(`/imports/${seen.id}/confirm`, { previewHash: seen.previewHash }).expect(409)
  })
})
