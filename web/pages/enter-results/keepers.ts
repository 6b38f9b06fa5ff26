// Who enters the year's results: whose results the rules count, and who answers for them.
export const TITLE = 'Ghi kết quả trong năm'
export const KEEPERS = ['communePolice', 'provinceStaff'] as const
