// The programs that the images of docker-compose.yml bring, gathered in one folder under the names that they have there:
// Temporal's server and its tool for tables, built once from source into the user's cache; its command line; psql.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { childEnvironment, environmentValue, readConfig } from '../../config.ts'
import { cachedFolder } from '../../cli/servers/cache.ts'
import type { Say } from '../../cli/servers/cache.ts'
import { findTemporal } from '../../cli/servers/findTemporal.ts'
import { StartError } from '../../cli/servers/processes.ts'

const MODULE = 'go.temporal.io/server/cmd'

/** Puts the programs into a folder, to stand first in PATH; throws one line that says what is missing. */
export async function gatherPrograms(folder: string, version: string, say: Say): Promise<void> {
  const server = await serverPrograms(version, say)
  const links = {
    'temporal-server': join(server, 'server'),
    'temporal-sql-tool': join(server, 'sql'),
    temporal: await findTemporal(say),
    psql: found('psql', 'install the PostgreSQL client (Debian: postgresql-client)'),
  }
  mkdirSync(folder, { recursive: true })
  for (const [name, program] of Object.entries(links)) symlinkSync(program, join(folder, name))
}

async function serverPrograms(version: string, say: Say): Promise<string> {
  const { cacheDir } = readConfig()
  const folder = await cachedFolder(cacheDir, `temporal-server-${version}`, say, async (target) => {
    const go = found('go', `install Go, which builds Temporal's server ${version} once (some 5 minutes)`)
    say(`Temporal's server ${version}: building it from source once (some 5 minutes)`)
    const packages = [`${MODULE}/server@v${version}`, `${MODULE}/tools/sql@v${version}`]
    await promisify(execFile)(go, ['install', '-ldflags', '-s -w', ...packages], {
      env: childEnvironment({ GOBIN: target }),
      maxBuffer: 64 * 1024 * 1024,
    })
    return true
  })
  for (const name of ['server', 'sql']) {
    if (folder === undefined || !existsSync(join(folder, name)))
      throw new StartError(
        `${folder ?? cacheDir}: no program "${name}"; remove the folder, so that it is built again`,
      )
  }
  return folder ?? ''
}

function found(program: string, otherwise: string): string {
  const path = (environmentValue('PATH') ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find((candidate) => existsSync(candidate))
  if (path === undefined) throw new StartError(`no ${program} on this machine: ${otherwise}`)
  return path
}
