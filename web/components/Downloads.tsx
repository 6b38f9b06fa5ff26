// A list as a file for Excel, just as it is filtered on the screen: XLSX, or CSV with semicolons, for Excel on a Vietnamese
// Windows takes the comma for the sign before decimals. The browser shows how far a large file is, and goes on alone.
import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'

interface Props {
  /** What is downloaded, as screen readers hear it. */
  readonly what: string
  /** The address of the export, without a query. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
}

const FORMATS = [
  { format: 'xlsx', label: 'Excel' },
  { format: 'csv', label: 'CSV' },
] as const

function address(path: string, query: Props['query'], format: 'xlsx' | 'csv'): string {
  const given = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value]],
  )
  const asked = new URLSearchParams(given)
  asked.set('format', format)
  if (format === 'csv') asked.set('separator', 'semicolon')
  return `${path}?${asked.toString()}`
}

export function Downloads({ what, path, query }: Props) {
  return (
    <>
      {FORMATS.map(({ format, label }) => (
        <Button
          key={format}
          href={address(path, query, format)}
          download
          icon={<DownloadOutlined aria-hidden="true" />}
          aria-label={`Tải ${what} dạng ${label}`}
        >
          {label}
        </Button>
      ))}
    </>
  )
}
