// Bringing a sheet in as a person does: upload, wait for the preview, confirm, wait for the end.
import { waitFor } from '../../../cli/servers/processes.ts'
import { newId } from '../../../activities/record/ids.ts'
import type { Visitor } from '../support.ts'

export interface ImportSeen {
  readonly id: string
  readonly status: string
  readonly fault: { readonly code: string; readonly vi: string } | null
  readonly fates: Readonly<Record<string, number>>
  readonly results: Readonly<Record<string, number>>
  readonly nothingNew: boolean
  readonly previewHash: string
  readonly total: number
  readonly done: number
  readonly sheets: readonly {
    readonly name: string
    readonly headRow: number | null
    readonly skipped: string | null
  }[]
}

export interface RowSeen {
  readonly sheet: string
  readonly row: number
  readonly fate: string
  readonly result: string | null
  readonly mistakes: readonly { readonly cell: string; readonly code: string; readonly vi: string }[]
  readonly changes: readonly {
    readonly field: string
    readonly from: string | null
    readonly to: string | null
  }[]
  readonly notes: readonly string[]
  readonly cells: readonly { readonly column: string; readonly cell: string; readonly text: string }[]
}

const LIMIT_MS = 150_000

export function upload(by: Visitor, query: string, file: Buffer, name = 'danh-sach.xlsx', key = newId()) {
  return by.post(`/imports?${query}`).set('Idempotency-Key', key).attach('file', file, name)
}

/** Waits until an import has left a status. */
export function until(by: Visitor, importId: string, left: readonly string[]): Promise<ImportSeen> {
  return waitFor(
    async () => {
      const { body } = await by.get(`/imports/${importId}`).expect(200)
      return left.includes((body as ImportSeen).status) ? undefined : (body as ImportSeen)
    },
    LIMIT_MS,
    () => new Error(`import ${importId} is still ${left.join(' or ')}`),
  )
}

/** Uploads a sheet and waits for its preview, or its refusal. */
export async function preview(by: Visitor, query: string, file: Buffer, name?: string): Promise<ImportSeen> {
  const { body } = await upload(by, query, file, name).expect(202)
  return until(by, (body as ImportSeen).id, ['reading'])
}

/** Confirms what was previewed and waits for the end. */
export async function confirm(by: Visitor, { id, previewHash }: ImportSeen): Promise<ImportSeen> {
  await by.post(`/imports/${id}/confirm`, { previewHash }).expect(202)
  return until(by, id, ['writing'])
}

export async function rowsOf(by: Visitor, importId: string, query = ''): Promise<readonly RowSeen[]> {
  const { body } = await by.get(`/imports/${importId}/rows?limit=200${query}`).expect(200)
  return (body as { items: readonly RowSeen[] }).items
}
