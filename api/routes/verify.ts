// The public check of a certificate by its code: JSON for programs, a plain page for people, by what is accepted. The short
// address is what stands on paper.
import type { Request, Response } from 'express'
import { z } from 'zod'
import { certificateCheck, checkCertificate } from '../admin/certificate-check.ts'
import type { CertificateCheck } from '../admin/certificate-check.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { Answer, WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { certificatePage, noCertificatePage } from '../verify-page.ts'

const tag = 'verify'
const byCode = z.strictObject({ code: z.string().min(1).max(60) })

interface CheckCall {
  readonly deps: Deps
  readonly req: Request
  readonly res: Response
  readonly params: { readonly code: string }
}

async function check({ deps, req, res, params }: CheckCall): Promise<Answer | typeof WRITTEN> {
  const found = await checkCertificate(deps.pool, deps.keys, params.code)
  res.vary('Accept')
  // Whoever takes anything, as programs do, gets JSON; a browser asks for a page.
  if (req.accepts(['application/json', 'text/html']) === 'text/html') return written(res, found)
  if (found === null) throw new Problem('notFound')
  return new Answer(200, found)
}

function written(res: Response, found: CertificateCheck | null): typeof WRITTEN {
  res.setHeader('Cache-Control', 'no-store')
  res.status(found === null ? 404 : 200).type('html')
  res.send(found === null ? noCertificatePage() : certificatePage(found))
  return WRITTEN
}

export const verifyRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/verify/{code}',
    id: 'verifyCertificate',
    summary: 'Whether a certificate is genuine and holds: JSON, or a page where HTML is accepted first',
    tag,
    access: 'public',
    params: byCode,
    reply: certificateCheck,
    handle: check,
  }),
  route({
    method: 'get',
    path: '//verify/{code}',
    id: 'verifyCertificatePage',
    summary: 'The same under the short address that stands on certificates',
    tag,
    access: 'public',
    params: byCode,
    reply: certificateCheck,
    handle: check,
  }),
]
