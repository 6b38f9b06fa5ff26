// What units reached in a year besides their dossiers, on which screening and appraisal rest: entered for all units of a place
// at once, with the decision or list that it is written in.
import { useState } from 'react'
import { useMe } from '../../app/useSession.ts'
import type { Schemas } from '../../client/api.ts'
import { Page } from '../../components/Page.tsx'
import { Empty, Forbidden, Read } from '../../components/States.tsx'
import { OfficePicker } from '../../components/forms/OfficePicker.tsx'
import type { ChosenOffice } from '../../components/forms/OfficePicker.tsx'
import { Choice } from '../../components/forms/fields.tsx'
import { KEEPERS, TITLE } from './keepers.ts'
import { useStanding } from './queries.ts'
import { Entry } from './Entry.tsx'

type Post = Schemas['Post']
const YEARS = 4

export default function EnterResults() {
  const { posts } = useMe()
  const post = posts.find(({ role }) => KEEPERS.some((one) => one === role))
  return post === undefined ? <Forbidden heading /> : <OfPlace post={post} />
}

function OfPlace({ post }: { readonly post: Post }) {
  const { now } = useMe()
  const present = Number(now.slice(0, 4))
  const [year, setYear] = useState(String(present))
  const own = { id: post.officeId, name: post.officeName }
  const [place, setPlace] = useState<ChosenOffice>(own)
  const standing = useStanding(place.id, year)
  return (
    <Page title={TITLE} note={`Các đơn vị thuộc ${place.name}.`}>
      <section className="card">
        <div className="filters">
          <Choice
            label="Năm"
            value={year}
            options={Array.from({ length: YEARS }, (_, index) => String(present - index)).map((one) => ({
              value: one,
              label: `Năm ${one}`,
            }))}
            onChange={setYear}
          />
          {post.officeKind === 'province' ? (
            <OfficePicker
              label="Xem các đơn vị của"
              value={place}
              required={false}
              under={own.id}
              kind="commune"
              onChange={setPlace}
            />
          ) : null}
        </div>
      </section>
      <Read query={standing}>
        {(found) =>
          found.units.length === 0 ? (
            <section className="card">
              <Empty title="Chưa có đơn vị nào">Đơn vị được thêm ở trang Cơ quan, đơn vị.</Empty>
            </section>
          ) : (
            <Entry key={`${place.id}/${year}`} placeId={place.id} year={Number(year)} standing={found} />
          )
        }
      </Read>
    </Page>
  )
}
