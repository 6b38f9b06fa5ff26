// What one procedure's outcome is worth to the others: every kind of result with its values, best first.

/** Kinds of result and the values that each can have, best first. */
export const RESULT_KINDS = {
  /** "An toàn về an ninh, trật tự" (TT 124/2021/TT-BCA Đ.8.1: đạt or chưa đạt; a no is entered by hand only). */
  safety: ['achieved', 'notAchieved'],
  /** The movement's classification (QĐ 510/QĐ-BCA-V05). */
  movement: ['excellent', 'good', 'average', 'weak'],
  /** "Điển hình" (QĐ 3554/QĐ-BCA-V05). */
  exemplary: ['achieved'],
  noDrugs: ['achieved'],
  modelPolice: ['achieved'],
  ruralSecurity: ['achieved'],
  emulation: ['excellent', 'good', 'average', 'weak'],
  award: ['given'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** Ids of the kinds of result. */
export type ResultKind = keyof typeof RESULT_KINDS
