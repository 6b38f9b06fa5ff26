// Photos of one criterion, kept on this device: taken with the camera or chosen, shown small, taken away again.
import { CameraOutlined, DeleteOutlined, PictureOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { formatSize } from '../../i18n/format.ts'
import { Trouble } from '../../offline/Trouble.tsx'
import { dropPhoto, keepPhoto } from '../../offline/photos.ts'
import type { KeptDossier, Photo } from '../../offline/types.ts'

const TAKEN = 'image/jpeg,image/png'

interface Props {
  readonly dossier: KeptDossier
  readonly criterion: { readonly id: string; readonly vi: string }
  readonly photos: readonly Photo[]
}

export function Photos({ dossier, criterion, photos }: Props) {
  const label = `Ảnh: ${criterion.vi}`
  const picker = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) await keepPhoto(dossier, criterion.id, file)
    },
  })
  const take = (input: HTMLInputElement): void => {
    const files = [...(input.files ?? [])]
    input.value = ''
    if (files.length > 0) add.mutate(files)
  }
  return (
    <div role="group" aria-label={label} className="uploads">
      <Thumbnails photos={photos} />
      <div className="row">
        <Button
          icon={<CameraOutlined aria-hidden="true" />}
          loading={add.isPending}
          onClick={() => camera.current?.click()}
        >
          Chụp ảnh<span className="sr">: {criterion.vi}</span>
        </Button>
        <Button icon={<PictureOutlined aria-hidden="true" />} onClick={() => picker.current?.click()}>
          Chọn ảnh<span className="sr">: {criterion.vi}</span>
        </Button>
        <span className="muted small">JPG, PNG; giữ nguyên ảnh gốc trên máy này.</span>
      </div>
      <Trouble error={add.error} />
      <input
        ref={camera}
        type="file"
        hidden
        aria-label={`Chụp ảnh: ${criterion.vi}`}
        accept={TAKEN}
        capture="environment"
        onChange={(event) => take(event.target)}
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={label}
        accept={TAKEN}
        onChange={(event) => take(event.target)}
      />
    </div>
  )
}

/** Small pictures with names and sizes; `fixed` where they may not be taken away. */
export function Thumbnails({
  photos,
  fixed = false,
}: {
  readonly photos: readonly Photo[]
  readonly fixed?: boolean
}) {
  const drop = useMutation({ mutationFn: dropPhoto })
  if (photos.length === 0) return null
  return (
    <>
      <Trouble error={drop.error} />
      <ul className="thumbnails">
        {photos.map((photo) => (
          <li key={photo.id}>
            <Thumbnail photo={photo} />
            <div className="small">
              {photo.name} <span className="muted nowrap">{formatSize(photo.size)}</span>
            </div>
            {fixed ? null : (
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={`Bỏ ảnh ${photo.name}`}
                onClick={() => drop.mutate(photo.id)}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Thumbnail({ photo }: { readonly photo: Photo }) {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(photo.data)
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [photo.id])
  return address === null ? null : <img src={address} alt="" loading="lazy" />
}
