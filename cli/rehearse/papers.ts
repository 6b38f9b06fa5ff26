// The year's papers on disk: the decision over many with its list, a decision about one, the certificate, each as PDF and Word
// file, downloaded as a person would, and read back: numbers, names and the address of the check must stand in them.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unpack } from '../../activities/papers/unpack.ts'
import { textOf } from '../../activities/papers/word/unsupported.ts'
import { readXml } from '../../activities/papers/word/xml.ts'
import type { Cast } from './cast.ts'
import type { Lived, Say } from './almanac.ts'
import type { Checks } from './checks.ts'
import { RehearsalError } from './client.ts'
import type { Person } from './client.ts'

interface Paper {
  readonly id: string
  readonly kind: string
  readonly symbol: string | null
  readonly ready: boolean
  readonly pages: number | null
}

const PAUSE_MS = 500
const LONGEST_MS = 180_000

/** A list of papers once all of it is made. */
async function made(person: Person, path: string): Promise<readonly Paper[]> {
  for (let waited = 0; waited < LONGEST_MS; waited += PAUSE_MS) {
    const { issued } = (await person.must('GET', path)) as { issued: readonly Paper[] }
    if (issued.length > 0 && issued.every(({ ready }) => ready)) return issued
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  throw new RehearsalError(`${path}: its papers were not made in ${LONGEST_MS / 1000} s`)
}

async function wordText(bytes: Buffer): Promise<string> {
  const parts = await unpack(bytes)
  return textOf(readXml(parts.get('word/document.xml')?.toString('utf8') ?? '<none/>'))
}

/** Brings the papers to a folder, and checks what they say. */
export async function keepPapers(
  checks: Checks,
  cast: Cast,
  lived: Lived,
  folder: string,
  say: Say,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const { provinceChair, records } = cast
  const keep = async (person: Person, name: string, paper: Paper | undefined): Promise<string> => {
    if (paper === undefined) throw new RehearsalError(`no ${name} was issued`)
    for (const format of ['pdf', 'docx'] as const)
      writeFileSync(join(folder, `${name}.${format}`), await person.download(`/papers/${paper.id}/${format}`))
    const pdf = await person.download(`/papers/${paper.id}/pdf`)
    checks.that({ what: `${name} is a PDF`, found: pdf.subarray(0, 5).toString('latin1'), expected: '%PDF-' })
    return wordText(await person.download(`/papers/${paper.id}/docx`))
  }
  const many = await made(provinceChair, `/batches/${lived.batchId}/papers`)
  const list = await keep(
    provinceChair,
    'quyet-dinh-danh-sach',
    many.find(({ kind }) => kind === 'decision'),
  )
  checks.that({
    what: 'the decision over many holds its list',
    found: list.includes('DANH SÁCH'),
    expected: true,
  })
  const own = await made(records, `/dossiers/${lived.fates.late}/papers`)
  const certificate = await keep(
    records,
    'giay-cong-nhan',
    own.find(({ kind }) => kind === 'certificate'),
  )
  checks.that({
    what: 'the certificate bears the address of its check',
    found: certificate.includes('/verify/'),
    expected: true,
  })
  await keep(
    records,
    'thong-bao',
    own.find(({ kind }) => kind === 'notice'),
  )
  const one = own.find(({ kind }) => kind === 'decision')
  if (one !== undefined) await keep(records, 'quyet-dinh', one)
  say(`  papers on disk: ${folder}`)
}
