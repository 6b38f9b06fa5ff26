// What crosses between the bare rival's API, workflow and activity.
export interface BareState {
  readonly id: string
  readonly step: number
  readonly version: number
}

export interface BareAction {
  readonly commandId: string
  readonly step: number
  readonly actor: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface BareActivities {
  store(state: BareState, action: BareAction): Promise<void>
}

export const STEPS = 7
