// Filters that the reader has named: chosen to look at the same list again, saved as they are now, forgotten.
import { Button } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, read } from '../../client/api.ts'
import { Choice, TextField } from '../../components/forms/fields.tsx'
import { ProblemNote } from '../../components/Problem.tsx'
import { say } from '../../components/toast.tsx'
import { AskDialog } from '../admin/common/AskDialog.tsx'
import { changedFilters, listAddress } from './filters.ts'
import type { Filters } from './filters.ts'

const KEY = ['saved-views'] as const

/** The list's query in one order, so that the same filters are known again. */
function searchOf(filters: Filters): string {
  const given = new URLSearchParams(listAddress(filters).split('?')[1])
  given.sort()
  return given.toString()
}

export function SavedViews({ filters }: { readonly filters: Filters }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const views = useQuery({ queryKey: KEY, queryFn: () => read(api.GET('/api/v1/me/views')) })
  const [naming, setNaming] = useState(false)
  const items = views.data?.items ?? []
  const search = searchOf(filters)
  const here = items.find((view) => view.search === search)
  const drop = useMutation({
    mutationFn: async (id: string) => {
      await read(api.DELETE('/api/v1/me/views/{id}', { params: { path: { id } } }))
      await client.invalidateQueries({ queryKey: KEY })
      say('Đã bỏ bộ lọc đã lưu.')
    },
  })
  const canSave = here === undefined && changedFilters(filters).length > 0
  if (items.length === 0 && !canSave) return null
  return (
    <div className="row end wrap no-print">
      {items.length === 0 ? null : (
        <div className="saved-views">
          <Choice
            label="Bộ lọc đã lưu"
            none="Chọn…"
            value={here?.id ?? ''}
            options={items.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(next) => {
              const view = items.find(({ id }) => id === next)
              void navigate(`/ho-so?${view?.search ?? ''}`)
            }}
          />
        </div>
      )}
      {canSave ? <Button onClick={() => setNaming(true)}>Lưu bộ lọc này</Button> : null}
      {here === undefined ? null : (
        <Button loading={drop.isPending} onClick={() => drop.mutate(here.id)}>
          Bỏ lưu “{here.name}”
        </Button>
      )}
      <ProblemNote error={drop.error} />
      {naming ? (
        <Naming search={search} taken={items.map(({ name }) => name)} onClose={() => setNaming(false)} />
      ) : null}
    </div>
  )
}

interface NamingProps {
  readonly search: string
  readonly taken: readonly string[]
  readonly onClose: () => void
}

function Naming({ search, taken, onClose }: NamingProps) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const save = async (): Promise<void> => {
    const items = await read(api.PUT('/api/v1/me/views', { body: { name: name.trim(), search } }))
    client.setQueryData(KEY, items)
    say(`Đã lưu bộ lọc “${name.trim()}”.`)
  }
  const known = taken.includes(name.trim().normalize('NFC'))
  return (
    <AskDialog
      title="Lưu bộ lọc này"
      open
      onClose={onClose}
      confirm="Lưu"
      ready={name.trim() !== ''}
      names={{ name: 'Tên bộ lọc', search: 'Điều kiện lọc' }}
      send={save}
    >
      {(errors) => (
        <TextField
          label="Tên bộ lọc"
          required
          maxLength={80}
          value={name}
          error={errors['name']}
          hint={known ? 'Tên này đã có: bộ lọc cũ được thay bằng bộ lọc này.' : 'Chỉ bạn thấy tên này.'}
          onChange={setName}
        />
      )}
    </AskDialog>
  )
}
