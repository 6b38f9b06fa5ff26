// Finds the programs of the Temporal servers on this machine, or gets them once into the user's cache folder: the
// development server (for `npm start` and tests) and the time-skipping test server (for tests only).
import { execFile, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { childEnvironment, environmentValue, readConfig } from '../../config.ts'
import { cachedFolder } from './cache.ts'
import { StartError } from './processes.ts'
import type { Say } from './cache.ts'
import { downloadThroughSdk } from './sdkDownload.ts'

/** The newest version of the command line that can be built with `go install`; server 1.29.1. */
const CLI_VERSION = '1.5.1'
const TEST_SERVER_VERSION = '1.38.0'

const quiet: Say = () => undefined

/** The path of a Temporal command line that can run the development server; gets one if there is none. Throws one clear line. */
export async function findTemporal(say: Say = quiet): Promise<string> {
  const { temporalCli, cacheDir } = readConfig()
  if (temporalCli !== undefined) {
    if (!existsSync(temporalCli))
      throw new StartError(`TEMPORAL_CLI: there is no ${temporalCli}; name the temporal program`)
    return temporalCli
  }
  const installed = onPath('temporal')
  if (installed !== undefined) return installed
  const folder = await cachedFolder(cacheDir, `temporal-${CLI_VERSION}`, say, async (target) => {
    say('Temporal server: not on this machine, downloading it once')
    if (await downloadThroughSdk('dev-server', `v${CLI_VERSION}`, target, 'temporal', say)) return true
    return buildTemporal(target, say)
  })
  if (folder !== undefined) return join(folder, 'temporal')
  throw new StartError(
    'no Temporal server: it is not on this machine, temporal.download can’t be reached and Go can’t build it. ' +
      'Install the Temporal CLI (https://docs.temporal.io/cli) or Go 1.24 or newer, or set TEMPORAL_ADDRESS to a running server',
  )
}

async function buildTemporal(target: string, say: Say): Promise<boolean> {
  const go = onPath('go')
  if (go === undefined) return false
  say('Temporal server: temporal.download can’t be reached, building it from source once (3 to 8 minutes)')
  const started = performance.now()
  const timer = setInterval(() => {
    say(`  still building, ${Math.round((performance.now() - started) / 1000)} s`)
  }, 30_000)
  try {
    return await new Promise<boolean>((resolve) => {
      const child = spawn(
        go,
        ['install', '-ldflags', '-s -w', `github.com/temporalio/cli/cmd/temporal@v${CLI_VERSION}`],
        {
          env: childEnvironment({ GOBIN: target, GOFLAGS: '-mod=mod' }),
          stdio: ['ignore', 'ignore', 'pipe'],
          cwd: target,
        },
      )
      let said = ''
      child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
      child.once('error', () => resolve(false))
      child.once('exit', (code) => {
        if (code !== 0) say(`Temporal server: the build failed\n${said}`)
        resolve(code === 0)
      })
    })
  } finally {
    clearInterval(timer)
  }
}

/** The path of a time-skipping test server; gets one if there is none. Throws one clear line. */
export async function findTestServer(say: Say = quiet): Promise<string> {
  const { cacheDir } = readConfig()
  const folder = await cachedFolder(
    cacheDir,
    `temporal-test-server-${TEST_SERVER_VERSION}`,
    say,
    async (target) => {
      say('Temporal test server: not on this machine, downloading it once')
      const downloaded = await downloadThroughSdk(
        'time-skipping',
        `v${TEST_SERVER_VERSION}`,
        target,
        'temporal-test-server',
        say,
      )
      return downloaded || fetchTestServerJars(target, say)
    },
  )
  if (folder !== undefined) return join(folder, 'temporal-test-server')
  throw new StartError(
    'no Temporal test server: temporal.download can’t be reached, and Maven with Java can’t fetch it. ' +
      'Install Maven and a Java of 11 or newer, or let this machine reach temporal.download',
  )
}

async function fetchTestServerJars(target: string, say: Say): Promise<boolean> {
  const [java, maven] = [onPath('java'), onPath('mvn')]
  if (java === undefined || maven === undefined) return false
  say('Temporal test server: temporal.download can’t be reached, fetching it with Maven once')
  const pom = join(target, 'pom.xml')
  const jars = join(target, 'jars')
  mkdirSync(jars)
  writeFileSync(
    pom,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>vn.trinh</groupId><artifactId>test-server</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${TEST_SERVER_VERSION}</version>
  </dependency></dependencies></project>\n`,
  )
  try {
    const goal = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`]
    await promisify(execFile)(maven, goal, { env: childEnvironment({}), maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    say(`Temporal test server: Maven failed: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
  // The folder gets its lasting name later: the script finds the jars beside itself.
  const script = join(target, 'temporal-test-server')
  writeFileSync(
    script,
    `#!/bin/sh
here=$(dirname "$0")
exec java -XX:+UseSerialGC -Xmx512m -cp "$here/jars/*" io.temporal.testserver.TestServer "$@"
`,
  )
  chmodSync(script, 0o755)
  return true
}

/** The first program of that name in the folders of PATH. */
function onPath(program: string): string | undefined {
  const name = process.platform === 'win32' ? `${program}.exe` : program
  return (environmentValue('PATH') ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))
}
