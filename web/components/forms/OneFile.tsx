// One file that goes somewhere: chosen or dropped, sent with its progress, tried again or given up. A connection that breaks
// is waited for; a file that was refused says why until another one is chosen.
import { UploadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { DragEvent } from 'react'
import { leaves } from '../../client/drops.ts'
import { newKey } from '../../client/keys.ts'
import { uploadTo } from '../../client/upload.ts'
import { formatSize } from '../../i18n/format.ts'
import { ProblemNote } from '../Problem.tsx'

interface Props<T> {
  /** What is chosen, as the button and screen readers have it. */
  readonly label: string
  readonly hint: string
  /** Endings, as the browser's own control wants them. */
  readonly accept: string
  /** Where it is sent. */
  readonly path: string
  /** Whether sending it twice would make two: it carries a key then, one for each file that is chosen. */
  readonly keyed?: boolean
  readonly disabled?: boolean
  readonly primary?: boolean
  readonly names?: Readonly<Record<string, string>>
  readonly onSent: (answer: T, file: File) => void | Promise<void>
}

interface Sending {
  readonly file: File
  readonly key: string
  readonly share: number
  readonly waiting: boolean
  readonly error: unknown
}

export function OneFile<T>(props: Props<T>) {
  const { label, hint, accept, disabled = false, primary = true, names } = props
  const { sending, begin, again, giveUp } = useSending(props)
  const [over, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const busy = sending !== null && sending.error === null
  const take = (file: File | undefined): void => {
    if (file !== undefined && !disabled && !busy) begin(file)
  }
  return (
    <div
      role="group"
      aria-label={label}
      className={over ? 'uploads over stack' : 'uploads stack'}
      onDragOver={(event: DragEvent) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (leaves(event)) setOver(false)
      }}
      onDrop={(event: DragEvent) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      }}
    >
      <div className="row">
        <Button
          type={primary ? 'primary' : 'default'}
          icon={<UploadOutlined aria-hidden="true" />}
          disabled={disabled || busy}
          onClick={() => picker.current?.click()}
        >
          {label}
        </Button>
        <span className="muted small">{hint}</span>
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {sending === null ? null : (
        <Underway sending={sending} onAgain={again} onGiveUp={giveUp} names={names} />
      )}
    </div>
  )
}

interface UnderwayProps {
  readonly sending: Sending
  readonly names: Readonly<Record<string, string>> | undefined
  readonly onAgain: () => void
  readonly onGiveUp: () => void
}

function Underway({ sending, names, onAgain, onGiveUp }: UnderwayProps) {
  const { file, share, waiting, error } = sending
  return (
    <div className="stack">
      <div>
        {file.name} <span className="muted small">{formatSize(file.size)}</span>
        {error === null ? (
          <Progress
            percent={Math.round(share * 100)}
            size="small"
            status="active"
            aria-label={`Đang gửi ${file.name}`}
          />
        ) : null}
      </div>
      {waiting ? (
        <p className="muted small" role="status">
          Đang chờ kết nối, sẽ tự gửi tiếp.
        </p>
      ) : null}
      <ProblemNote error={error} {...(names === undefined ? {} : { names })} />
      <div className="row">
        {error === null ? null : <Button onClick={onAgain}>Thử lại</Button>}
        <Button type="text" onClick={onGiveUp}>
          Thôi
        </Button>
      </div>
    </div>
  )
}

function useSending<T>({ path, keyed = false, onSent }: Props<T>) {
  const [sending, setSending] = useState<Sending | null>(null)
  const control = useRef<AbortController | null>(null)
  useEffect(() => () => control.current?.abort(), [])
  const patch = (change: Partial<Sending>): void =>
    setSending((before) => (before === null ? null : { ...before, ...change }))
  const run = async (file: File, key: string): Promise<void> => {
    const own = new AbortController()
    control.current = own
    setSending({ file, key, share: 0, waiting: false, error: null })
    const watch = {
      onProgress: (share: number) => patch({ share }),
      onWaiting: (waiting: boolean) => patch({ waiting }),
      signal: own.signal,
    }
    try {
      const answer = await uploadTo<T>(path, file, watch, keyed ? key : undefined)
      await onSent(answer, file)
      setSending(null)
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) patch({ error })
    }
  }
  return {
    sending,
    begin: (file: File): void => void run(file, newKey()),
    again: (): void => {
      if (sending !== null) void run(sending.file, sending.key)
    },
    giveUp: (): void => {
      control.current?.abort()
      setSending(null)
    },
  }
}
