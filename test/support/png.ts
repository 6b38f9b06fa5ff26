// The pixels of a PNG as this system makes them: eight bits a channel with or without alpha, not interlaced.
import { inflateSync } from 'node:zlib'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue, alpha. */
  readonly data: Uint8ClampedArray
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 6: 4 }

/** Reads an image; throws where it is of another sort. */
export function pixelsOf(png: Buffer): Pixels {
  const [width, height, depth, colour] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25] ?? -1]
  const channels = CHANNELS[colour]
  if (depth !== 8 || channels === undefined || png[28] !== 0)
    throw new Error(`PNG of ${depth} bits, colour ${colour}`)
  const packed: Buffer[] = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const size = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + size))
  }
  const raw = unfiltered(inflateSync(Buffer.concat(packed)), width * channels, height, channels)
  const data = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 4; channel += 1) {
      const from = channels === 1 ? 0 : channel
      if (channel < 3 || channels === 4) data[pixel * 4 + channel] = raw[pixel * channels + from] ?? 0
    }
  }
  return { width, height, data }
}

function unfiltered(lines: Buffer, stride: number, height: number, back: number): Uint8Array {
  const out = new Uint8Array(stride * height)
  for (let y = 0; y < height; y += 1) {
    const filter = lines[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x += 1) {
      const left = x < back ? 0 : (out[y * stride + x - back] ?? 0)
      const up = y === 0 ? 0 : (out[(y - 1) * stride + x] ?? 0)
      const corner = x < back || y === 0 ? 0 : (out[(y - 1) * stride + x - back] ?? 0)
      const guess = [0, left, up, Math.floor((left + up) / 2), paeth(left, up, corner)][filter] ?? 0
      out[y * stride + x] = (lines[y * (stride + 1) + 1 + x] ?? 0) + guess
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value)) as [number, number, number]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
