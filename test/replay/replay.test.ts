// Every saved history replays on the workflows as they are now. One that doesn't means that runs under way would break:
// guard the change with `patched()`; a saved history is never edited or taken away.
import { DeterminismViolationError } from '@temporalio/workflow'
import { Worker } from '@temporalio/worker'
import { beforeAll, describe, expect, it } from 'vitest'
import { quietRuntime } from '../support/temporal.ts'
import { workflowBundle } from '../support/workflow-fakes.ts'
import { readHistory, savedNames } from './files.ts'
import type { History } from './files.ts'

const replay = async (history: History): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history)

beforeAll(() => {
  quietRuntime()
})

describe('saved histories', () => {
  it('are there for every way in which a dossier has lived so far', () => {
    const lives = ['year', 'revoked', 'outage', 'bug', 'stepped', 'timers', 'handing-over', 'taken-over']
    expect(savedNames()).toEqual(expect.arrayContaining(lives.map((life) => `dossier-${life}`)))
  })

  it.each(savedNames())('%s replays', async (name) => {
    await replay(readHistory(name))
  })

  it('would not replay if the workflow asked the record for something else', async () => {
    const history = readHistory('dossier-year')
    for (const { markerRecordedEventAttributes: marker } of history.events) {
      const [payload] = marker?.details?.data?.payloads ?? []
      if (payload?.data == null) continue
      const asked = JSON.parse(Buffer.from(payload.data).toString()) as { activity_type: string }
      expect(asked.activity_type).toBe('commit')
      payload.data = Buffer.from(JSON.stringify({ ...asked, activity_type: 'load' }))
    }
    await expect(replay(history)).rejects.toThrow(DeterminismViolationError)
  })
})
