// What didn't get through, what ran when, and how large everything is.
import { Link } from 'react-router'
import { formatMoment, formatNumber, formatSize } from '../../i18n/format.ts'
import { COUNTED_TO, agoText } from './words.ts'
import type { Health } from './words.ts'

const HOUR_SECONDS = 3_600

interface Props {
  readonly health: Health
}

export function Failures({ health: { failures } }: Props) {
  const upTo = (count: number): string => `${formatNumber(count)}${count >= COUNTED_TO ? '+' : ''}`
  return (
    <section className="card" aria-labelledby="khong-den-noi">
      <h2 id="khong-den-noi">Không đến nơi</h2>
      <dl className="facts">
        <dt>Thư không gửi được</dt>
        <dd>
          {upTo(failures.mailsFailed)} <Link to="/quan-tri/so-thong-bao?ket-qua=failed">Xem</Link>
        </dd>
        <dt>Thư bị trả lại</dt>
        <dd>
          {upTo(failures.mailsBounced)} <Link to="/quan-tri/so-thong-bao?ket-qua=bounced">Xem</Link>
        </dd>
        <dt>Địa chỉ thư hỏng</dt>
        <dd>
          {upTo(failures.badAddresses)} <Link to="/quan-tri/so-thong-bao?ket-qua=badAddress">Xem</Link>
        </dd>
        <dt>Lần gửi tới hệ thống khác bị dừng</dt>
        <dd>
          {upTo(failures.deliveriesParked)} <Link to="/quan-tri/ket-noi">Xem</Link>
        </dd>
        <dt>Đợt xét chạy chậm quá một giờ</dt>
        <dd>{upTo(failures.campaignsBehind)}</dd>
      </dl>
    </section>
  )
}

export function Duties({ health: { duties, now, realNow } }: Props) {
  const { backupAt, anchor, upkeep, digest } = duties
  const when = (at: string | null, clock: string): string =>
    at === null ? 'Chưa lần nào' : `${formatMoment(at)}, ${agoText(at, clock)} trước`
  return (
    <section className="card" aria-labelledby="viec-dinh-ky">
      <h2 id="viec-dinh-ky">Việc định kỳ</h2>
      <dl className="facts">
        <dt>Sao lưu đầy đủ gần nhất</dt>
        <dd>{when(backupAt, realNow)}</dd>
        <dt>Gốc ký hằng ngày gần nhất</dt>
        <dd>
          {anchor === null ? 'Chưa có' : `${when(anchor.at, now)}; ${formatNumber(anchor.heads)} chuỗi`}
        </dd>
        <dt>Dọn dẹp ban đêm</dt>
        <dd>{when(upkeep.lastAt, now)}</dd>
        <dt>Thư tổng hợp buổi sáng</dt>
        <dd>
          {when(digest.lastAt, now)}
          {digest.nextAt === null ? '' : `; lần tới ${formatMoment(digest.nextAt)}`}
        </dd>
      </dl>
    </section>
  )
}

export function Sizes({ health: { database, files, versions, uptimeSeconds } }: Props) {
  return (
    <section className="card" aria-labelledby="dung-luong">
      <h2 id="dung-luong">Dung lượng, phiên bản</h2>
      <dl className="facts">
        <dt>Cơ sở dữ liệu</dt>
        <dd>
          {formatSize(database.bytes)}; {formatNumber(database.connections)}/
          {formatNumber(database.maxConnections)} kết nối
        </dd>
        <dt>Bảng lớn nhất</dt>
        <dd>
          {database.tables.map(({ name, bytes }) => (
            <div key={name}>
              <span className="mono">{name}</span> {formatSize(bytes)}
            </div>
          ))}
        </dd>
        <dt>Ổ đĩa chứa tệp</dt>
        <dd>
          {files === null
            ? 'Chưa có tệp nào'
            : `còn trống ${formatSize(files.freeBytes)} trên ${formatSize(files.totalBytes)}`}
        </dd>
        <dt>Phiên bản</dt>
        <dd>
          Trình {versions.release}; Node.js {versions.node}; PostgreSQL {versions.postgres}; Temporal{' '}
          {versions.temporal ?? 'chưa hỏi được'}
        </dd>
        <dt>Tiến trình trả lời đã chạy</dt>
        <dd>
          {formatNumber(Math.floor(uptimeSeconds / HOUR_SECONDS))} giờ{' '}
          {formatNumber(Math.floor((uptimeSeconds % HOUR_SECONDS) / 60))} phút
        </dd>
      </dl>
    </section>
  )
}
