// Nouns that journeys begin with: a file, a registered dossier. Made over HTTP as the pages make them, so that a journey
// only walks through the screens that it is about.
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Person } from './browser.ts'

/** A small PDF, another one for each name. */
export function aPdf(name: string): { name: string; mimeType: string; buffer: Buffer } {
  const text = [
    '%PDF-1.4',
    `% ${name}`,
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj',
    'trailer<</Root 1 0 R>>',
    '%%EOF',
  ].join('\n')
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(text) }
}

interface Me {
  readonly csrf: string
  readonly posts: readonly { readonly officeId: string }[]
}

async function csrfOf({ context }: Person): Promise<Me> {
  const answer = await context.request.get('/api/v1/me')
  expect(answer.status()).toBe(200)
  return (await answer.json()) as Me
}

/** The open campaign of a procedure that the person sees. */
export async function aCampaignOf({ context }: Person, procedureId: string): Promise<string> {
  const answer = await context.request.get('/api/v1/campaigns?status=open&limit=100')
  const { items } = (await answer.json()) as { items: { id: string; procedure: { id: string } }[] }
  const found = items.find(({ procedure }) => procedure.id === procedureId)
  if (found === undefined) throw new Error(`no campaign of ${procedureId} is in sight`)
  return found.id
}

/** The dossier of the person's own unit in the year's recognition, registered with content and file; gives its id. */
export async function aRegistration(person: Person, grounds = 'Đạt kết quả tốt năm trước'): Promise<string> {
  const { context } = person
  const { csrf, posts } = await csrfOf(person)
  const subjectId = posts[0]?.officeId ?? ''
  const campaignId = await aCampaignOf(person, 'dien-hinh')
  const headers = { 'X-CSRF-Token': csrf }
  const draft = await context.request.put(`/api/v1/campaigns/${campaignId}/drafts/${subjectId}`, {
    headers,
    data: { version: 0, data: {} },
  })
  const { dossierId } = (await draft.json()) as { dossierId: string }
  const file = aPdf('ban-dang-ky.pdf')
  const upload = await context.request.post(`/api/v1/dossiers/${dossierId}/documents`, {
    headers,
    multipart: { file },
  })
  const { sha256 } = (await upload.json()) as { sha256: string }
  const registered = await context.request.post(`/api/v1/campaigns/${campaignId}/registrations`, {
    headers: { ...headers, 'Idempotency-Key': randomUUID() },
    data: {
      subjectId,
      fields: { grounds },
      documents: [{ kind: 'registration', sha256, name: file.name }],
    },
  })
  expect(await registered.json()).toMatchObject({ dossierId })
  return dossierId
}

interface SeenState {
  readonly step: string
  readonly round: number
  readonly contentHash: string | null
  readonly status: string
  readonly sheet: { readonly id: string; readonly version: number } | null
  readonly inspections: readonly { readonly by: string; readonly bodyHash: string }[]
}

/** A dossier's state as the person sees it. */
export async function stateOf({ context }: Person, dossierId: string): Promise<SeenState> {
  const answer = await context.request.get(`/api/v1/dossiers/${dossierId}`)
  expect(answer.status()).toBe(200)
  return ((await answer.json()) as { state: SeenState }).state
}

/** An action on what the person sees now, which must be accepted. */
export async function act(person: Person, dossierId: string, action: string, body?: object): Promise<void> {
  const { context } = person
  const { csrf } = await csrfOf(person)
  const { step, round, contentHash } = await stateOf(person, dossierId)
  const answer = await context.request.post(`/api/v1/dossiers/${dossierId}/actions/${action}`, {
    headers: { 'X-CSRF-Token': csrf, 'Idempotency-Key': randomUUID() },
    data: { basis: { step, round, contentHash }, ...(body === undefined ? {} : { body }) },
  })
  expect(await answer.json()).toMatchObject({ dossierId })
}

/** An answer to every criterion of a dossier's sheet, all met. */
export async function allMet(person: Person, dossierId: string): Promise<object> {
  const { sheet } = await stateOf(person, dossierId)
  if (sheet === null) throw new Error(`${dossierId}: no sheet`)
  const answer = await person.context.request.get(`/api/v1/sheets/${sheet.id}/versions/${sheet.version}`)
  const found = (await answer.json()) as { sheet: { criteria: { id: string }[] } }
  const answers = Object.fromEntries(found.sheet.criteria.map(({ id }) => [id, { verdict: 'met' }]))
  return { sheet, answers }
}

/** A registered dossier brought to the step at which it is inspected; gives its id. */
export async function aBuilding(unit: Person, police: Person): Promise<string> {
  const dossierId = await aRegistration(unit)
  await act(police, dossierId, 'approve')
  const { csrf } = await csrfOf(unit)
  const file = aPdf('ke-hoach.pdf')
  const upload = await unit.context.request.post(`/api/v1/dossiers/${dossierId}/documents`, {
    headers: { 'X-CSRF-Token': csrf },
    multipart: { file },
  })
  const { sha256 } = (await upload.json()) as { sha256: string }
  await act(unit, dossierId, 'submit', { documents: [{ kind: 'plan', sha256, name: file.name }] })
  return dossierId
}
