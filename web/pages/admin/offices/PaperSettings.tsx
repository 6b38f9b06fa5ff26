// What an office's papers look like where each office has its own: the short forms in its symbols, each shown as the symbol that
// comes of it, and the frame of a visible signature in the files that are prepared for signing.
import '../../../styles/admin.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { api, read } from '../../../client/api.ts'
import { Page } from '../../../components/Page.tsx'
import { Read } from '../../../components/States.tsx'
import { Frames } from './Frames.tsx'
import { ShortForms } from './ShortForms.tsx'
import { paperSettingsKey } from './paper-settings.ts'

export default function PaperSettingsPage() {
  const { id = '' } = useParams()
  const settings = useQuery({
    queryKey: paperSettingsKey(id),
    queryFn: () => read(api.GET('/api/v1/offices/{id}/paper-settings', { params: { path: { id } } })),
  })
  return (
    <Read query={settings}>
      {(data) => (
        <Page
          title="Ký hiệu văn bản, khung chữ ký"
          note={<Link to={`/quan-tri/co-quan/${encodeURIComponent(id)}`}>{data.office.name}</Link>}
        >
          <ShortForms papers={data} />
          <Frames papers={data} />
        </Page>
      )}
    </Read>
  )
}
