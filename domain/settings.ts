// What a setting is worth on a day: the campaign's own value, else the procedure's, which may change from a date on.
import type { CampaignFacts } from './command.ts'
import type { Procedure } from './procedure.ts'
import type { CivilDate } from './time/civil.ts'

/** The value that holds on the day; null when the procedure has no such setting. */
export function settingAt(
  procedure: Pick<Procedure, 'settings'>,
  campaign: Pick<CampaignFacts, 'settings'>,
  id: string,
  day: CivilDate,
): string | number | boolean | null {
  const own = campaign.settings[id]
  if (own !== undefined) return own
  const setting = procedure.settings.find((one) => one.id === id)
  return setting === undefined ? null : heldOn(setting, day)
}

/** The last of the dated values that isn't after the day; the value without a date where there is none. */
export function heldOn<V>(
  { value, history }: { readonly value: V; readonly history?: readonly { from: CivilDate; value: V }[] },
  day: CivilDate,
): V {
  const dated = [...(history ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1))
  const held = dated.filter(({ from }) => from <= day)
  return held[held.length - 1]?.value ?? value
}

/**
 * The campaign's own settings, and beside them those that open paths, as they hold on the day. No others: a rate holds on
 * the day of what is judged by it.
 */
export function settingsOn(
  procedure: Pick<Procedure, 'settings' | 'paths'>,
  campaign: Pick<CampaignFacts, 'settings'>,
  day: CivilDate,
): CampaignFacts['settings'] {
  const switches = procedure.paths.flatMap(({ setting }) => setting ?? [])
  const held = procedure.settings
    .filter(({ id }) => switches.includes(id))
    .map(({ id, value }) => [id, settingAt(procedure, campaign, id, day) ?? value] as const)
  return { ...campaign.settings, ...Object.fromEntries(held) }
}
