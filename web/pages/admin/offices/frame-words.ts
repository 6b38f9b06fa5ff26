// What stands on the screen for the parts of a signature's frame.
import type { FramePurpose, SignatureFrame } from '../../../../domain/signature-frame.ts'

export const PURPOSES = {
  signature: { title: 'Chữ ký của người ký', button: 'Đặt khung chữ ký của người ký' },
  seal: { title: 'Chữ ký số của cơ quan', button: 'Đặt khung chữ ký số của cơ quan' },
} as const satisfies Record<FramePurpose, { readonly title: string; readonly button: string }>

export const PAGES = { first: 'Trang đầu', last: 'Trang cuối' } as const satisfies Record<
  SignatureFrame['page'],
  string
>

export const CORNERS = {
  topLeft: { name: 'Trên, bên trái', side: 'trái', edge: 'trên' },
  topRight: { name: 'Trên, bên phải', side: 'phải', edge: 'trên' },
  bottomLeft: { name: 'Dưới, bên trái', side: 'trái', edge: 'dưới' },
  bottomRight: { name: 'Dưới, bên phải', side: 'phải', edge: 'dưới' },
} as const satisfies Record<SignatureFrame['corner'], Readonly<Record<'name' | 'side' | 'edge', string>>>
