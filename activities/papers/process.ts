// The process in which papers are made: filling and drawing a list of thousands takes many seconds of pure computing, which
// must not hold up the process that asked. One job at a time; it answers each under its number.
import type { PaperData } from '../../domain/paper-tags.ts'
import type { PaperKind } from '../../domain/papers.ts'
import { drawBook } from './book.ts'
import type { Book } from './book.ts'
import { examineTemplate } from './examine.ts'
import type { TemplateFinding } from './examine.ts'
import { fill, pack } from './fill.ts'
import { buildDocx } from './layout.ts'
import { drawPdf } from './pdf.ts'
import { SHIPPED_TEMPLATES } from './templates/index.ts'
import { unpack } from './unpack.ts'

/** What can be asked of the process. */
export type Job =
  | {
      readonly do: 'render'
      readonly template: Uint8Array
      readonly data: PaperData
      readonly draft: boolean
      readonly pdf: boolean
    }
  | { readonly do: 'examine'; readonly kind: PaperKind; readonly file: Uint8Array }
  | { readonly do: 'build'; readonly kind: PaperKind }
  | { readonly do: 'book'; readonly book: Book }

export interface Rendered {
  readonly docx: Uint8Array
  /** Null where only the Word file was asked for. */
  readonly pdf: Uint8Array | null
  readonly pages: number
  /** The most memory that this process has had, in bytes. */
  readonly memory: number
}

export interface Replies {
  readonly render: Rendered
  readonly examine: { readonly findings: readonly TemplateFinding[]; readonly tags: readonly string[] }
  readonly build: Uint8Array
  readonly book: Uint8Array
}

/** Every date inside a built template is this one, so that the same program always ships the same bytes. */
const BUILT = '2020-03-05T00:00:00Z'

async function build(kind: PaperKind): Promise<Buffer> {
  const parts = new Map(await unpack(await buildDocx(SHIPPED_TEMPLATES[kind])))
  const core = parts.get('docProps/core.xml')?.toString('utf8') ?? ''
  parts.set('docProps/core.xml', Buffer.from(core.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, BUILT)))
  return pack(parts)
}

const memory = (): number => process.resourceUsage().maxRSS * 1024

async function work(job: Job): Promise<Replies[keyof Replies]> {
  if (job.do === 'build') return build(job.kind)
  if (job.do === 'book') return drawBook(job.book)
  if (job.do === 'examine') {
    const { findings, tags } = await examineTemplate(job.kind, Buffer.from(job.file))
    return { findings, tags }
  }
  const parts = await fill(await unpack(Buffer.from(job.template)), job.data, job.draft)
  const docx = pack(parts)
  if (!job.pdf) return { docx, pdf: null, pages: 0, memory: memory() }
  const { bytes, pages } = await drawPdf(parts, job.draft)
  return { docx, pdf: bytes, pages, memory: memory() }
}

process.on('message', ({ number, job }: { readonly number: number; readonly job: Job }) => {
  work(job).then(
    (reply) => process.send?.({ number, reply }),
    (error: unknown) =>
      process.send?.({
        number,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  )
})
// Whoever asked is gone: nobody waits for an answer any more.
process.once('disconnect', () => process.exit(0))
