// Signatures made outside with a certificate: a prepared PDF goes out to whom it is to sign, what comes back is checked and
// kept beside the document; and the certificates that the instance trusts.
import { readFile, rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { arrive } from '../arriving.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { byId } from '../admin/schemas.ts'
import type { Actor } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { pathOf } from '../documents.ts'
import { Problem } from '../problems.ts'
import { sendFile } from '../registers/files.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { flag, id, sha256 } from '../schemas.ts'
import { purposeOf, seenPaper } from '../signatures/papers.ts'
import { newSlot, signedItem, slotItem } from '../signatures/schemas.ts'
import { makeSlot, readSigned, readSlot, takeSigned } from '../signatures/slots.ts'
import {
  distrust,
  listTrusted,
  newRevocation,
  newTrusted,
  revokeSigner,
  trust,
  trustedCertificate,
} from '../signatures/trust.ts'
import { administered } from '../territory.ts'

const tag = 'signatures'
const PDF = 'application/pdf'

/** A slot of the person's own: nobody else has anything to do with it. */
async function ownSlot(deps: Deps, actor: Actor, slotId: string) {
  const slot = await readSlot(deps.pool, slotId)
  if (slot === null || slot.person_id !== actor.personId) throw new Problem('notFound')
  return { slot, paper: await seenPaper(deps.pool, actor, slot.paper_id) }
}

/** Whom the instance trusts is said by whoever administers all of it. */
function mustAdministerAll(actor: Actor): void {
  if (!administered(actor).everything) throw new Problem('forbidden')
}

const signing: readonly Route[] = [
  route({
    method: 'post',
    path: '/papers/{id}/signing-slots',
    id: 'makeSigningSlot',
    summary:
      'Prepare a paper for a signature made outside (PAdES): by who stands on it, then by the office that seals it',
    tag,
    access: 'person',
    headers: keyHeaders,
    params: byId,
    body: newSlot,
    status: 201,
    reply: slotItem,
    handle: (call) =>
      once(call, 'makeSigningSlot', async (client) => {
        const { deps, actor, at, params, body } = call
        const paper = await seenPaper(client, actor, params.id)
        return makeSlot(deps, client, paper, purposeOf(actor, paper), body, { by: actor.personId, at })
      }),
  }),
  route({
    method: 'get',
    path: '/signing-slots/{id}/pdf',
    id: 'downloadPreparedPaper',
    summary: 'The prepared PDF, to be signed; plain: without the slot, for programs that make their own',
    tag,
    access: 'person',
    params: byId,
    query: z.strictObject({ plain: flag.optional() }),
    replyType: PDF,
    handle: async ({ deps, actor, res, params, query }) => {
      const { slot, paper } = await ownSlot(deps, actor, params.id)
      const plain = query.plain === true
      const hash = plain ? slot.source_sha256 : slot.prepared_sha256
      const { size } = await statOf(deps, hash)
      const name = `${(paper.symbol ?? 'van-ban').replaceAll('/', '-')}${plain ? '' : ' (để ký)'}.pdf`
      return sendFile(deps, res, { sha256: hash, size, mime: PDF, name })
    },
  }),
  route({
    method: 'post',
    path: '/signing-slots/{id}/signed',
    id: 'uploadSignedPaper',
    summary:
      'Upload the signed PDF: checked at once, kept with its verdict; the same file again changes nothing',
    tag,
    access: 'person',
    params: byId,
    rawBody: { contentType: 'multipart/form-data', fields: ['file'] },
    status: 201,
    reply: signedItem,
    handle: async ({ deps, actor, at, req, res, params }) => {
      const { slot, paper } = await ownSlot(deps, actor, params.id)
      const purpose = purposeOf(actor, paper)
      const file = await arrive(deps, req, res)
      try {
        const bytes = await readFile(file.path)
        const name = purpose === 'signature' ? paper.signerName : null
        return await inTransaction(deps.pool, (client) =>
          takeSigned(deps, client, slot, bytes, name, { by: actor.personId, at }),
        )
      } finally {
        await rm(file.path, { force: true })
      }
    },
  }),
  route({
    method: 'get',
    path: '/papers/{id}/signatures',
    id: 'listSignatures',
    summary: 'What came back signed of a paper, with the verdict on each file and signature',
    tag,
    access: 'person',
    params: byId,
    reply: z.object({ items: z.array(signedItem) }),
    handle: async ({ deps, actor, params }) => {
      const paper = await seenPaper(deps.pool, actor, params.id)
      return { items: await readSigned(deps.pool, { paperId: paper.id }) }
    },
  }),
  route({
    method: 'get',
    path: '/papers/{id}/signatures/{sha256}',
    id: 'downloadSignedPaper',
    summary: 'A signed PDF that was kept, as it came back',
    tag,
    access: 'person',
    params: z.strictObject({ id, sha256 }),
    replyType: PDF,
    handle: async ({ deps, actor, res, params }) => {
      const paper = await seenPaper(deps.pool, actor, params.id)
      const items = await readSigned(deps.pool, { paperId: paper.id })
      const found = items.find((one) => one.sha256 === params.sha256 && one.kept)
      if (found === undefined) throw new Problem('notFound')
      const name = `${(paper.symbol ?? 'van-ban').replaceAll('/', '-')} (đã ký).pdf`
      return sendFile(deps, res, { sha256: found.sha256, size: found.size, mime: PDF, name })
    },
  }),
]

async function statOf(deps: Deps, hash: string): Promise<{ readonly size: number }> {
  return stat(pathOf(deps.settings.documentDir, hash))
}

const trusting: readonly Route[] = [
  route({
    method: 'get',
    path: '/trusted-certificates',
    id: 'listTrustedCertificates',
    summary: 'The certificates that vouch for signers, with what they revoked',
    tag,
    access: ['administrator', 'auditor'],
    reply: z.object({ items: z.array(trustedCertificate) }),
    handle: async ({ deps }) => ({ items: await listTrusted(deps.pool) }),
  }),
  route({
    method: 'post',
    path: '/trusted-certificates',
    id: 'trustCertificate',
    summary: 'Trust a certificate (PEM): as an anchor, or as an intermediate that only helps to build chains',
    tag,
    access: ['administrator'],
    body: newTrusted,
    reply: trustedCertificate,
    handle: ({ deps, actor, at, body }) => {
      mustAdministerAll(actor)
      return inTransaction(deps.pool, (client) => trust(client, body, { by: actor.personId, at }))
    },
  }),
  route({
    method: 'delete',
    path: '/trusted-certificates/{fingerprint}',
    id: 'distrustCertificate',
    summary: 'Trust a certificate no longer; results stand as they were judged',
    tag,
    access: ['administrator'],
    params: z.strictObject({ fingerprint: sha256 }),
    reply: trustedCertificate,
    handle: ({ deps, actor, at, params }) => {
      mustAdministerAll(actor)
      return inTransaction(deps.pool, (client) =>
        distrust(client, params.fingerprint, { by: actor.personId, at }),
      )
    },
  }),
  route({
    method: 'post',
    path: '/trusted-certificates/{fingerprint}/revocations',
    id: 'revokeSignerCertificate',
    summary: 'Say that a certificate issued under this one is revoked, and since when',
    tag,
    access: ['administrator'],
    params: z.strictObject({ fingerprint: sha256 }),
    body: newRevocation,
    reply: trustedCertificate,
    handle: ({ deps, actor, at, params, body }) => {
      mustAdministerAll(actor)
      return inTransaction(deps.pool, (client) =>
        revokeSigner(client, params.fingerprint, body, { by: actor.personId, at }),
      )
    },
  }),
]

export const signatureRoutes: readonly Route[] = [...signing, ...trusting]
