// What listeners hear of dossiers that changed.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHANGED_CHANNEL } from '../../activities/record/changes.ts'
import { act } from '../support/builders.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

describe('changes', () => {
  let at: Scene
  let listener: pg.Client
  beforeAll(async () => {
    at = await aScene()
    listener = new pg.Client({ connectionString: at.appUrl })
    await listener.connect()
    await listener.query(`LISTEN ${CHANGED_CHANNEL}`)
  })
  afterAll(async () => {
    await listener.end()
    await at.drop()
  })

  it('are told with the id of the dossier, after the commit, and not for a refusal', async () => {
    const heard: string[] = []
    const second = new Promise<void>((resolve) => {
      listener.on('notification', ({ payload }) => {
        heard.push(payload ?? '')
        if (heard.length === 2) resolve()
      })
    })
    const one = await at.submitted('Trường Tiểu học')
    const refused = await act(at, { dossierId: one.id, action: 'approve', by: one.head })
    expect(refused.ok).toBe(false)
    const two = await at.submitted('Trạm Y tế')
    await second
    expect(new Set(heard)).toEqual(new Set([one.id, two.id]))
  })
})
