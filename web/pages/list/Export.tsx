// The list as it is filtered, as a file for Excel.
import { Downloads } from '../../components/Downloads.tsx'
import type { Filters } from './filters.ts'

export function Export({ filters }: { readonly filters: Filters }) {
  return <Downloads what="danh sách đang lọc" path="/api/v1/exports/dossiers" query={filters} />
}
