// What the topology is tried with: several dossiers live from registration to certificate at once while API processes and
// workers are killed and come back; then every act stands once in the record, every chain verifies, and the processes' role
// can't change a line of it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Say } from '../../cli/servers/cache.ts'
import { lastLines } from '../../cli/servers/processes.ts'
import type { Person } from '../../cli/rehearse/client.ts'
import { ended } from './containers.ts'
import { ACTS_OF_A_LIFE, demoCast, live } from './lives.ts'
import type { Topology } from './topology.ts'

const UNITS = 8

export class Trial {
  readonly #topology: Topology
  readonly #say: Say
  #well = true
  #acts = 0
  #troubles: Promise<void> = Promise.resolve()
  /** What everybody waits for before acting on. */
  #gate: Promise<void> = Promise.resolve()

  constructor(topology: Topology, say: Say) {
    this.#topology = topology
    this.#say = say
  }

  /** Lives, kills, checks; false where something differs, with a line for each. */
  async run(exports: string): Promise<boolean> {
    const { proxy, demo } = this.#topology
    await this.#untilOpen(demo.campaignId)
    const cast = await demoCast(proxy.url, demo, UNITS)
    const year = await this.#one<number>('SELECT year AS value FROM campaign WHERE id = $1', [
      demo.campaignId,
    ])
    const from = performance.now()
    const dossiers = await Promise.all(
      cast.units.map((unit) => live(cast, demo, unit, year, () => this.#acted())),
    )
    await this.#troubles
    const took = (performance.now() - from) / 1000
    this.#say(`${dossiers.length} dossiers recognised by ${this.#acts} acts in ${took.toFixed(0)} s`)
    this.#that('acts acknowledged', this.#acts, UNITS * ACTS_OF_A_LIFE)
    await this.#recordedOnce(dossiers)
    const answered = [...proxy.answered.values()]
    this.#say(`requests answered by each API process: ${answered.join(', ')}`)
    this.#that(
      'every API process that ran answered some',
      answered.every((count) => count > 0),
      true,
    )
    await this.#verified(cast.auditor, dossiers, exports)
    await this.#protected()
    return this.#well
  }

  /** At a quarter of the acts the first API and worker are killed; at half they come back, and the second ones go. */
  async #acted(): Promise<void> {
    this.#acts += 1
    const total = UNITS * ACTS_OF_A_LIFE
    const [firstApi = '', secondApi = ''] = this.#topology.replicas('api')
    const [firstWorker = '', secondWorker = ''] = this.#topology.replicas('worker')
    if (this.#acts === Math.floor(total / 4)) this.#trouble(() => this.#kill(firstApi, firstWorker))
    if (this.#acts === Math.floor(total / 2)) {
      // Nobody acts until they are back: what follows is left to them alone.
      this.#trouble(() => this.#bringBack(firstApi, firstWorker))
      this.#gate = this.#troubles
      this.#trouble(() => this.#kill(secondApi, secondWorker))
    }
    if (this.#acts === Math.floor((total * 3) / 4))
      this.#trouble(() => this.#bringBack(secondApi, secondWorker))
    await this.#gate
  }

  #trouble(work: () => Promise<void>): void {
    this.#troubles = this.#troubles.then(work)
  }

  async #kill(...names: string[]): Promise<void> {
    await this.#topology.kill(...names)
    this.#say(`  after ${this.#acts} acts: ${names.join(' and ')} killed`)
  }

  async #bringBack(...names: string[]): Promise<void> {
    await Promise.all(names.map((name) => this.#topology.bringUp(name)))
    this.#say(`  after ${this.#acts} acts: ${names.join(' and ')} back`)
  }

  /** The campaign was planned before any worker ran: a worker's start wakes it. */
  async #untilOpen(campaignId: string): Promise<void> {
    const until = performance.now() + 60_000
    const status = () => this.#one<string>('SELECT status AS value FROM campaign WHERE id = $1', [campaignId])
    while ((await status()) !== 'open') {
      if (performance.now() > until) throw new Error(`campaign ${campaignId} is not woken`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  async #recordedOnce(dossiers: readonly string[]): Promise<void> {
    const accepted = await this.#one<number>(
      'SELECT count(*)::int AS value FROM command WHERE ok AND dossier_id = ANY($1)',
      [dossiers],
    )
    this.#that('acts in the record', accepted, UNITS * ACTS_OF_A_LIFE)
    const versions = await this.#one<number>(
      'SELECT sum(version)::int AS value FROM dossier WHERE id = ANY($1)',
      [dossiers],
    )
    this.#that('versions of their rows', versions, UNITS * ACTS_OF_A_LIFE)
    const certificates = await this.#one<number>(
      'SELECT count(DISTINCT number)::int AS value FROM certificate WHERE dossier_id = ANY($1)',
      [dossiers],
    )
    this.#that('certificates with numbers of their own', certificates, UNITS)
    const incidents = await this.#one<number>('SELECT count(*)::int AS value FROM incident', [])
    this.#that('incidents', incidents, 0)
  }

  async #verified(auditor: Person, dossiers: readonly string[], folder: string): Promise<void> {
    for (const id of dossiers) {
      const file = await auditor.must('GET', `/dossiers/${id}/export`)
      writeFileSync(join(folder, `dossier-${id}.json`), JSON.stringify(file))
    }
    const { engine } = this.#topology
    const command = ['node', '--import', 'tsx', 'cli/verify.ts', folder]
    const code = await ended(engine.start('verify', 'setup', command))
    if (code !== 0) this.#say(lastLines(engine.logOf('verify')))
    this.#that('exit code of verify over their exports', code, 0)
  }

  async #protected(): Promise<void> {
    const refused = await this.#topology.pool.query('DELETE FROM event').then(
      () => 'done',
      (error: unknown) => (error as { code?: string }).code,
    )
    this.#that('deleting from the record as the processes’ role', refused, '42501')
  }

  async #one<T>(text: string, values: unknown[]): Promise<T> {
    const { rows } = await this.#topology.pool.query<{ value: T }>(text, values)
    const [row] = rows
    if (row === undefined) throw new Error(`no row: ${text}`)
    return row.value
  }

  #that(what: string, found: unknown, expected: unknown): void {
    const same = found === expected
    this.#well &&= same
    this.#say(
      `  ${same ? 'ok ' : 'NO '} ${what}: ${String(found)}${same ? '' : `, expected ${String(expected)}`}`,
    )
  }
}
