// Sheets in and out: how long 20,000 rows take from upload to the last row written, and 24,000 dossiers to the end of their
// file; and how much more memory the processes hold meanwhile.
import http from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import ExcelJS from 'exceljs'
import { residentMiB } from './lib/cpu.ts'
import type { Figure, Ground } from './lib/ground.ts'
import { HttpUser } from './lib/http.ts'

const IMPORT_SECONDS = 60
const EXPORT_SECONDS = 20
const MORE_MIB = 100
/** An import may hold so much more in its worker: heaps of rows, the places of the country, once. */
const IMPORT_MORE_MIB = 150

interface ImportState {
  readonly id: string
  readonly status: string
  readonly done: number
  readonly total: number
  readonly previewHash: string | null
  readonly results: Readonly<Record<string, number>>
}

export async function sheets(ground: Ground, rows: number, dossiers: number): Promise<readonly Figure[]> {
  return [...(await bringIn(ground, rows)), ...(await takeOut(ground, dossiers))]
}

/** Units spread over the communes of the province, as a province's list has them. */
async function aList({ people }: Ground, rows: number): Promise<Buffer> {
  const { rows: communes } = await people.pool.query<{ name: string }>(
    "SELECT name FROM office WHERE kind = 'commune' AND province_id = 'P44' ORDER BY id",
  )
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('Danh sách')
  sheet.addRow(['TT', 'Tên đơn vị', 'Loại', 'Xã, phường', 'Tỉnh'])
  for (let index = 0; index < rows; index += 1) {
    const commune = communes[index % communes.length]?.name ?? ''
    sheet.addRow([index + 1, `Đơn vị số ${index + 1} của bảng`, 'Cơ quan', commune, 'Quảng Trị'])
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

async function bringIn(ground: Ground, rows: number): Promise<readonly Figure[]> {
  const { bed, people, say } = ground
  const file = await aList(ground, rows)
  const user = new HttpUser(bed.product.url, { authorization: `Bearer ${people.administrator}` })
  const state = async (id: string): Promise<ImportState> =>
    (await user.send('GET', `/api/v1/imports/${id}`)).body as ImportState
  const until = async (id: string, left: string): Promise<ImportState> => {
    for (;;) {
      const now = await state(id)
      if (now.status !== left) return now
      await pause(100)
    }
  }
  const measured = await withMemory([ground.pidOf('worker'), ground.pidOf('API')], async () => {
    const began = performance.now()
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(file)]), 'don-vi.xlsx')
    const reply = await fetch(`${bed.product.url}/api/v1/imports?kind=units`, {
      method: 'POST',
      body: form,
      headers: {
        authorization: `Bearer ${people.administrator}`,
        'idempotency-key': `bench-sheets-${Date.now()}`,
      },
    })
    const { id } = (await reply.json()) as ImportState
    const seen = await until(id, 'reading')
    if (seen.status !== 'previewed') throw new Error(`import: ${JSON.stringify(seen)}`)
    const previewed = (performance.now() - began) / 1000
    const confirmed = performance.now()
    await user.send('POST', `/api/v1/imports/${id}/confirm`, { previewHash: seen.previewHash })
    const done = await until(id, 'writing')
    if (done.results['added'] !== rows)
      throw new Error(
        `import: ${JSON.stringify(done)} ${JSON.stringify((await user.send('GET', `/api/v1/imports/${id}/rows?limit=1`)).body)}`,
      )
    return { previewed, written: (performance.now() - confirmed) / 1000 }
  })
  user.close()
  const { previewed, written } = measured.result
  say(
    `${rows} rows, ${(file.length / 1024).toFixed(0)} KiB: previewed in ${previewed.toFixed(1)} s, written in ${written.toFixed(1)} s`,
  )
  const seconds = previewed + written
  const [worker = 0, api = 0] = measured.more
  return [
    figure(
      `${rows} rows brought in: preview and writing`,
      `${seconds.toFixed(1)} s`,
      `≤ ${IMPORT_SECONDS} s`,
      seconds <= IMPORT_SECONDS,
    ),
    figure(
      'the same: more memory of the worker, of the API',
      `${worker.toFixed(0)} MiB, ${api.toFixed(0)} MiB`,
      `≤ ${IMPORT_MORE_MIB} MiB`,
      Math.max(worker, api) <= IMPORT_MORE_MIB,
    ),
  ]
}

async function takeOut(ground: Ground, dossiers: number): Promise<readonly Figure[]> {
  const { people, bed, say } = ground
  await ground.load('sheets', dossiers)
  const { rows } = await people.pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM dossier WHERE province_id = 'P44'",
  )
  const count = rows[0]?.count ?? 0
  const figures: Figure[] = []
  for (const format of ['xlsx', 'csv'] as const) {
    const path = `/api/v1/exports/dossiers?format=${format}`
    const measured = await withMemory([ground.pidOf('API')], async () => {
      const began = performance.now()
      const bytes = await download(`${bed.product.url}${path}`, people.provinceStaff)
      return { bytes, seconds: (performance.now() - began) / 1000 }
    })
    const { bytes, seconds } = measured.result
    const [more = 0] = measured.more
    say(`${format}: ${(bytes / 1024).toFixed(0)} KiB of ${count} dossiers in ${seconds.toFixed(1)} s`)
    figures.push(
      figure(
        `${count} dossiers as ${format}`,
        `${seconds.toFixed(1)} s`,
        `≤ ${EXPORT_SECONDS} s`,
        seconds <= EXPORT_SECONDS,
      ),
      figure(
        `the same: more memory of the API`,
        `${more.toFixed(0)} MiB`,
        `≤ ${MORE_MIB} MiB`,
        more <= MORE_MIB,
      ),
    )
  }
  return figures
}

const figure = (what: string, seen: string, aim: string, met: boolean): Figure => ({ what, seen, aim, met })

/** The most that processes hold while something is done, more than before it. */
async function withMemory<T>(
  pids: readonly number[],
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly more: readonly number[] }> {
  const before = pids.map(residentMiB)
  const most = [...before]
  const timer = setInterval(() => {
    for (const [index, pid] of pids.entries()) most[index] = Math.max(most[index] ?? 0, residentMiB(pid))
  }, 200)
  try {
    const result = await work()
    return { result, more: most.map((value, index) => value - (before[index] ?? 0)) }
  } finally {
    clearInterval(timer)
  }
}

/** Reads a file and lets it go; gives its size. */
function download(url: string, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers: { authorization: `Bearer ${token}` } }, (response) => {
      let bytes = 0
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`))
      response.on('data', (part: Buffer) => {
        bytes += part.length
      })
      response.on('error', reject)
      response.on('end', () => resolve(bytes))
    })
    request.on('error', reject)
  })
}
