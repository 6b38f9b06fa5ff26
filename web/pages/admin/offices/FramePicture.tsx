// A page of A4 with the lines of a paper, and on it the frame where it will stand: drawn by the rule that the file is made by.
import { frameBox } from '../../../../domain/signature-frame.ts'
import type { SignatureFrame } from '../../../../domain/signature-frame.ts'

const A4 = { width: 210, height: 297 } as const
/** Where the lines of a paper's text stand, from above, in millimetres. */
const TEXT = Array.from({ length: 12 }, (_, line) => 80 + line * 11)

export function FramePicture({ frame }: { readonly frame: SignatureFrame | null }) {
  const box = frame === null ? null : frameBox(frame, A4)
  return (
    <svg
      className="frame-picture"
      viewBox={`0 0 ${A4.width} ${A4.height}`}
      role="img"
      aria-label={box === null ? 'Trang A4, không có khung chữ ký' : 'Trang A4 với khung chữ ký'}
    >
      <rect x="0.5" y="0.5" width={A4.width - 1} height={A4.height - 1} className="frame-paper" />
      <g className="frame-text">
        <path d="M30 24h62M38 31h46M116 24h74M126 31h54M44 42h34M84 60h42" />
        {frame?.page === 'last' ? (
          <path d="M30 225h44M30 232h36M130 225h50M136 268h38" />
        ) : (
          <path d="M30 218h160M30 229h160M30 240h160" />
        )}
        {TEXT.map((y) => (
          <path key={y} d={`M30 ${y}h${y % 33 === 3 ? 120 : 160}`} />
        ))}
      </g>
      {box === null ? null : (
        <rect
          className="frame-box"
          x={box[0]}
          y={A4.height - box[3]}
          width={box[2] - box[0]}
          height={box[3] - box[1]}
        />
      )}
    </svg>
  )
}
