// Retention of the reader's territory: the rules, what they would do tonight, holds, and erasures that wait for a second officer.
// One part at a time, named by the address.
import { Button } from 'antd'
import { useSearchParams } from 'react-router'
import { Page } from '../../components/Page.tsx'
import { Due } from './Due.tsx'
import { Erasures } from './Erasures.tsx'
import { Holds } from './Holds.tsx'
import { Rules } from './Rules.tsx'

const PARTS = {
  'quy-tac': { title: 'Quy tắc', Part: Rules },
  'den-han': { title: 'Đến hạn', Part: Due },
  'lenh-giu': { title: 'Lệnh giữ', Part: Holds },
  xoa: { title: 'Xóa nội dung', Part: Erasures },
} as const
const NAMES = ['quy-tac', 'den-han', 'lenh-giu', 'xoa'] as const

export default function Retention() {
  const [search, setSearch] = useSearchParams()
  const chosen = NAMES.find((one) => one === search.get('phan')) ?? 'quy-tac'
  const { Part } = PARTS[chosen]
  return (
    <Page
      title="Lưu giữ hồ sơ"
      note="Chưa có văn bản công khai nào quy định thời hạn, nên mọi thời hạn ở đây là thiết lập; không đặt quy tắc thì không có gì bị đưa đi hay bị xóa."
    >
      <div className="row no-print" role="group" aria-label="Phần">
        {NAMES.map((name) => (
          <Button
            key={name}
            type={name === chosen ? 'primary' : 'default'}
            aria-pressed={name === chosen}
            onClick={() => setSearch({ phan: name })}
          >
            {PARTS[name].title}
          </Button>
        ))}
      </div>
      <Part />
    </Page>
  )
}
