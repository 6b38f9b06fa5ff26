// The list as it is filtered, as a file for Excel.
import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { listAddress } from './filters.ts'
import type { Filters } from './filters.ts'

/** Where the file of a list comes from. */
function fileAddress(filters: Filters, format: 'xlsx' | 'csv'): string {
  const query = new URLSearchParams(listAddress(filters).split('?')[1])
  query.set('format', format)
  // Excel on a Vietnamese Windows takes the comma for the sign before decimals.
  if (format === 'csv') query.set('separator', 'semicolon')
  return `/api/v1/exports/dossiers?${query.toString()}`
}

export function Export({ filters }: { readonly filters: Filters }) {
  return (
    <>
      <Button
        href={fileAddress(filters, 'xlsx')}
        download
        icon={<DownloadOutlined aria-hidden="true" />}
        aria-label="Tải danh sách đang lọc dạng Excel"
      >
        Excel
      </Button>
      <Button
        href={fileAddress(filters, 'csv')}
        download
        icon={<DownloadOutlined aria-hidden="true" />}
        aria-label="Tải danh sách đang lọc dạng CSV"
      >
        CSV
      </Button>
    </>
  )
}
