// What a caller is told by a server that refuses because it has too much to do: it is asked again within the time limit,
// and only when it stays so is the action unavailable. The server here speaks the real protocol and refuses as it is told.
import { randomUUID } from 'node:crypto'
import { Server, ServerCredentials, status } from '@grpc/grpc-js'
import type { sendUnaryData } from '@grpc/grpc-js'
import { Client, Connection, defaultPayloadConverter } from '@temporalio/client'
import { temporal } from '@temporalio/proto'
import { afterEach, describe, expect, it } from 'vitest'
import { CONNECTION_OPTIONS, sendAct } from '../../api/act.ts'
import { aCommand, aRequest, anInput } from '../support/workflow-fakes.ts'

const { UpdateWorkflowExecutionResponse, GetSystemInfoResponse } = temporal.api.workflowservice.v1
const DONE = { ok: true, code: null, detail: {}, repeated: false, position: null, recordedAt: null }
const STAGE_COMPLETED =
  temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage
    .UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED

const asIs = {
  requestStream: false,
  responseStream: false,
  requestSerialize: (bytes: Buffer) => bytes,
  requestDeserialize: (bytes: Buffer) => bytes,
  responseSerialize: (bytes: Uint8Array) => Buffer.from(bytes),
  responseDeserialize: (bytes: Buffer) => bytes,
} as const
const method = (name: string) => ({
  ...asIs,
  path: `/temporal.api.workflowservice.v1.WorkflowService/${name}`,
})

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A server that refuses so many updates with a code, then answers them; and a client of it. */
async function serverThatRefuses(times: number, code: status) {
  const asked = { times: 0 }
  const server = new Server()
  server.addService(
    {
      getSystemInfo: method('GetSystemInfo'),
      update: method('UpdateWorkflowExecution'),
    },
    {
      getSystemInfo: (_call: unknown, done: sendUnaryData<Uint8Array>) =>
        done(null, GetSystemInfoResponse.encode({}).finish()),
      update: (_call: unknown, done: sendUnaryData<Uint8Array>) => {
        asked.times += 1
        if (asked.times <= times) return done({ code, details: 'as it was told' })
        const updateRef = { workflowExecution: { workflowId: 'w', runId: 'r' }, updateId: 'u' }
        const success = { payloads: [defaultPayloadConverter.toPayload(DONE)] }
        return done(
          null,
          UpdateWorkflowExecutionResponse.encode({
            stage: STAGE_COMPLETED,
            updateRef,
            outcome: { success },
          }).finish(),
        )
      },
    },
  )
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, at) =>
      error === null ? resolve(at) : reject(error),
    ),
  )
  const connection = await Connection.connect({ address: `127.0.0.1:${port}`, ...CONNECTION_OPTIONS })
  closing.push(async () => {
    await connection.close()
    server.forceShutdown()
  })
  return { client: new Client({ connection }), asked }
}

const input = anInput(randomUUID())
const request = aRequest(aCommand(input.dossierId, 'approve'))
const send = (client: Client, deadlineMs: number) => sendAct(client, request, input, { deadlineMs })

describe('an action that a busy server refuses', () => {
  it('is sent again until there is room', async () => {
    const { client, asked } = await serverThatRefuses(3, status.RESOURCE_EXHAUSTED)
    expect(await send(client, 30_000)).toEqual({ kind: 'result', result: DONE })
    expect(asked.times).toBe(4)
  })

  it('is unavailable when there is none within the time limit: nothing was taken in', async () => {
    const { client, asked } = await serverThatRefuses(Infinity, status.RESOURCE_EXHAUSTED)
    expect(await send(client, 1_500)).toEqual({ kind: 'unavailable' })
    expect(asked.times).toBeGreaterThan(2)
  })

  it('is pending when one of the refusals may have come after it was taken in', async () => {
    const { client } = await serverThatRefuses(Infinity, status.INTERNAL)
    expect(await send(client, 1_500)).toEqual({ kind: 'pending' })
  })
})
