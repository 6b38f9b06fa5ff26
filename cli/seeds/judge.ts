// Whether each row of the seeds has something that carries it out, and whether that was seen happening: the table of
// coverage held against the rows, the procedures that ship, and what the rehearsal wrote down. Pure: files are read elsewhere.

/** A line of procedures/coverage.tsv: a row, what kind of thing carries it, which, and the proofs, all of them needed. */
export interface Covered {
  readonly row: string
  readonly kind: string
  readonly carrier: string
  readonly proofs: readonly string[]
}

/** What the rehearsal saw (docs/rehearsed-events.json): names of events, sorted, and of which procedures. */
export interface Ledger {
  readonly proceduresHash: string
  readonly names: readonly string[]
}

/** What the table is held against. */
export interface Known {
  readonly rows: readonly string[]
  readonly procedures: readonly string[]
  readonly proceduresHash: string
  readonly ledger: Ledger | null
  /** The text of a test's file; null where there is none. */
  readonly testFile: (path: string) => string | null
}

const OUT = 'out'
const ORGANISATION = 'organisation'
const SHORTEST_REASON = 20
const TEST = /^test: (\S+) \((.+)\)$/

/** Reads the table; its first line names the columns. */
export function parseCoverage(text: string): readonly Covered[] {
  const [, ...lines] = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [row = '', kind = '', carrier = '', proof = ''] = line.split('\t')
    const proofs = kind === OUT ? [proof.trim()] : proof.split(' + ').map((one) => one.trim())
    return { row, kind, carrier, proofs }
  })
}

function rowProblems(table: readonly Covered[], rows: readonly string[]): string[] {
  const named = table.map(({ row }) => row)
  return [
    ...rows.filter((row) => !named.includes(row)).map((row) => `${row}: nothing carries it out`),
    ...named.filter((row) => !rows.includes(row)).map((row) => `${row}: there is no such row`),
    ...[...new Set(named.filter((row, index) => named.indexOf(row) !== index))].map(
      (row) => `${row}: stands there twice`,
    ),
  ]
}

function carrierProblems({ row, kind, carrier }: Covered, procedures: readonly string[]): string[] {
  if (kind === OUT || kind === ORGANISATION) return []
  return carrier
    .split(' + ')
    .filter((id) => !procedures.includes(id))
    .map((id) => `${row}: there is no procedure "${id}"`)
}

function testProblem(proof: string, testFile: Known['testFile']): string | null {
  const [, path, what] = TEST.exec(proof) ?? []
  if (path === undefined || what === undefined) return 'names no test and what it shows'
  const text = testFile(path)
  if (text === null) return `there is no file ${path}`
  return text.includes(what) ? null : `${path} has no test "${what}"`
}

function proofProblems({ row, kind, proofs }: Covered, { ledger, testFile }: Known): string[] {
  if (kind === OUT)
    return (proofs[0]?.length ?? 0) < SHORTEST_REASON ? [`${row}: left out without a reason`] : []
  return proofs.flatMap((proof) => {
    if (proof.startsWith('test:')) {
      const problem = testProblem(proof, testFile)
      return problem === null ? [] : [`${row}: ${problem}`]
    }
    return ledger?.names.includes(proof) === true ? [] : [`${row}: never seen happening: ${proof}`]
  })
}

/** Everything that is missing or doesn't hold together; empty when every row is carried out and was seen to be. */
export function judgeCoverage(table: readonly Covered[], known: Known): readonly string[] {
  const { ledger, proceduresHash } = known
  const stale =
    ledger === null
      ? ['nothing was rehearsed yet: npm run rehearse -- all']
      : ledger.proceduresHash === proceduresHash
        ? []
        : ['the procedures are no longer those that were rehearsed: npm run rehearse -- all']
  return [
    ...rowProblems(table, known.rows),
    ...table.flatMap((line) => carrierProblems(line, known.procedures)),
    ...stale,
    ...table.flatMap((line) => proofProblems(line, known)),
  ]
}

/** Names of events that some row needs to have been seen; tests and reasons are not among them. */
export function eventsNeeded(table: readonly Covered[]): readonly string[] {
  const names = table
    .filter(({ kind }) => kind !== OUT)
    .flatMap(({ proofs }) => proofs.filter((proof) => !proof.startsWith('test:')))
  return [...new Set(names)].sort()
}
