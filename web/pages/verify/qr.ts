// Reads the code of a certificate out of a picture of its QR, on the device: the picture goes nowhere.
import jsQR from 'jsqr'

/** Large enough for a photo of a page, small enough for an old telephone. */
const MOST_PIXELS = 1600

/** The text of the QR in a picture; null where none is found. */
export async function readQr(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file)
  const scale = Math.min(1, MOST_PIXELS / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height)
  return jsQR(data, width, height)?.data ?? null
}

/** The code in what somebody typed or scanned: the code itself, or the address of its check. */
export function codeIn(text: string): string {
  const last = /\/verify\/([^/?#]+)/u.exec(text)?.[1]
  return (last === undefined ? text : decodeURIComponent(last)).trim()
}
