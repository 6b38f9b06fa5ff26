// What the worker loads for every workflow: it holds the rulebook and nothing that reaches outside, and it stays small,
// because each cached workflow pays for it in memory.
import { fileURLToPath } from 'node:url'
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker'
import { beforeAll, describe, expect, it } from 'vitest'

const WORKFLOWS = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url))
/** The SDK's own part is about 1.5 MB of this (with its source map inside). */
const SIZE_CAP_BYTES = 2.5 * 1024 * 1024
const FORBIDDEN = ['zod', 'express', 'pg', '@prisma', 'prisma', 'pino', 'procedures', 'activities', 'api']

describe('the workflow bundle', () => {
  let code: string
  let modules: string[]

  beforeAll(async () => {
    const bundle = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: new DefaultLogger('ERROR') })
    code = bundle.code
    // Webpack names each module by the path that it came from.
    modules = [...code.matchAll(/^\/\*\*\*\/ "([^"]+)":?$/gm)].map((match) => match[1] ?? '')
  })

  it('names the modules that it is made of, the rulebook among them', () => {
    expect(modules.filter((name) => name.startsWith('./domain/')).length).toBeGreaterThan(0)
    expect(modules.some((name) => name.startsWith('./workflows/'))).toBe(true)
  })

  it.each(FORBIDDEN)('holds nothing of %s', (name) => {
    const found = modules.filter(
      (path) => path.includes(`/node_modules/${name}/`) || path.startsWith(`./${name}/`),
    )
    expect(found).toEqual([])
  })

  it('stays under its size cap', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(SIZE_CAP_BYTES)
  })
})
