// What stands on a screen is Vietnamese: no word by which only the program knows a thing, and none of English.
import { expect } from 'vitest'
import {
  ACTIONS,
  EVENT_TYPES,
  LEVELS,
  MATTER_KINDS,
  MATTER_STATUSES,
  OFFICE_KINDS,
  REFUSALS,
  ROLES,
  STATUSES,
  SUBJECT_KINDS,
} from '../../../domain/vocabulary.ts'
import { PROCEDURES } from '../../../procedures/index.ts'
import { RESULT_KINDS } from '../../../procedures/result-kinds.ts'
import type { Person } from './browser.ts'

const ENGLISH =
  'the and error undefined null nan invalid loading submit cancel search previous items select true false object delete edit save upload download please required field value status unknown'

const idsOfProcedures = PROCEDURES.flatMap(({ id, paths, steps, outcomes, dates, settings }) => [
  id,
  ...paths.map((path) => path.id),
  ...steps.flatMap((step) => [step.id, ...step.needs.flatMap((need) => ('id' in need ? [need.id] : []))]),
  ...outcomes.map((outcome) => outcome.id),
  ...Object.keys(dates ?? {}),
  ...settings.map((one) => one.id),
])

/** Short ones could be Vietnamese syllables. */
const LEAST_LETTERS = 5
const CODES = new Set(
  [
    ...[ACTIONS, EVENT_TYPES, LEVELS, MATTER_KINDS, MATTER_STATUSES, OFFICE_KINDS, REFUSALS, ROLES].flat(),
    ...[...STATUSES, ...SUBJECT_KINDS, ...Object.keys(RESULT_KINDS), ...Object.values(RESULT_KINDS).flat()],
    ...idsOfProcedures,
  ]
    .filter((id) => id.length >= LEAST_LETTERS)
    .concat(ENGLISH.split(' ')),
)

/** Everything that is shown or read out, but what is meant for machines: signed data, hashes, logins. */
const SAID = `(() => {
  const said = []
  const seen = (element) => element !== null && element.checkVisibility() && element.closest('.mono, svg, script, style, textarea') === null
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    if (seen(node.parentElement)) said.push(node.nodeValue)
  for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
    for (const element of document.querySelectorAll('[' + name + ']'))
      if (seen(element) && element.closest('[aria-hidden=true]') === null) said.push(element.getAttribute(name))
  return said
})()`

/** Words of a text that stand alone: no part of a Vietnamese word, an address or a file's name. */
function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}./_@-])[A-Za-z][\w-]*(?![\p{L}\p{N}/_@-]|\.\p{L})/gu)].map(
    ([word]) => word,
  )
}

/** Nothing raw and nothing English is left on the screen; `allowed` where a page is about such names. */
export async function expectVietnamese(
  { page }: Pick<Person, 'page'>,
  allowed: readonly string[] = [],
): Promise<void> {
  const said = await page.evaluate<readonly string[]>(SAID)
  const found = said.flatMap((text) =>
    wordsOf(text)
      .filter((word) => (CODES.has(word) || CODES.has(word.toLowerCase())) && !allowed.includes(word))
      .map((word) => `${word} in “${text.trim().slice(0, 80)}”`),
  )
  expect(found).toEqual([])
}
