// A dossier as the API shows it now, cut down to what an inspection needs; and what differs between two such pictures.
import type { CriteriaSheet } from '../../domain/body.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { api, read } from '../client/api.ts'
import type { Schemas } from '../client/api.ts'
import { DeviceError } from './store.ts'
import type { Content, Inspection, KeptState, Picture } from './types.ts'

export interface Taken {
  readonly picture: Picture
  readonly procedure: Procedure
  readonly sheet: CriteriaSheet
}

/** Reads a dossier with everything that its checklist shows; throws the API's problem, or NoAnswer. */
export async function takePicture(dossierId: string): Promise<Taken> {
  const detail = await read(api.GET('/api/v1/dossiers/{id}', { params: { path: { id: dossierId } } }))
  const { procedure: of, sheet: sheetOf } = detail.state
  if (sheetOf === null) throw new DeviceError('noSheet')
  const [{ procedure }, { sheet }, contents] = await Promise.all([
    read(
      api.GET('/api/v1/procedures/{id}/versions/{version}', {
        params: { path: { id: of.id, version: String(of.version) } },
      }),
    ),
    read(
      api.GET('/api/v1/sheets/{id}/versions/{version}', {
        params: { path: { id: sheetOf.id, version: String(sheetOf.version) } },
      }),
    ),
    contentsOf(detail),
  ])
  // The document can't say that a list has exactly two members; the rulebook's type does.
  return { picture: pictureOf(detail, contents), procedure: procedure as Procedure, sheet }
}

async function contentsOf({
  state,
  readsContent,
}: Schemas['DossierDetail']): Promise<Record<string, Content>> {
  if (!readsContent) return {}
  const hashes = new Set(
    [
      state.contentHash,
      state.assessments.at(-1)?.bodyHash,
      ...state.inspections.map(({ bodyHash }) => bodyHash),
    ].filter((hash) => typeof hash === 'string'),
  )
  const found = await Promise.all(
    [...hashes].map(async (hash) => {
      const params = { path: { id: state.id, hash } }
      return [hash, await read(api.GET('/api/v1/dossiers/{id}/contents/{hash}', { params }))] as const
    }),
  )
  return Object.fromEntries(found)
}

function pictureOf(detail: Schemas['DossierDetail'], contents: Record<string, Content>): Picture {
  const { state, subjectName, due, now, actions } = detail
  const { id, year, subject, procedure, path, status, step, round } = state
  const { contentHash, sheet, inspections, assessments } = state
  const shown = { id, year, subject, procedure, path, status, step, round, contentHash, sheet }
  const people = new Set([...inspections, ...assessments].map(({ by }) => by))
  const found = actions.find(({ action }) => action === 'inspect')
  return {
    state: { ...shown, inspections, assessments },
    subjectName,
    names: Object.fromEntries(Object.entries(detail.names).filter(([one]) => people.has(one))),
    dueAt: due?.dueAt ?? null,
    allowed: {
      allowed: found?.allowed ?? false,
      code: found?.code ?? null,
      detail: found?.detail ?? {},
      taskId: found?.taskId ?? null,
    },
    contents,
    at: now,
  }
}

const sameInspection = (a: Inspection, b: Inspection): boolean =>
  a.bodyHash === b.bodyHash && a.at === b.at && a.by === b.by

/** Inspections that weren't there before. */
export function inspectionsSince(saw: Picture, now: Picture): readonly Inspection[] {
  return now.state.inspections.filter(
    (one) => !saw.state.inspections.some((other) => sameInspection(one, other)),
  )
}

const basisParts = ({ step, round, status, contentHash, sheet }: KeptState): string =>
  JSON.stringify([step, round, status, contentHash, sheet?.id, sheet?.version])

/**
 * Whether what an inspector saw is no longer so: another place, other content or another sheet, or somebody has inspected
 * meanwhile. The rulebook itself takes an inspection at whatever the dossier has become; the inspector shall decide that.
 */
export function hasChanged(saw: Picture, now: Picture): boolean {
  return basisParts(saw.state) !== basisParts(now.state) || inspectionsSince(saw, now).length > 0
}
