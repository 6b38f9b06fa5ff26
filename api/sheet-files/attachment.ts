// The head of a reply that is a file to be kept.
import type { Response } from 'express'
import { fold } from '../../domain/text.ts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const CSV_TYPE = 'text/csv; charset=utf-8'

/** Says that a file of this name and type follows; names in plain letters for old browsers, in UTF-8 for others. */
export function beginFile(res: Response, name: string, type: string): void {
  const dot = name.lastIndexOf('.')
  const plain = `${fold(name.slice(0, dot)).replaceAll(' ', '-')}${name.slice(dot)}`
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  )
  res.status(200)
  res.setHeader('Content-Type', type)
  res.setHeader('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`)
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Cache-Control', 'private, no-store')
}
