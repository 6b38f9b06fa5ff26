// Ways to sign in beside a password: a button for each identity provider that this instance knows. They lead away from the
// page and back to it.
import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import { api, read } from '../../client/api.ts'

export function Providers() {
  const { pathname, search } = useLocation()
  const ways = useQuery({
    queryKey: ['sign-in'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => read(api.GET('/api/v1/sign-in')),
  })
  const providers = ways.data?.providers ?? []
  if (providers.length === 0) return null
  const asked = new URLSearchParams(search).get('den')
  const returnTo = asked ?? (pathname === '/dang-nhap' ? '/' : pathname + search)
  return (
    <div className="stack" role="group" aria-label="Cách đăng nhập khác">
      {providers.map(({ id, label, url }) => (
        <Button key={id} block href={`${url}?returnTo=${encodeURIComponent(returnTo)}`}>
          {label}
        </Button>
      ))}
    </div>
  )
}
