// Money of the movement: what was allocated to an office this year against what was spent, and its expenses.
import { Link } from 'react-router'
import { useMe } from '../../app/useSession.ts'
import { BarChart } from '../../components/BarChart.tsx'
import { Page } from '../../components/Page.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { Empty, Read } from '../../components/States.tsx'
import { formatMoney, formatShare } from '../../i18n/format.ts'
import { useOwners } from '../matters/MatterFields.tsx'
import { MatterList } from '../matters/MatterList.tsx'
import { useSearch } from '../../app/useSearch.ts'
import { workingOffices, yearOptions } from '../matters/words.ts'
import { useFigures } from './queries.ts'

/** The procedure of expenses, whose figures are the office's money. */
const EXPENSES = 'chi'

export default function Funding() {
  const me = useMe()
  const [value, change] = useSearch()
  const year = value('nam') === '' ? me.now.slice(0, 4) : value('nam')
  const owners = useOwners()
  const office = value('cua') === '' ? (workingOffices(me)[0]?.officeId ?? '') : value('cua')
  if (office === '')
    return (
      <Page title="Kinh phí">
        <Empty title="Không có cơ quan nào để xem">Bạn không giữ vai trò nào trong một cơ quan.</Empty>
      </Page>
    )
  return (
    <Page
      title="Kinh phí"
      note={`Bố trí và đã chi, năm ${year}.`}
      actions={<Link to="/so/moi?kind=expense">Đề nghị khoản chi</Link>}
    >
      <div className="card filters no-print">
        <Choice
          label="Năm"
          value={year}
          options={yearOptions(me.now)}
          onChange={(next) => change({ nam: next })}
        />
        <Choice label="Cơ quan" value={office} options={owners} onChange={(next) => change({ cua: next })} />
      </div>
      <Money officeId={office} year={year} />
      <h2>Các khoản chi</h2>
      <MatterList
        label="Các khoản chi"
        filters={{ kind: 'expense', office, year }}
        empty="Chưa có khoản chi nào của cơ quan này trong năm."
      />
    </Page>
  )
}

function Money({ officeId, year }: { readonly officeId: string; readonly year: string }) {
  const figures = useFigures(EXPENSES, officeId, year)
  return (
    <section className="card" aria-labelledby="bo-tri-da-chi">
      <h2 id="bo-tri-da-chi">Được bố trí và đã chi</h2>
      <Read query={figures}>
        {({ figures: rows }) => {
          const of = (key: string) => rows.find((one) => one.key === key)?.value
          const [allocated, spent] = [of('allocated'), of('spent')]
          // Null is a sum that is more than can be counted with; missing is nothing yet.
          return allocated === null || spent === null ? (
            <p className="note warn">
              Tổng quá lớn, không cộng được: có khoản đã ghi sai số tiền (thường do gõ nhầm đơn vị). Hãy rà
              các khoản chi dưới đây và dự toán của năm, sửa hoặc thu hồi khoản ghi sai.
            </p>
          ) : (
            <Amounts allocated={allocated ?? 0} spent={spent ?? 0} asked={of('asked') ?? 0} />
          )
        }}
      </Read>
    </section>
  )
}

interface AmountsProps {
  readonly allocated: number
  readonly spent: number
  /** Asked for, and not decided yet. */
  readonly asked: number
}

function Amounts({ allocated, spent, asked }: AmountsProps) {
  const left = allocated - spent
  return (
    <>
      <dl className="facts">
        <dt>Được bố trí</dt>
        <dd>{formatMoney(allocated)}</dd>
        <dt>Đã chi</dt>
        <dd>
          {formatMoney(spent)}
          {allocated === 0 ? '' : ` (${formatShare(spent / allocated)})`}
        </dd>
        <dt>{left < 0 ? 'Chi vượt' : 'Còn lại'}</dt>
        <dd>
          <span className={left < 0 ? 'tag bad' : 'tag good'}>{formatMoney(Math.abs(left))}</span>
        </dd>
        {asked === 0 ? null : (
          <>
            <dt>Đang chờ duyệt</dt>
            <dd>
              {formatMoney(asked)}
              {asked > left && left >= 0 ? (
                <span className="tag warn">Quá số còn lại {formatMoney(asked - left)}</span>
              ) : null}
            </dd>
          </>
        )}
      </dl>
      {allocated === 0 ? <p className="muted">Năm này chưa bố trí kinh phí cho cơ quan.</p> : null}
      {allocated === 0 && spent === 0 ? null : (
        <BarChart
          label={`Biểu đồ: được bố trí ${formatMoney(allocated)}, đã chi ${formatMoney(spent)}`}
          rows={['Được bố trí', 'Đã chi']}
          series={[{ name: 'Số tiền', values: [allocated, spent] }]}
          format={formatMoney}
        />
      )}
    </>
  )
}
