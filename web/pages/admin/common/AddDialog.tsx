// A dialog in which something new is entered: kept on the device as it is typed, sent once, emptied and shown in its list
// when it is there.
import type { ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { sendOnce } from '../../../client/act.ts'
import { useDraft } from '../../../client/useDraft.ts'
import { AskDialog } from './AskDialog.tsx'

export interface AddProps {
  readonly open: boolean
  readonly onClose: () => void
}

interface Props<Form, Made> extends AddProps {
  /** Names the form on this device, and what is sent with it. */
  readonly name: string
  readonly title: string
  readonly path: string
  readonly empty: Form
  /** Names of fields, as the labels have them. */
  readonly names: Readonly<Record<string, string>>
  readonly isReady: (form: Form) => boolean
  /** What the API takes. */
  readonly bodyOf: (form: Form) => unknown
  /** The list that has one more afterwards. */
  readonly list: string
  readonly onMade: (made: Made) => void
  readonly children: (
    form: Form,
    set: (part: Partial<Form>) => void,
    errors: Readonly<Record<string, string>>,
  ) => ReactNode
}

export function AddDialog<Form extends object, Made>(props: Props<Form, Made>) {
  const { open, onClose, name, title, path, empty, names, isReady, bodyOf, list, onMade, children } = props
  const client = useQueryClient()
  const draft = useDraft<Form>(name, empty)
  const form = draft.value
  const set = (part: Partial<Form>): void => draft.change({ ...form, ...part })
  const send = async (): Promise<void> => {
    const made = await sendOnce<Made>({ name, path, body: bodyOf(form) })
    draft.change(empty)
    draft.sent()
    await client.invalidateQueries({ queryKey: [list] })
    onMade(made)
  }
  return (
    <AskDialog
      title={title}
      open={open}
      onClose={onClose}
      confirm={title}
      names={names}
      ready={isReady(form)}
      send={send}
    >
      {(errors) => children(form, set, errors)}
    </AskDialog>
  )
}

/** A text as the API takes it; nothing while it is empty. */
export function given<Name extends string>(name: Name, text: string): Partial<Record<Name, string>> {
  const trimmed = text.trim()
  return trimmed === '' ? {} : ({ [name]: trimmed } as Partial<Record<Name, string>>)
}
