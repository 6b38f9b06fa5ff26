// How the sources of rules are named to people: texts by their own sign, rows of the model plans in words.

const MODEL_PLAN = /^(S\d)-0*(\d+)([a-z]?)$/u

/** "kế hoạch mẫu S2, mục 6" of S2-06, a row of a model plan; another source is its own name. */
export function sourceName(source: string): string {
  const [, plan, row, letter = ''] = MODEL_PLAN.exec(source) ?? []
  return plan === undefined || row === undefined ? source : `kế hoạch mẫu ${plan}, mục ${row}${letter}`
}
