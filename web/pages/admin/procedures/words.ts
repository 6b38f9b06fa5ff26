// Words for what stands in a procedure: how steps are signed, how late work is taken, how dates are counted.
import type { Path, PathTrait, Procedure, Source, StepRule } from '../../../../domain/procedure.ts'
import type { Party, Signing } from '../../../../domain/party.ts'
import type { DueRule } from '../../../../domain/time/due.ts'
import { outcomeById, stepById } from '../../../../domain/steps.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { levelLabel, officeKindLabel, roleLabel, subjectKindLabel } from '../../../i18n/vi.ts'

/** "Công an xã (Cấp xã)", with deputies. */
export function partyText({ role, level, deputies = [] }: Party): string {
  const also = deputies.length === 0 ? '' : `, ký thay: ${deputies.map(roleLabel).join(', ')}`
  return `${roleLabel(role)} (${levelLabel(level)})${also}`
}

const SIGNING_WORDS = {
  one: 'Một người của cơ quan',
  any: 'Bất kỳ ai trong số này',
  inTurn: 'Lần lượt từng người',
  all: 'Tất cả cùng trình, ký',
  weighted: 'Theo trọng số',
  quorum: 'Biểu quyết của hội đồng',
} as const satisfies Record<Signing['mode'], string>

/** How several signatures make one result. */
export function signingText(signing: Signing): string {
  const word = SIGNING_WORDS[signing.mode]
  if (signing.mode === 'weighted') return `${word}, cần ${formatNumber(signing.need)}`
  if (signing.mode !== 'quorum') return word
  const { need } = signing
  const needed = 'count' in need ? `${formatNumber(need.count)} phiếu` : `${need.share[0]}/${need.share[1]}`
  return `${word}, cần ${needed} đồng ý`
}

const ANCHOR_WORDS = {
  stepEntered: 'từ khi hồ sơ đến bước',
  returned: 'từ khi bị trả lại',
  received: 'từ khi nhận hồ sơ',
} as const

const monthDayText = (monthDay: string): string => monthDay.split('-').reverse().join('/')

/** A due rule in words. */
export function dueText(rule: DueRule, procedure: Procedure): string {
  switch (rule.kind) {
    case 'before':
      return `trước ngày ${monthDayText(rule.monthDay)}${rule.yearOffset === 1 ? ' năm sau' : ''}`
    case 'through':
      return `đến hết ngày ${monthDayText(rule.monthDay)}${rule.yearOffset === 1 ? ' năm sau' : ''}`
    case 'workingDays':
      return `${formatNumber(rule.count)} ngày làm việc ${ANCHOR_WORDS[rule.from]}`
    case 'calendarDays':
      return `${formatNumber(rule.count)} ngày ${ANCHOR_WORDS[rule.from]}`
    case 'campaignDate':
      return `theo mốc “${procedure.dates[rule.key]?.vi ?? rule.key}”`
  }
}

/** What being late does at a step. */
export function lateText({ late }: StepRule, procedure: Procedure): string {
  if (late.effect === 'mark') return 'vẫn nộp được, bị ghi là trễ'
  if (late.effect === 'refuse') return `phải được ${partyText(late.acceptedBy)} nhận`
  return `hồ sơ tự kết thúc: ${outcomeById(procedure, late.outcome)?.vi ?? late.outcome}`
}

/** What something rests on: a text, or a setting that is never printed as law. */
export function sourceText(source: Source, procedure: Procedure): string {
  if ('cites' in source) return source.cites.join(', ')
  const setting = procedure.settings.find(({ id }) => id === source.setting)
  return `Thiết lập: ${setting?.vi ?? source.setting}`
}

/** Where a step leads when it goes forward, one line for each case. */
export function leadsTo(step: StepRule, procedure: Procedure): string[] {
  const { to } = step.forward
  const place = (one: { readonly step: string } | { readonly outcome: string }): string =>
    'step' in one
      ? (stepById(procedure, one.step)?.vi ?? one.step)
      : (outcomeById(procedure, one.outcome)?.vi ?? one.outcome)
  if (to === 'next') return ['bước kế tiếp của đường đi']
  if ('field' in to) {
    const field = step.needs.find((need) => need.kind === 'field' && need.id === to.field)
    const choices = field?.kind === 'field' ? (field.choices ?? []) : []
    return Object.entries(to.cases).map(
      ([value, one]) => `${choices.find(({ id }) => id === value)?.vi ?? value}: ${place(one)}`,
    )
  }
  return [place(to)]
}

/** What has to be true of those who go along a path. */
export const TRAITS = {
  provincial: 'Trực thuộc tỉnh, không thuộc xã',
  noPolice: 'Xã không bố trí công an',
  ministerial: 'Trực thuộc Bộ',
} as const satisfies Record<PathTrait, string>

/** Whose dossiers go along a path, and when it is open. */
export function pathText(path: Path, { types = {}, settings }: Procedure): string {
  const setting = settings.find(({ id }) => id === path.setting)
  return [
    path.kinds.map(subjectKindLabel).join(', '),
    ...(path.traits ?? []).map((trait) => TRAITS[trait]),
    ...(path.types === undefined ? [] : [path.types.map((type) => types[type] ?? type).join(', ')]),
    ...(path.owners === undefined ? [] : [`của ${path.owners.map(officeKindLabel).join(', ')}`]),
    ...(setting === undefined ? [] : [`khi bật “${setting.vi}”`]),
  ].join(' · ')
}
