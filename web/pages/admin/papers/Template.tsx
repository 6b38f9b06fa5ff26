// One kind of paper: the template in use and its earlier versions to download, an edited one examined, tried and published,
// and the tags that it may use.
import { useParams } from 'react-router'
import { FileButton } from '../../../components/FileButton.tsx'
import { Page } from '../../../components/Page.tsx'
import { Gone, Loading, Read } from '../../../components/States.tsx'
import { formatMoment, formatNumber, formatSize } from '../../../i18n/format.ts'
import { useKeepsAll } from '../common/rights.ts'
import { Edited } from './Edited.tsx'
import { templateFile, useTags, useTemplates, useUnprinted } from './queries.ts'
import type { PaperKind, TemplateVersion } from './queries.ts'
import { standing } from './Templates.tsx'
import { UnprintedTables } from './UnprintedTables.tsx'

export default function Template() {
  const { kind = '' } = useParams()
  return (
    <Read query={useTemplates()}>
      {({ items }) => {
        const found = items.find((one) => one.kind === kind)
        return found === undefined ? <Gone heading /> : <Opened key={kind} {...found} />
      }}
    </Read>
  )
}

interface Props {
  readonly kind: PaperKind
  readonly name: string
  readonly versions: readonly TemplateVersion[]
}

function Opened({ kind, name, versions }: Props) {
  const keeps = useKeepsAll()
  const unprinted = useUnprinted(kind)
  return (
    <Page title={`Mẫu ${name}`} note={standing(versions[0])}>
      <section className="card stack" aria-labelledby="dang-dung">
        <h2 id="dang-dung">Mẫu đang dùng</h2>
        <div className="row">
          <FileButton path={templateFile(kind)}>Tải mẫu Word</FileButton>
          <span className="muted small">
            Sửa bằng Word, giữ phông Times New Roman; các thẻ trong dấu ngoặc nhọn được thay bằng nội dung.
          </span>
        </div>
        <UnprintedTables items={unprinted.data} />
        {versions.length < 2 ? null : (
          <details>
            <summary>Các bản trước ({formatNumber(versions.length - 1)})</summary>
            <ul className="lines">
              {versions.slice(1).map(({ version, publishedAt, size }) => (
                <li key={version} className="line">
                  <a className="grow" href={templateFile(kind, version)} download>
                    Bản {version}
                  </a>
                  <span className="muted small">
                    {formatMoment(publishedAt)} · {formatSize(size)}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
      <Edited kind={kind} name={name} base={versions[0]?.version ?? 0} publishes={keeps} />
      <Tags kind={kind} />
    </Page>
  )
}

function Tags({ kind }: { readonly kind: PaperKind }) {
  return (
    <section className="card" aria-labelledby="cac-the">
      <h2 id="cac-the">Các thẻ dùng được</h2>
      <Read query={useTags(kind)} loading={<Loading lines={3} />}>
        {(tags) => (
          <div className="scroll-x" tabIndex={0} role="region" aria-label="Bảng các thẻ">
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">Thẻ</th>
                  <th scope="col">Nội dung</th>
                  <th scope="col">Dùng trong</th>
                </tr>
              </thead>
              <tbody>
                {tags.map(({ tag, vi, inside }) => (
                  <tr key={`${inside ?? ''}/${tag}`}>
                    <th scope="row" className="mono nowrap">
                      {tag}
                    </th>
                    <td>{vi}</td>
                    <td className="mono nowrap">{inside === null ? '' : `{#${inside}}…{/${inside}}`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Read>
    </section>
  )
}
