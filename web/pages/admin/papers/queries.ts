// Reading the templates of papers and the tags that they may use.
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../../client/api.ts'
import type { Schemas } from '../../../client/api.ts'

export type TemplateVersion = Schemas['PaperTemplate']
export type PaperKind = TemplateVersion['kind']
export type Finding = Schemas['TemplateFinding']

export type Unprinted = Schemas['UnprintedTables']

export const templatesKey = ['paper-templates'] as const

export function useTemplates() {
  return useQuery({ queryKey: templatesKey, queryFn: () => read(api.GET('/api/v1/paper-templates')) })
}

export function useTags(kind: PaperKind) {
  return useQuery({
    queryKey: [...templatesKey, kind, 'tags'],
    queryFn: async () =>
      (await read(api.GET('/api/v1/paper-templates/{kind}/tags', { params: { path: { kind } } }))).items,
  })
}

/** Tables that procedures give papers of the kind and that the template in use leaves out. */
export function useUnprinted(kind: PaperKind) {
  return useQuery({
    queryKey: [...templatesKey, kind, 'unprinted'],
    queryFn: async () =>
      (await read(api.GET('/api/v1/paper-templates/{kind}/unprinted', { params: { path: { kind } } }))).items,
  })
}

/** Where a version is downloaded from. */
export const templateFile = (kind: PaperKind, version?: number): string =>
  `/api/v1/paper-templates/${kind}/file${version === undefined ? '' : `?version=${version}`}`
