// What open data says about itself: the tables, their fields and units, and how small counts are hidden.
export type DatasetId = 'positions' | 'kinds' | 'delays'

export interface Field {
  readonly name: string
  readonly type: 'text' | 'integer' | 'number'
  /** Null for words and plain counts. */
  readonly unit: string | null
  readonly vi: string
}

export interface Dataset {
  readonly id: DatasetId
  readonly title: string
  readonly fields: readonly Field[]
}

const text = (name: string, vi: string): Field => ({ name, type: 'text', unit: null, vi })
const number = (name: string, vi: string, unit: string | null = null): Field => ({
  name,
  type: 'number',
  unit,
  vi,
})
const count = (name: string, vi: string): Field => ({ name, type: 'integer', unit: 'hồ sơ', vi })

const HEAD: readonly Field[] = [
  { name: 'year', type: 'integer', unit: 'năm', vi: 'Năm của đợt xét' },
  text('procedure', 'Mã quy trình'),
  text('procedureName', 'Tên quy trình'),
  text('level', 'Cấp của dòng: country (cả nước), province (tỉnh), commune (xã)'),
  text(
    'provinceCode',
    'Mã tỉnh, thành phố theo danh mục đơn vị hành chính; trống ở dòng cả nước và cấp trung ương',
  ),
  text('provinceName', 'Tên tỉnh, thành phố'),
]
const HIDDEN: Field = {
  name: 'hidden',
  type: 'integer',
  unit: null,
  vi: '1 nếu số của dòng này được che, 0 nếu không',
}

export const DATASETS: readonly Dataset[] = [
  {
    id: 'positions',
    title: 'Hồ sơ theo địa bàn và tình trạng',
    fields: [
      ...HEAD,
      text('communeCode', 'Mã xã, phường, đặc khu; trống ở dòng cấp tỉnh và dòng không thuộc cấp xã'),
      text('communeName', 'Tên xã, phường, đặc khu'),
      text(
        'position',
        'Tình trạng: step:<bước> khi đang xử lý, outcome:<kết quả> khi đã kết thúc, status:<trạng thái> cho các trường hợp khác, total cho tổng số',
      ),
      text('positionName', 'Tên tình trạng'),
      count('count', 'Số hồ sơ; trống nếu được che'),
      HIDDEN,
    ],
  },
  {
    id: 'kinds',
    title: 'Hồ sơ theo tỉnh và loại đối tượng',
    fields: [
      ...HEAD,
      text('kind', 'Loại đối tượng của hồ sơ, total cho tổng số'),
      text('kindName', 'Tên loại đối tượng'),
      count('count', 'Số hồ sơ; trống nếu được che'),
      HIDDEN,
    ],
  },
  {
    id: 'delays',
    title: 'Thời gian xử lý theo tỉnh và bước',
    fields: [
      ...HEAD,
      text('step', 'Mã bước'),
      text('stepName', 'Tên bước'),
      {
        name: 'visits',
        type: 'integer',
        unit: 'lượt',
        vi: 'Số lượt hồ sơ đã qua bước này; trống nếu được che',
      },
      HIDDEN,
      { name: 'late', type: 'integer', unit: 'lượt', vi: 'Số lượt quá hạn khi rời bước; trống nếu được che' },
      number('shareLate', 'Tỷ lệ quá hạn, từ 0 đến 1; trống nếu được che', 'tỷ lệ'),
      number('medianDays', 'Trung vị thời gian ở bước, kể cả ngày nghỉ; trống nếu được che', 'ngày'),
      number('p90Days', 'Chín phần mười số lượt xong trong thời gian này; trống nếu được che', 'ngày'),
    ],
  },
]

/** How small counts are hidden, for readers. */
export function methodOfHiding(limit: number): string {
  return [
    `Số từ 1 đến ${limit - 1} được che.`,
    'Để không ai tính lại được từ tổng số, ít nhất một số khác trong cùng hàng, cùng cột hoặc cùng địa bàn cấp trên cũng được che; khi tổng được công bố, các số bị che cộng lại không nhỏ hơn giới hạn đó.',
    'Tổ hợp không có hồ sơ nào thì không có dòng.',
  ].join(' ')
}
