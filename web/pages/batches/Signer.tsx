// Who signs a decision: somebody of the reader's offices who holds a role that decides at the step.
import { useQueries } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Role } from '../../../domain/vocabulary.ts'
import { api, read } from '../../client/api.ts'
import type { Me } from '../../client/session.ts'
import { Choice } from '../../components/forms/fields.tsx'
import { roleLabel } from '../../i18n/vi.ts'

interface Props {
  readonly roles: readonly Role[]
  readonly me: Me
  readonly value: string
  readonly onChange: (personId: string) => void
}

export function Signer({ roles, me, value, onChange }: Props) {
  const offices = [...new Set(me.posts.map(({ officeId }) => officeId))]
  const members = useQueries({
    queries: offices.map((id) => ({
      queryKey: ['members', id],
      queryFn: () => read(api.GET('/api/v1/offices/{id}/members', { params: { path: { id } } })),
    })),
  })
  const able = members
    .flatMap(({ data }) => data?.items ?? [])
    .flatMap(({ personId, name, roles: held }) => {
      const role = roles.find((one) => held.includes(one))
      return role === undefined ? [] : [{ value: personId, label: `${name}, ${roleLabel(role)}` }]
    })
  const mine = me.posts.some(({ role }) => roles.includes(role)) ? me.personId : ''
  const usual = mine !== '' ? mine : (able[0]?.value ?? '')
  useEffect(() => {
    if (value === '' && usual !== '') onChange(usual)
  }, [value, usual])
  const options =
    mine === '' || able.some((one) => one.value === mine) ? able : [{ value: mine, label: me.name }, ...able]
  return (
    <Choice
      label="Người ký"
      required
      none="Chọn người ký…"
      value={value}
      options={options}
      hint={
        options.length === 0
          ? `Cơ quan bạn không có ai giữ vai trò ${roles.map(roleLabel).join(', ')}.`
          : 'Người ký thấy danh sách này trong trang Quyết định, thao tác hàng loạt.'
      }
      onChange={onChange}
    />
  )
}
