// Single values as people fill them in: what is blank, and whether one is of the type that a field or a column asks for.
import type { Body } from './body.ts'
import type { FieldNeed } from './form-rule.ts'
import { referenceOf } from './reference.ts'
import { isCivilDate } from './time/civil.ts'

export type Value = NonNullable<Body['fields']>[string]
/** What a field and a column have in common. */
export type Typed = Pick<FieldNeed, 'type' | 'choices' | 'maxLength' | 'min' | 'max' | 'byHand'>

export const MAX_TEXT = 10_000
/** Beyond it a number is a slip of the hand, and sums of a year would no longer be whole: a million times a billion. */
export const MAX_NUMBER = 1_000_000_000_000_000

/** Whether values of the type are numbers. */
export const isNumberType = (type: FieldNeed['type']): boolean => type === 'integer' || type === 'money'

export function isBlank(value: Value | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

/** Filled in, and isn't nothing. */
export function saysSomething(value: Value | undefined): boolean {
  return !isBlank(value) && value !== 0 && value !== false
}

const isWhole = (value: Value): value is number => typeof value === 'number' && Number.isSafeInteger(value)

function inBounds({ min, max = MAX_NUMBER }: Typed, value: number): boolean {
  return value >= (min ?? -MAX_NUMBER) && value <= Math.min(max, MAX_NUMBER)
}

/** Words that somebody typed: no longer than asked for, and nothing that points at an office or person. */
function isText({ maxLength = MAX_TEXT }: Typed, value: Value): boolean {
  return typeof value === 'string' && value.length <= maxLength && referenceOf(value) === null
}

/** Whether a value that isn't blank is of the type, within its bounds. */
export function fitsType(typed: Typed, value: Value): boolean {
  switch (typed.type) {
    case 'text':
    case 'longText':
      return isText(typed, value)
    case 'office':
    case 'person':
      return referenceOf(value)?.kind === typed.type || (typed.byHand === true && isText(typed, value))
    case 'date':
      return isCivilDate(value)
    case 'integer':
      return isWhole(value) && inBounds(typed, value)
    case 'money':
      return isWhole(value) && value >= 0 && inBounds(typed, value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'choice':
      return (typed.choices ?? []).some(({ id }) => id === value)
  }
}
