// What Quyết định 510/QĐ-BCA-V05 leaves open, as far as it was found in public.
import type { Setting } from '../../domain/procedure.ts'

/** Settings of this procedure alone. */
export const SETTINGS = [
  {
    id: 'provinceList',
    vi: 'Tỉnh chốt danh sách phân loại trước 15/12',
    value: true,
    why: 'The decision gives 15/12 to the district, which is gone; the province closes the list in its place.',
  },
  {
    id: 'classifier',
    vi: 'Người quyết định mức phân loại',
    value: 'Chủ tịch UBND xã; đối với xã và đơn vị thuộc tỉnh: Giám đốc Công an tỉnh',
    why: 'The steps of Đ.11 after the self-assessment, and who decides the level, were not found.',
  },
  {
    id: 'levels',
    vi: 'Mức và ngưỡng điểm',
    value: 'xuất sắc từ 90%, khá từ 70%, trung bình từ 50%, yếu dưới 50%',
    why: 'Xuất sắc, khá, trung bình are seen in use; the lowest level and all cut-offs were not found. They stand in the sheet and are changed by a new version of it.',
  },
] as const satisfies readonly Setting[]
