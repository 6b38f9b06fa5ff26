// The mark of an export's format, apart from what writes exports: a check needs no database.
export const EXPORT_SCHEMA = 'trinh/export/1'
