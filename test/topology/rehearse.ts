// `npm run rehearse:topology`: lives some dossiers on the topology of docker-compose.yml without containers: PostgreSQL, a
// Temporal server with its schema and namespace jobs, the setup job, two API processes and two workers behind a proxy's
// stand-in, run by the file's own commands and environments; parts are killed meanwhile. Exit 1 if anything differs from
// what it should be. Not part of CI: it needs Go (once) and psql. `--app FOLDER` runs the code of an image's files there,
// `--keep` leaves the folder behind.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { StartError } from '../../cli/servers/processes.ts'
import { temporaryFolder } from '../../cli/servers/temporaryFolder.ts'
import { ROOT, Topology } from './topology.ts'
import { Trial } from './trial.ts'

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** What a person writes into .env. */
function variables(folder: string): Record<string, string> {
  const keyFile = join(folder, 'signing-key.pem')
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  const password = () => randomBytes(24).toString('hex')
  return {
    POSTGRES_PASSWORD: password(),
    TRINH_OWNER_PASSWORD: password(),
    TRINH_APP_PASSWORD: password(),
    TEMPORAL_DB_PASSWORD: password(),
    SIGNING_KEY_FILE: keyFile,
  }
}

async function rehearse(app: string, keep: boolean): Promise<boolean> {
  const folder = temporaryFolder('topology')
  const topology = new Topology({ app, folder, variables: variables(folder), say })
  try {
    await topology.start()
    const trial = new Trial(topology, say)
    mkdirSync(join(folder, 'exports'))
    const well = await trial.run(join(folder, 'exports'))
    return (await topology.stop()) && well
  } finally {
    await topology.end()
    if (keep) say(`Left behind: ${folder}`)
    else rmSync(folder, { recursive: true, force: true })
  }
}

const { values } = parseArgs({
  options: { app: { type: 'string', default: ROOT }, keep: { type: 'boolean', default: false } },
})
rehearse(resolve(values.app), values.keep).then(
  (well) => {
    say(
      well ? '\nThe topology does what it should.' : '\nSomething differs from what it should be, see above.',
    )
    process.exitCode = well ? 0 : 1
  },
  (error: unknown) => {
    const text =
      error instanceof Error ? (error instanceof StartError ? error.message : error.stack) : String(error)
    process.stderr.write(`${text}\n`)
    process.exitCode = 1
  },
)
