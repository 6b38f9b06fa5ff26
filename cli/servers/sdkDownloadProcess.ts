// The process behind sdkDownload.ts: asks the Temporal SDK to fetch one server into a folder and start it once.
// Arguments: kind, version, folder. Ends with 1 when the server can't be fetched; the file that is left tells the rest.
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { TestWorkflowEnvironment } from '@temporalio/testing'

const [kind, version, downloadDir] = process.argv.slice(2)
if (version === undefined || downloadDir === undefined)
  throw new Error('usage: sdkDownloadProcess kind version folder')

Runtime.install({ logger: new DefaultLogger('ERROR') })
const executable = { type: 'cached-download', version, downloadDir, ttl: '3650 days' } as const
try {
  const environment =
    kind === 'time-skipping'
      ? await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } })
      : await TestWorkflowEnvironment.createLocal({ server: { executable } })
  await environment.teardown()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
