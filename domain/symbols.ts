// The symbol of a numbered paper ("07/QĐ-UBND"): its number, the short form of its kind, that of who issues it. Kinds and
// issuers are data with plain defaults; an office's own short forms, set by an administrator, take their place. The short
// forms stand in the annex of the decree, whose text was not found: they are settings, except where a seed plan shows one.
import type { Source } from './procedure.ts'
import type { OfficeKind } from './vocabulary.ts'

/** One series of numbers: what is entered in it, and in whose name. */
export interface RegisterRule {
  /** @vi What is entered. */
  readonly vi: string
  /** Short form of the kind; empty for letters, which carry none. */
  readonly code: string
  /** 'police': the police of the level issue it, under the same office. */
  readonly issuer: 'office' | 'police'
  /** Papers made outside may be entered too; certificates come from dossiers alone. */
  readonly open: boolean
  readonly source: Source
}

const SHORT_FORMS: Source = { setting: 'shortForms' }

/** Every register that the shipped procedures and the papers of an office use. */
export const REGISTERS = {
  decisions: { vi: 'Quyết định', code: 'QĐ', issuer: 'office', open: true, source: { cites: ['S2-02'] } },
  awards: {
    vi: 'Quyết định khen thưởng',
    code: 'QĐKT',
    issuer: 'office',
    open: true,
    source: SHORT_FORMS,
  },
  submissions: { vi: 'Tờ trình', code: 'TTr', issuer: 'office', open: true, source: SHORT_FORMS },
  plans: { vi: 'Kế hoạch', code: 'KH', issuer: 'office', open: true, source: { cites: ['S2-02'] } },
  reports: { vi: 'Báo cáo', code: 'BC', issuer: 'office', open: true, source: SHORT_FORMS },
  programmes: {
    vi: 'Chương trình phối hợp',
    code: 'CTrPH',
    issuer: 'office',
    open: true,
    source: { cites: ['S1-17'] },
  },
  notices: { vi: 'Thông báo', code: 'TB', issuer: 'office', open: true, source: SHORT_FORMS },
  invitations: { vi: 'Giấy mời', code: 'GM', issuer: 'office', open: true, source: SHORT_FORMS },
  minutes: { vi: 'Biên bản', code: 'BB', issuer: 'office', open: true, source: SHORT_FORMS },
  letters: { vi: 'Công văn', code: '', issuer: 'office', open: true, source: SHORT_FORMS },
  certificates: { vi: 'Giấy công nhận', code: 'GCN', issuer: 'office', open: false, source: SHORT_FORMS },
  policeProposals: {
    vi: 'Tờ trình của Công an',
    code: 'TTr',
    issuer: 'police',
    open: true,
    source: SHORT_FORMS,
  },
  policeDecisions: {
    vi: 'Quyết định của Công an',
    code: 'QĐ',
    issuer: 'police',
    open: true,
    source: SHORT_FORMS,
  },
  policeReports: {
    vi: 'Báo cáo của Công an',
    code: 'BC',
    issuer: 'police',
    open: true,
    source: SHORT_FORMS,
  },
  policePlans: {
    vi: 'Kế hoạch của Công an',
    code: 'KH',
    issuer: 'police',
    open: true,
    source: { cites: ['S2-02'] },
  },
  policeInvitations: {
    vi: 'Giấy mời của Công an',
    code: 'GM',
    issuer: 'police',
    open: true,
    source: SHORT_FORMS,
  },
  policeLetters: {
    vi: 'Công văn của Công an',
    code: '',
    issuer: 'police',
    open: true,
    source: SHORT_FORMS,
  },
} as const satisfies Readonly<Record<string, RegisterRule>>

/** The series of letters in which a correction by letter is numbered (NĐ 30/2020 Đ.18.3). */
export const LETTERS = 'letters'

