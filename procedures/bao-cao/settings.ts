// What the reports leave open: their content.
import type { Setting } from '../../domain/procedure.ts'

/** Settings that all reports share. */
export const SETTINGS = [
  {
    id: 'reportContent',
    vi: 'Nội dung, số liệu của báo cáo',
    value: 'như từng bước',
    why: 'No template of the report was found. It states whole numbers that the level above adds up; who corrects a prefilled number is seen to differ.',
  },
] as const satisfies readonly Setting[]
