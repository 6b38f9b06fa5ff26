// Files of a dossier: uploaded to it (or to its draft), listed and handed out. Known by their hash, but never readable by
// the hash alone: only through a dossier that holds them and that the reader may see.
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { lockFile } from '../../activities/upkeep/uploads.ts'
import { arrive, cleanName, harmlessName } from '../arriving.ts'
import { hashOfFile, hasFile, keepFile, pathOf, takenType } from '../documents.ts'
import type { Deps } from '../deps.ts'
import { asDownload } from '../downloads.ts'
import { arrivedBytes, placeOfPieces, takePiece } from '../pieces.ts'
import { Problem } from '../problems.ts'
import { openFiles, visibleFiles } from '../reads/files.ts'
import { WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, instant, queryNumber, sha256 } from '../schemas.ts'

const document = z
  .object({
    sha256,
    size: z.int(),
    mime: z.string(),
    name: z.string(),
    uploadedBy: id,
    uploadedAt: instant,
  })
  .meta({ id: 'Document' })

interface Arrived {
  readonly path: string
  readonly size: number
  readonly name: string
}

async function receive(deps: Deps, dossierId: string, by: string, at: string, file: Arrived) {
  const folder = deps.settings.documentDir
  try {
    if (file.size === 0) throw new Problem('invalidRequest', { field: 'file' })
    const mime = await takenType(file.path)
    if (mime === null) throw new Problem('unsupportedType', { field: 'file' })
    const hash = await hashOfFile(file.path)
    const { name } = file
    const stored = await inTransaction(deps.pool, async (client) => {
      // Against the sweep of files that no row knows: file and row come together.
      await lockFile(client, hash)
      await keepFile(folder, file.path, hash)
      const { rows } = await client.query<{ name: string; uploaded_by: string; uploaded_at: Date }>(
        `INSERT INTO document AS f (dossier_id, sha256, size, mime, name, uploaded_by, uploaded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (dossier_id, sha256) DO UPDATE SET again_at = $7 RETURNING name, uploaded_by, uploaded_at`,
        [dossierId, hash, file.size, mime, name, by, at],
      )
      return rows[0]
    })
    if (stored === undefined) throw new Error('document: expected one row')
    const { uploaded_by: uploadedBy, uploaded_at: uploadedAt } = stored
    return {
      sha256: hash,
      size: file.size,
      mime,
      name: stored.name,
      uploadedBy,
      uploadedAt: uploadedAt.toISOString(),
    }
  } finally {
    await rm(file.path, { force: true })
  }
}

/** The sender's own name for a file that comes in pieces. */
const key = z.string().regex(/^[\w-]{16,80}$/u)
/** No file is larger; the instance's own limit is mostly far smaller. */
const MOST_BYTES = 999_999_999

export const documentRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/dossiers/{id}/documents',
    id: 'uploadDocument',
    summary: 'Upload one file (pdf, docx, xlsx, jpg, png by its content) to a dossier or its draft',
    tag: 'documents',
    access: 'person',
    params: z.strictObject({ id }),
    rawBody: { contentType: 'multipart/form-data', fields: ['file'] },
    status: 201,
    reply: document,
    handle: async ({ deps, actor, at, req, res, params }) => {
      // Before a byte is taken in: may he add files here at all?
      const files = await openFiles({ deps, actor, at }, params.id, 'uploadDocument')
      if (!files.mayAdd) throw new Problem('forbidden')
      const { path, size, originalname } = await arrive(deps, req, res)
      const file = { path, size, name: cleanName(originalname) }
      return receive(deps, params.id, actor.personId, at, file)
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/uploads/{key}',
    id: 'getUpload',
    summary: 'How many bytes have arrived of a file that the caller sends in pieces: where to go on',
    tag: 'documents',
    access: 'person',
    params: z.strictObject({ id, key }),
    reply: z.object({ arrived: z.int() }),
    handle: async ({ deps, actor, at, params }) => {
      const files = await openFiles({ deps, actor, at }, params.id, 'getUpload')
      if (!files.mayAdd) throw new Problem('forbidden')
      return { arrived: await arrivedBytes(placeOfPieces(deps, params.id, actor.personId, params.key)) }
    },
  }),
  route({
    method: 'put',
    path: '/dossiers/{id}/uploads/{key}',
    id: 'uploadPiece',
    summary:
      'Send a piece of a file from an offset on; with its last byte the file is taken in as by uploadDocument',
    tag: 'documents',
    access: 'person',
    params: z.strictObject({ id, key }),
    query: z.strictObject({
      offset: queryNumber(0, MOST_BYTES),
      size: queryNumber(1, MOST_BYTES),
      name: z.string().min(1).max(400),
    }),
    rawBody: { contentType: 'application/octet-stream', fields: [] },
    reply: z.object({
      arrived: z.int(),
      /** Null until the last byte has arrived. */
      document: document.nullable(),
    }),
    handle: async ({ deps, actor, at, req, params, query }) => {
      const files = await openFiles({ deps, actor, at }, params.id, 'uploadPiece')
      if (!files.mayAdd) throw new Problem('forbidden')
      const { size, name } = query
      const path = placeOfPieces(deps, params.id, actor.personId, params.key)
      const arrived = await takePiece(deps, req, path, query)
      if (arrived < size) return { arrived, document: null }
      const file = { path, size: arrived, name: harmlessName(name) }
      return { arrived, document: await receive(deps, params.id, actor.personId, at, file) }
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/documents',
    id: 'listDocuments',
    summary: 'The files of a dossier or its draft',
    tag: 'documents',
    access: 'person',
    params: z.strictObject({ id }),
    reply: z.object({ items: z.array(document) }),
    handle: async ({ deps, actor, at, params }) => {
      const files = await openFiles({ deps, actor, at }, params.id, 'listDocuments')
      return { items: await visibleFiles(deps.pool, files) }
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/documents/{sha256}',
    id: 'downloadDocument',
    summary: 'One file, always as a download',
    tag: 'documents',
    access: 'person',
    params: z.strictObject({ id, sha256 }),
    replyType: 'application/octet-stream',
    handle: async ({ deps, actor, at, res, params }) => {
      const files = await openFiles({ deps, actor, at }, params.id, 'downloadDocument')
      const [found] = await visibleFiles(deps.pool, files, params.sha256)
      if (found === undefined) throw new Problem('notFound')
      const folder = deps.settings.documentDir
      if (!(await hasFile(folder, found.sha256)))
        throw new Error(`document ${found.sha256}: not in its folder`)
      asDownload(res, found.mime, found.size, found.name)
      await pipeline(createReadStream(pathOf(folder, found.sha256)), res)
      return WRITTEN
    },
  }),
]
