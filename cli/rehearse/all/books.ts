// What must come out when the year is over, by what the dossiers themselves say: how many ended how in each procedure, the
// consolidated reports against those that they were put together from, and what was spent against what was allotted.
import type { DossierState } from '../../../domain/dossier.ts'
import type { Checks } from '../checks.ts'
import { PROVINCE } from './company.ts'
import type { Company } from './company.ts'
import { EXPECTED } from './expected.ts'
import type { Player } from './play.ts'

/** What was handed in at a step: numbers and texts by field, and the kinds of documents. */
interface Sheet {
  readonly fields: Readonly<Record<string, unknown>>
  readonly documents: readonly string[]
}

const SUMMED = ['sessions', 'participants', 'tips'] as const
const SUMMED_OF_YEAR = [...SUMMED, 'supervised', 'reintegrated'] as const
const SENT = ['send', 'sendArea', 'sendToProvince']

class Books {
  readonly #company: Company
  readonly states: readonly DossierState[]

  constructor(company: Company, states: readonly DossierState[]) {
    this.#company = company
    this.states = states
  }

  of(procedure: string, ...paths: readonly string[]): readonly DossierState[] {
    return this.states.filter(
      (state) => state.procedure.id === procedure && (paths.length === 0 || paths.includes(state.path)),
    )
  }

  /** The last content of the first of these steps that the dossier has been through. */
  async sheet(state: DossierState, steps: readonly string[]): Promise<Sheet> {
    const hash = steps.map((step) => state.contents[step]).find((one) => one !== undefined)
    if (hash === undefined) return { fields: {}, documents: [] }
    const body = await this.#company
      .one(PROVINCE, 'provinceStaff')
      .must('GET', `/dossiers/${state.id}/contents/${hash}`)
    const documents = (body['documents'] ?? []) as readonly { readonly kind: string }[]
    return {
      fields: (body['fields'] ?? {}) as Sheet['fields'],
      documents: documents.map(({ kind }) => kind),
    }
  }

  /** The sum of a field over dossiers, as it stands in the last content of one of the steps. */
  async sum(states: readonly DossierState[], steps: readonly string[], field: string): Promise<number> {
    let sum = 0
    for (const state of states) sum += Number((await this.sheet(state, steps)).fields[field] ?? 0)
    return sum
  }
}

/** How many dossiers of each procedure ended with which outcome; what has none yet counts by its status. */
function tally(states: readonly DossierState[]): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {}
  for (const { procedure, status, outcome } of states) {
    const key = outcome === null || status === 'revoked' ? status : outcome
    const own = (counts[procedure.id] ??= {})
    own[key] = (own[key] ?? 0) + 1
  }
  const sorted = <T>(of: Record<string, T>): [string, T][] =>
    Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted(counts).map(([id, own]) => [id, Object.fromEntries(sorted(own))]))
}

function checkTally(checks: Checks, states: readonly DossierState[]): void {
  const found = tally(states)
  for (const id of new Set([...Object.keys(EXPECTED), ...Object.keys(found)]))
    checks.that({ what: id, found: found[id] ?? null, expected: EXPECTED[id] ?? null })
}

/** The commune's report adds up what its units and areas sent, the province's what reached it. */
async function checkReports(checks: Checks, books: Books): Promise<void> {
  for (const [id, fields] of [
    ['bao-cao-6-thang', SUMMED],
    ['bao-cao-nam', SUMMED_OF_YEAR],
  ] as const) {
    const below = books.of(id, 'area', 'unit').filter(({ outcome }) => outcome === 'received')
    const communes = books.of(id, 'commune')
    const provincial = books.of(id, 'provincialUnit')
    for (const field of fields) {
      const compiled = await books.sum(communes, ['compile'], field)
      checks.that({
        what: `${id}, ${field}: the commune’s report against ${below.length} below it`,
        found: compiled,
        expected: await books.sum(below, SENT, field),
      })
      checks.that({
        what: `${id}, ${field}: the province’s report against ${communes.length + provincial.length} below it`,
        found: await books.sum(books.of(id, 'province'), ['compileProvince'], field),
        expected: compiled + (await books.sum(provincial, SENT, field)),
      })
    }
  }
}

/** Within the allotment, or by name and with the paper that approves it. */
async function checkMoney(checks: Checks, books: Books): Promise<void> {
  const paid = (path: string): readonly DossierState[] =>
    books.of('chi', path).filter(({ outcome }) => outcome === 'paid')
  const allocated = await books.sum(books.of('du-toan', 'commune'), ['allocate'], 'allocated')
  const within = await books.sum(paid('commune'), ['approve'], 'amount')
  let over = 0
  let unnamed = 0
  for (const state of paid('overCommune')) {
    const { fields, documents } = await books.sheet(state, ['approveOver'])
    over += Number(fields['amount'] ?? 0)
    if (!documents.includes('approval') || fields['ground'] === undefined) unnamed += 1
  }
  checks.that({
    what: `${within} spent of ${allocated} allotted, and ${over} approved by name; more than that`,
    found: [Math.max(0, within - allocated), unnamed],
    expected: [0, 0],
  })
  checks.that({
    what: 'settled is what was spent',
    found: await books.sum(books.of('du-toan', 'commune'), ['settle'], 'settled'),
    expected: within + over,
  })
}

/** Holds the year’s dossiers against what is expected of them. */
export async function checkBooks(checks: Checks, company: Company, player: Player): Promise<void> {
  const states: DossierState[] = []
  for (const dossierId of player.dossiers) states.push(await player.look(dossierId))
  const books = new Books(company, states)
  checkTally(checks, states)
  await checkReports(checks, books)
  await checkMoney(checks, books)
}
