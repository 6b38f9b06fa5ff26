// Files of one kind: chosen, dropped or photographed, each with its progress, and a way to try again or give up.
import { CameraOutlined, DeleteOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { DragEvent } from 'react'
import { leaves } from '../../client/drops.ts'
import { ApiProblem } from '../../client/problem.ts'
import { documentUrl, upload } from '../../client/upload.ts'
import { formatSize } from '../../i18n/format.ts'
import { problemText } from '../Problem.tsx'

export interface Uploaded {
  readonly sha256: string
  readonly name: string
}

interface Props {
  readonly label: string
  readonly dossierId: string
  readonly files: readonly Uploaded[]
  readonly onChange: (files: Uploaded[]) => void
  readonly required?: boolean
  readonly disabled?: boolean
  readonly error?: string | undefined
  /** Only photos: evidence in the field. */
  readonly photos?: boolean
}

interface OnItsWay {
  readonly id: number
  readonly file: File
  readonly share: number
  readonly waiting: boolean
  readonly error: unknown
}

const TAKEN = '.pdf,.docx,.xlsx,.jpg,.jpeg,.png'
let last = 0

export function Uploads({ label, dossierId, files, onChange, required, disabled, error, photos }: Props) {
  const [over, setOver] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const { underway, add, drop, again } = useUploads(dossierId, files, onChange)
  const take = (list: FileList | null): void => {
    for (const file of list ?? []) add(file)
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    if (disabled !== true) take(event.dataTransfer.files)
  }
  return (
    <div
      role="group"
      aria-label={label}
      className={over ? 'uploads over' : 'uploads'}
      onDragOver={(event) => {
        event.preventDefault()
        event.dataTransfer.dropEffect = disabled === true ? 'none' : 'copy'
        setOver(disabled !== true)
      }}
      onDragLeave={(event) => {
        if (leaves(event)) setOver(false)
      }}
      onDrop={onDrop}
    >
      <div className="label">
        {label}
        {required === true ? <span className="required"> *</span> : null}
      </div>
      <ul className="lines">
        {files.map((file) => (
          <li key={file.sha256} className="line">
            <a className="grow" href={documentUrl(dossierId, file.sha256)} download>
              {file.name}
            </a>
            {disabled === true ? null : (
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={`Bỏ tệp ${file.name}`}
                onClick={() => onChange(files.filter(({ sha256 }) => sha256 !== file.sha256))}
              />
            )}
          </li>
        ))}
        {underway.map((one) => (
          <UnderWay key={one.id} one={one} onDrop={() => drop(one.id)} onAgain={() => again(one)} />
        ))}
      </ul>
      {disabled === true ? null : (
        <div className="row">
          <Button icon={<PaperClipOutlined aria-hidden="true" />} onClick={() => picker.current?.click()}>
            {`Chọn tệp${photos === true ? ' ảnh' : ''}`}
            <span className="sr">: {label}</span>
          </Button>
          <Button icon={<CameraOutlined aria-hidden="true" />} onClick={() => camera.current?.click()}>
            Chụp ảnh<span className="sr">: {label}</span>
          </Button>
          <span className="muted small">
            {photos === true ? 'JPG, PNG' : 'PDF, DOCX, XLSX, JPG, PNG'}; có thể kéo thả vào đây.
          </span>
        </div>
      )}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={label}
        accept={photos === true ? '.jpg,.jpeg,.png' : TAKEN}
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      <input
        ref={camera}
        type="file"
        hidden
        aria-label={`Chụp ảnh: ${label}`}
        accept="image/*"
        capture="environment"
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      {error ? <div className="field-error">{error}</div> : null}
    </div>
  )
}

/** What trying again wouldn't change. */
const isFinal = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.code === 'unsupportedType' || error.code === 'payloadTooLarge')

interface UnderWayProps {
  readonly one: OnItsWay
  readonly onDrop: () => void
  readonly onAgain: () => void
}

function UnderWay({ one, onDrop, onAgain }: UnderWayProps) {
  const percent = Math.round(one.share * 100)
  return (
    <li className="line">
      <div className="grow">
        {one.file.name} <span className="muted small">{formatSize(one.file.size)}</span>
        {one.error === null ? (
          <Progress percent={percent} size="small" status="active" aria-label={`Đang tải ${one.file.name}`} />
        ) : (
          <div className="field-error" role="alert">
            {problemText(one.error)}
          </div>
        )}
        {one.waiting ? (
          <div className="muted small" role="status">
            Đang chờ kết nối, sẽ tự gửi tiếp.
          </div>
        ) : null}
      </div>
      {one.error === null || isFinal(one.error) ? null : (
        <Button size="small" onClick={onAgain}>
          Thử lại
        </Button>
      )}
      <Button size="small" type="text" aria-label={`Thôi tải ${one.file.name}`} onClick={onDrop}>
        Thôi
      </Button>
    </li>
  )
}

function useUploads(dossierId: string, files: readonly Uploaded[], onChange: (files: Uploaded[]) => void) {
  const [underway, setUnderway] = useState<readonly OnItsWay[]>([])
  const controls = useRef(new Map<number, AbortController>())
  // Several arrive one after another: each adds to what the one before has made of the list.
  const present = useRef(files)
  present.current = files
  const changed = useRef(onChange)
  changed.current = onChange
  useEffect(() => {
    const running = controls.current
    return () => {
      for (const control of running.values()) control.abort()
    }
  }, [])
  const patch = (id: number, change: Partial<OnItsWay>): void =>
    setUnderway((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one)))
  const drop = (id: number): void => {
    controls.current.get(id)?.abort()
    setUnderway((all) => all.filter((one) => one.id !== id))
  }
  const run = (id: number, file: File): void => {
    const control = new AbortController()
    controls.current.set(id, control)
    const watch = {
      onProgress: (share: number) => patch(id, { share }),
      onWaiting: (waiting: boolean) => patch(id, { waiting }),
      signal: control.signal,
    }
    upload(dossierId, file, watch).then(
      ({ sha256, name }) => {
        const rest = present.current.filter((one) => one.sha256 !== sha256)
        present.current = [...rest, { sha256, name }]
        changed.current([...present.current])
        setUnderway((all) => all.filter((one) => one.id !== id))
      },
      (error: unknown) => {
        if (!(error instanceof DOMException && error.name === 'AbortError')) patch(id, { error })
      },
    )
  }
  const add = (file: File): void => {
    last += 1
    const id = last
    setUnderway((all) => [...all, { id, file, share: 0, waiting: false, error: null }])
    run(id, file)
  }
  const again = ({ id, file }: OnItsWay): void => {
    patch(id, { error: null, share: 0 })
    run(id, file)
  }
  return { underway, add, drop, again }
}
