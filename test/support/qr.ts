// Reads the QR code in a picture, as a telephone would.
import { createRequire } from 'node:module'

const here = createRequire(import.meta.url)
const { PNG } = createRequire(here.resolve('qrcode'))('pngjs') as {
  readonly PNG: {
    readonly sync: { read: (bytes: Buffer) => { data: Buffer; width: number; height: number } }
  }
}
type Reader = (dots: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null
const jsQr = here('jsqr') as Reader & { readonly default?: Reader }

/** What the QR code in a PNG says; null where none is found. */
export function readQr(bytes: Buffer): string | null {
  const { data, width, height } = PNG.sync.read(bytes)
  return (jsQr.default ?? jsQr)(new Uint8ClampedArray(data), width, height)?.data ?? null
}
