// Addresses of the pages about procedures.

/** Where a published version is shown. */
export function procedurePath(id: string, version: number): string {
  return `/quan-tri/quy-trinh/${encodeURIComponent(id)}/ban/${version}`
}

/** Where a draft is edited. */
export function draftPath(id: string): string {
  return `/quan-tri/quy-trinh/soan/${encodeURIComponent(id)}`
}
