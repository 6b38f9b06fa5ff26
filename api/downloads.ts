// Headers under which a file is handed out: always as a download, never shown as a page of this site.
import type { Response } from 'express'
import { fold } from '../domain/text.ts'

/** A Content-Disposition that old and new browsers read: plain letters, and the name itself in UTF-8. */
export function attachment(name: string): string {
  const dot = name.lastIndexOf('.')
  const plain = dot > 0 ? `${fold(name.slice(0, dot))}.${fold(name.slice(dot + 1))}` : fold(name)
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${plain.replace(/[^\x20-\x7e]/gu, '_')}"; filename*=UTF-8''${encoded}`
}

/** Sets the headers of a download of so many bytes. */
export function asDownload(res: Response, mime: string, size: number, name: string): void {
  res.setHeader('Content-Type', mime)
  res.setHeader('Content-Length', String(size))
  res.setHeader('Content-Disposition', attachment(name))
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Cache-Control', 'private, no-store')
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
}
