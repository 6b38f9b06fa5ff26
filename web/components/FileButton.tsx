// A button that has a file made and hands it over: it shows that it is at work, and beside it why it came to nothing.
import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useMutation } from '@tanstack/react-query'
import { fetchFile, saveFile } from '../client/files.ts'
import { ProblemNote } from './Problem.tsx'

interface Props {
  readonly path: string
  /** What screen readers hear, where the words on the button are short. */
  readonly label?: string
  readonly children: ReactNode
  readonly size?: 'small' | 'middle'
}

export function FileButton({ path, label, children, size = 'middle' }: Props) {
  const make = useMutation({ mutationFn: async () => saveFile(await fetchFile(path)) })
  return (
    <>
      <Button
        size={size}
        icon={<DownloadOutlined aria-hidden="true" />}
        loading={make.isPending}
        onClick={() => make.mutate()}
        {...(label === undefined ? {} : { 'aria-label': label })}
      >
        {children}
      </Button>
      <ProblemNote error={make.error} />
    </>
  )
}
