// Says which tables of which procedures a template has no place for, and what is to be added to it.
import type { Unprinted } from './queries.ts'

export function UnprintedTables({ items }: { readonly items: readonly Unprinted[] | undefined }) {
  if (items === undefined || items.length === 0) return null
  return (
    <div className="note warn">
      <p>
        Mẫu này chưa có chỗ in bảng. Thêm một đoạn chỉ gồm thẻ <span className="mono">{'{tables}'}</span> để
        in:
      </p>
      <ul>
        {items.map(({ procedureId, procedureVi, tables }) => (
          <li key={procedureId}>
            {tables.map((name) => `“${name}”`).join(', ')} của thủ tục {procedureVi}
          </li>
        ))}
      </ul>
    </div>
  )
}
