// PDFs of the tests, made by the library that makes the product's own, and a signer outside: one that fills the prepared
// slot, and one that signs the plain document with a revision of its own, as desktop programs do.
import { fileURLToPath } from 'node:url'
import { plainAddPlaceholder } from '@signpdf/placeholder-plain'
import { SignPdf } from '@signpdf/signpdf'
import { Signer, SUBFILTER_ADOBE_PKCS7_DETACHED, SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils'
import pdfmake from 'pdfmake'
import { cmsOver } from './certificates.ts'
import type { Holder, HowSigned } from './certificates.ts'

const font = (path: string): string => fileURLToPath(import.meta.resolve(`@expo-google-fonts/tinos/${path}`))

/** A PDF with these paragraphs on so many pages. */
export async function aPdf(text = 'QUYẾT ĐỊNH về việc công nhận', pages = 1): Promise<Buffer> {
  const normal = font('400Regular/Tinos_400Regular.ttf')
  pdfmake.setFonts({ Tinos: { normal, bold: normal, italics: normal, bolditalics: normal } })
  pdfmake.setLocalAccessPolicy((path) => path === normal)
  pdfmake.setUrlAccessPolicy(() => false)
  const content = Array.from({ length: pages }, (_, index) => ({
    text: `${text}, trang ${index + 1}`,
    ...(index === 0 ? {} : { pageBreak: 'before' as const }),
  }))
  return pdfmake.createPdf({ content, defaultStyle: { font: 'Tinos' } }).getBuffer()
}

/** Fills the slot of a prepared file: reads the byte range that stands there, as a program outside does. */
export async function fillSlot(prepared: Buffer, holder: Holder, how: HowSigned = {}): Promise<Buffer> {
  const matches = [...prepared.toString('latin1').matchAll(/\/ByteRange \[0 +(\d+) +(\d+) +(\d+)\]/gu)]
  const [start = 0, behind = 0, rest = 0] = (matches.at(-1) ?? []).slice(1).map(Number)
  const data = Buffer.concat([prepared.subarray(0, start), prepared.subarray(behind, behind + rest)])
  return withContents(prepared, start, behind, await cmsOver(holder, data, how))
}

/** Puts a signature into its room, filled up with noughts. */
export function withContents(prepared: Buffer, start: number, behind: number, der: Buffer): Buffer {
  const hex = der.toString('hex').padEnd(behind - start - 2, '0')
  return Buffer.concat([prepared.subarray(0, start + 1), Buffer.from(hex), prepared.subarray(behind - 1)])
}

class OutsideSigner extends Signer {
  readonly holder: Holder
  readonly how: HowSigned

  constructor(holder: Holder, how: HowSigned) {
    super()
    this.holder = holder
    this.how = how
  }

  override async sign(pdf: Buffer): Promise<Buffer> {
    return cmsOver(this.holder, pdf, this.how)
  }
}

/** Signs any PDF by a revision behind it, with another program's own field. */
export async function signBehind(
  pdf: Buffer,
  holder: Holder,
  how: HowSigned & {
    readonly cades?: boolean
    readonly rect?: [number, number, number, number]
    readonly when?: string
  } = {},
): Promise<Buffer> {
  const withRoom = plainAddPlaceholder({
    pdfBuffer: pdf,
    reason: 'Phê duyệt',
    contactInfo: '',
    name: 'Signer',
    location: 'VN',
    signingTime: new Date(how.when ?? '2026-03-02T02:00:00Z'),
    signatureLength: 8192,
    subFilter: how.cades === false ? SUBFILTER_ADOBE_PKCS7_DETACHED : SUBFILTER_ETSI_CADES_DETACHED,
    widgetRect: how.rect ?? [0, 0, 0, 0],
  })
  return new SignPdf().sign(withRoom, new OutsideSigner(holder, how))
}
