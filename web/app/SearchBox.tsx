// Search over all dossiers that the person may see, with or without diacritics: words of a name lead to the list, filtered.
import { Input } from 'antd'
import { SearchOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'

const LABEL = 'Tìm hồ sơ theo tên, có dấu hoặc không dấu'

export function SearchBox() {
  const navigate = useNavigate()
  const { pathname, search } = useLocation()
  const [text, setText] = useState('')
  useEffect(() => {
    if (pathname === '/ho-so') setText(new URLSearchParams(search).get('text') ?? '')
  }, [pathname, search])
  return (
    <form
      role="search"
      className="shell-search"
      onSubmit={(event) => {
        event.preventDefault()
        const words = text.trim()
        void navigate(words === '' ? '/ho-so' : `/ho-so?text=${encodeURIComponent(words)}`)
      }}
    >
      <Input
        type="search"
        aria-label={LABEL}
        placeholder="Tìm hồ sơ"
        prefix={<SearchOutlined aria-hidden="true" />}
        value={text}
        enterKeyHint="search"
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  )
}
