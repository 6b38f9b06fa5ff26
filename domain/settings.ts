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
  if (setting === undefined) return null
  const dated = [...(setting.history ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1))
  const held = dated.filter(({ from }) => from <= day)
  return held[held.length - 1]?.value ?? setting.value
}

/** All settings as they hold on the day: the procedure's, and those of the campaign beside them. */
export function settingsOn(
  procedure: Pick<Procedure, 'settings'>,
  campaign: Pick<CampaignFacts, 'settings'>,
  day: CivilDate,
): CampaignFacts['settings'] {
  const held = procedure.settings.map(
    ({ id, value }) => [id, settingAt(procedure, campaign, id, day) ?? value] as const,
  )
  return { ...campaign.settings, ...Object.fromEntries(held) }
}
