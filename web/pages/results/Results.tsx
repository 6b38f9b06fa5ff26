// What was reached in each year: subject by subject, and as files the list, the year's sums and the scores of a campaign.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Downloads } from '../../components/Downloads.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { Page } from '../../components/Page.tsx'
import { Empty, Loading, Read } from '../../components/States.tsx'
import { formatDay } from '../../i18n/format.ts'
import { PagedList, usePaged } from '../admin/common/paged.tsx'
import { RESULT_KINDS } from '../imports/words.ts'
import { Territory } from '../list/Territory.tsx'
import { useSearch } from '../../app/useSearch.ts'
import { yearOptions } from '../matters/words.ts'

type Result = Schemas['Result']

const VALUES: Readonly<Record<string, string>> = {
  achieved: 'Đạt',
  notAchieved: 'Chưa đạt',
  excellent: 'Xuất sắc',
  good: 'Khá',
  average: 'Trung bình',
  weak: 'Yếu',
  given: 'Đã tặng',
}
const KINDS: Readonly<Record<string, string>> = RESULT_KINDS

export default function Results() {
  const me = useMe()
  const [value, change] = useSearch()
  const year = value('nam') === '' ? me.now.slice(0, 4) : value('nam')
  const [kind, under] = [value('loai'), value('dia-ban')]
  const filters = {
    year,
    ...(kind === '' ? {} : { kind }),
    ...(under === '' ? {} : { under }),
  }
  const query = usePaged(['results', filters], (at) =>
    read(api.GET('/api/v1/results', { params: { query: { ...filters, limit: '100', ...at } } })),
  )
  return (
    <Page
      title="Kết quả các năm"
      note="Kết quả làm căn cứ xét: từ hồ sơ đã kết thúc trên hệ thống, hoặc do cán bộ ghi theo văn bản."
      actions={<Downloads what="danh sách kết quả" path="/api/v1/exports/results" query={filters} />}
    >
      <div className="card filters no-print">
        <Choice
          label="Năm"
          value={year}
          options={yearOptions(me.now)}
          onChange={(next) => change({ nam: next })}
        />
        <Choice
          label="Loại kết quả"
          none="Tất cả"
          value={kind}
          options={Object.entries(KINDS).map(([key, label]) => ({ value: key, label }))}
          onChange={(next) => change({ loai: next })}
        />
        <Territory value={under} onChange={(next) => change({ 'dia-ban': next })} />
      </div>
      <section className="card" aria-labelledby="tung-doi-tuong">
        <h2 id="tung-doi-tuong">Từng đối tượng</h2>
        <PagedList
          query={query}
          empty={<Empty title="Không có kết quả nào phù hợp">Hãy chọn năm, loại hoặc địa bàn khác.</Empty>}
        >
          {(items) => <Table items={items} />}
        </PagedList>
      </section>
      <YearEnd year={year} />
    </Page>
  )
}

function Table({ items }: { readonly items: readonly Result[] }) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng kết quả">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Đối tượng</th>
            <th scope="col">Loại kết quả</th>
            <th scope="col">Kết quả</th>
            <th scope="col">Căn cứ</th>
            <th scope="col">Ghi ngày</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ subjectId, subjectName, kind, value, source, dossierId, recordedAt }) => (
            <tr key={`${subjectId}/${kind}`}>
              <th scope="row">
                {dossierId === null ? (
                  subjectName
                ) : (
                  <Link to={`/ho-so/${encodeURIComponent(dossierId)}`}>{subjectName}</Link>
                )}
              </th>
              <td>{KINDS[kind] ?? kind}</td>
              <td>{VALUES[value] ?? value}</td>
              <td>{source}</td>
              <td className="nowrap">{formatDay(recordedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Files of the whole year: its sums, and the scores of one campaign. */
function YearEnd({ year }: { readonly year: string }) {
  const campaigns = useQuery({
    queryKey: ['campaigns', 'of', year],
    queryFn: () => read(api.GET('/api/v1/campaigns', { params: { query: { year, limit: '200' } } })),
  })
  const [chosen, setChosen] = useState('')
  return (
    <section className="card stack" aria-labelledby="bang-cuoi-nam">
      <h2 id="bang-cuoi-nam">Bảng tổng hợp và bảng điểm năm {year}</h2>
      <div className="row">
        <span className="grow">Kết quả của năm theo địa bàn và loại, có tổng cộng</span>
        <Downloads what={`bảng tổng hợp năm ${year}`} path={`/api/v1/exports/years/${year}`} />
      </div>
      <Read query={campaigns} loading={<Loading lines={1} />}>
        {({ items }) => {
          const campaign = items.find(({ id }) => id === chosen) ?? items[0]
          return campaign === undefined ? (
            <p className="muted">Năm này chưa có đợt xét nào trong phạm vi của bạn.</p>
          ) : (
            <div className="row end wrap">
              <div className="grow">
                <Choice
                  label="Điểm tự chấm và điểm kiểm tra của đợt"
                  value={campaign.id}
                  options={items.map(({ id, procedure, officeName }) => ({
                    value: id,
                    label: `${procedure.vi} (${officeName})`,
                  }))}
                  onChange={setChosen}
                />
              </div>
              <div className="row">
                <Link to={`/bang-diem?nam=${year}&dot=${encodeURIComponent(campaign.id)}`}>
                  Xem bảng điểm
                </Link>
                <Downloads
                  what={`bảng điểm ${campaign.procedure.vi}`}
                  path={`/api/v1/exports/campaigns/${encodeURIComponent(campaign.id)}/scores`}
                />
              </div>
            </div>
          )
        }}
      </Read>
    </section>
  )
}