/** What is known of a register that no shipped procedure uses: one that a changed procedure names. */
const OTHER: RegisterRule = { vi: 'Văn bản', code: 'VB', issuer: 'office', open: true, source: SHORT_FORMS }

/** The rule of a register; of one named by a changed procedure the plain one. */
export function registerRule(register: string): RegisterRule {
  const rules: Readonly<Record<string, RegisterRule>> = REGISTERS
  return Object.hasOwn(rules, register) ? (rules[register] ?? OTHER) : OTHER
}

/** The office that issues, as its symbol needs it. */
export interface Issuer {
  readonly kind: OfficeKind
  readonly shortName: string
  /** Of a province: its whole name; a city is told by it. */
  readonly name?: string
  readonly communeKind?: string | null
}

/** Short forms that an administrator set for an office, or for one register of it; null where the default holds. */
export interface OwnShortForms {
  readonly kindCode: string | null
  readonly issuerCode: string | null
}

/** What holds for one register: what was set for it, then what was set for all that the office itself issues. */
export function formsOf(
  register: string,
  own: OwnShortForms | null | undefined,
  common: string | null | undefined,
): OwnShortForms {
  const shared = registerRule(register).issuer === 'office' ? (common ?? null) : null
  return { kindCode: own?.kindCode ?? null, issuerCode: own?.issuerCode ?? shared }
}

const OFFICE_CODES: Readonly<Partial<Record<OfficeKind, string>>> = {
  ministry: 'BCA',
  province: 'UBND',
  commune: 'UBND',
}
/** Police by the kind of commune that the registry names. */
const COMMUNE_POLICE: Readonly<Record<string, string>> = { ward: 'CAP', specialZone: 'CAĐK' }

/** The short form of the police of a province or commune; null where an office has none of its own. */
export function policeCode({ kind, name, communeKind }: Issuer): string | null {
  if (kind === 'province') return /^thành phố /iu.test((name ?? '').normalize('NFC')) ? 'CATP' : 'CAT'
  return kind === 'commune' ? (COMMUNE_POLICE[communeKind ?? ''] ?? 'CAX') : null
}

/** Most letters that are taken from a name. */
const INITIALS = 8

/** The capital first letters of a name's words, in Vietnamese: 'Trạm Y tế' gives TYT. */
export function initials(name: string): string {
  const words = name.normalize('NFC').split(/[^\p{L}\p{N}]+/u)
  return words
    .map((word) => [...word][0] ?? '')
    .join('')
    .toLocaleUpperCase('vi')
    .slice(0, INITIALS)
}

/** The short form of who issues papers of a register. */
export function issuerCode(register: string, office: Issuer): string {
  const code = registerRule(register).issuer === 'police' ? policeCode(office) : OFFICE_CODES[office.kind]
  return code ?? initials(office.shortName)
}

/** What stands behind the stroke: 'QĐ-UBND', for a letter 'UBND'. */
export function symbolTail(register: string, office: Issuer, own: OwnShortForms | null = null): string {
  const kind = own?.kindCode ?? registerRule(register).code
  const issuer = own?.issuerCode ?? issuerCode(register, office)
  return kind === '' ? issuer : `${kind}-${issuer}`
}

/** Numbers below ten are written with a nought before them (NĐ 30/2020 Đ.15: from 01). */
export function writtenNumber(number: number): string {
  return String(number).padStart(2, '0')
}

/** The whole symbol: '07/QĐ-UBND'. */
export function symbolOf(number: number, tail: string): string {
  return `${writtenNumber(number)}/${tail}`
}

const SHORT_FORM = /^[\p{Lu}\p{Ll}\p{N}]{1,12}([-.][\p{Lu}\p{Ll}\p{N}]{1,12}){0,3}$/u

/** Whether a text can be a short form: letters and digits in up to four parts; a stroke would end the number early. */
export function isShortForm(text: string): boolean {
  return SHORT_FORM.test(text) && text === text.normalize('NFC')
}
