// What a paper about one dossier says: everything that its template may ask for, read from the record and the registry. All
// texts are ready to print; what is not known yet is left as a gap to be filled by hand.
import { SUBJECT_KIND_WORDS } from '../../domain/glossary/places.ts'
import { officeAt } from '../../domain/people.ts'
import type { PaperData } from '../../domain/paper-tags.ts'
import * as words from '../../domain/paper-words.ts'
import { bodyOf } from '../../domain/papers.ts'
import type { PaperKind } from '../../domain/papers.ts'
import type { Party, Source } from '../../domain/procedure.ts'
import { outcomeById, stepById, stepAfter } from '../../domain/steps.ts'
import { writtenNumber } from '../../domain/symbols.ts'
import { contentOf, ownData } from './collect-own.ts'
import { fieldRows } from './fields.ts'
import type { Asked, Collecting } from './collecting.ts'
import { readPersons, readPost } from './names.ts'
import type { DossierOf, OfficeOf } from './names.ts'
import { tablesOf } from './tables.ts'

/** A gap for a number that is written in by hand. */
export const GAP = '        '

/** The data of a paper about one dossier. */
export async function collect(collecting: Collecting): Promise<PaperData> {
  const { db, dossier, asked } = collecting
  const { state, procedure, owner, offices } = dossier
  const persons = await readPersons(db, [asked.signedBy])
  const commune = offices.get(state.offices.commune)
  const province = offices.get(state.offices.province)
  const post = asked.form === 'TUQ' ? await readPost(db, asked.signedBy, asked.office.id, asked.at) : null
  const sign = words.signBlock(asked.form, asked.role, asked.body, asked.office, post)
  const to = addressee(collecting)
  return {
    ...headOf(asked, commune, province),
    ...subjectOf(dossier),
    excerpt: excerptOf(asked.kind, dossier),
    signPrefix: sign.prefix,
    signTitle: sign.title,
    signerName: asked.draft ? '' : (persons.get(asked.signedBy ?? '') ?? ''),
    recipients: recipients(collecting, to).map((name) => ({ name })),
    year: String(state.year),
    procedureName: words.lowerFirst(procedure.vi),
    ownerName:
      asked.body === 'unit'
        ? asked.office.id === owner.id
          ? owner.name
          : asked.office.name
        : words.bodyName(asked.body, asked.office),
    grounds: groundsOf([procedure.source, asked.step.source]).map((text) => ({ text })),
    fields: fieldRows(asked.step.needs, asked.written),
    documents: (asked.written?.documents ?? []).map(({ name }, at) => ({ no: String(at + 1), name })),
    addressee: to,
    statement: asked.written?.text ?? '',
    isList: false,
    count: '1',
    units: [],
    verdict: verdictOf(dossier, asked),
    tables: await tablesOf(
      { procedure, path: asked.after === true ? null : state.path, step: asked.step },
      (step) =>
        step === asked.step.id && asked.written !== null
          ? Promise.resolve(asked.written)
          : contentOf(collecting, state.contents[step]),
    ),
    ...(await ownData(collecting)),
  }
}

/** Head, number and date of a paper. */
export function headOf(
  asked: Omit<Asked, 'step' | 'written' | 'event'>,
  commune: OfficeOf | null,
  province: OfficeOf | null,
): PaperData {
  const { kind, body, office } = asked
  const above = office.id === commune?.id ? null : commune
  const place =
    office.kind === 'province' || commune === null
      ? (province?.shortName ?? office.shortName)
      : commune.shortName
  return {
    parentBody: words.parentHead(body, office, above, province),
    bodyName: words.bodyHead(body, office),
    number: asked.number === null ? GAP : writtenNumber(asked.number),
    symbol: words.symbolEnding(kind, body, office),
    placeDate: asked.draft ? words.openDate(place, asked.at) : words.placeDate(place, asked.at),
    authority: words.bodyName(body, office).toLocaleUpperCase('vi'),
  }
}

function subjectOf({ state, subjectName, offices, owner }: DossierOf): PaperData {
  const commune = offices.get(state.offices.commune ?? owner.communeId)
  const province = offices.get(state.offices.province ?? owner.provinceId)
  const lies = [commune, province].flatMap((one) =>
    one === null || one.id === state.subject.id ? [] : [words.placeOf(one)],
  )
  return {
    subjectName,
    subjectKind: SUBJECT_KIND_WORDS[state.subject.kind].vi,
    subjectAddress: lies.join(', '),
  }
}

const ABOUT: Readonly<Record<PaperKind, string>> = {
  proposal: 'Về việc đề nghị',
  decision: 'Về việc',
  notice: 'Kết quả',
  certificate: '',
  registration: 'Về',
  selfAssessment: 'Kết quả thực hiện tiêu chí',
  inspectionMinutes: 'Kiểm tra việc thực hiện tiêu chí',
  meetingMinutes: 'Họp xét',
  assignmentMinutes: 'Phân công nhiệm vụ',
  report: 'Kết quả',
  plan: 'Thực hiện',
  returnLetter: 'trả hồ sơ',
  invitation: 'Họp xét',
  estimate: 'Cho',
  settlement: 'Của',
  schedule: 'Kèm theo',
  commendation: 'Về',
}

/** What the paper is about, in a line. */
export function excerptOf(
  kind: PaperKind,
  { procedure, state, subjectName }: Pick<DossierOf, 'procedure' | 'state' | 'subjectName'>,
): string {
  const matter = words.lowerFirst(procedure.vi)
  if (kind === 'certificate') return procedure.vi
  if (kind === 'plan' || kind === 'estimate' || kind === 'settlement' || kind === 'schedule')
    return `${ABOUT[kind]} ${subjectName} năm ${state.year}`
  return `${ABOUT[kind]} ${matter} năm ${state.year}`
}

/** Legal texts that the data cites, as grounds; rows of plans are none. */
export function groundsOf(sources: readonly Source[]): string[] {
  const cited = sources.flatMap((source) => ('cites' in source ? source.cites : []))
  return [...new Set(cited.flatMap((row) => words.groundText(row) ?? []))]
}

function bodyOfParty({ dossier }: Collecting, party: Party): string | null {
  const office = dossier.offices.get(officeAt(dossier.state.offices, party.level))
  return office === null ? null : words.bodyName(bodyOf(party.role, office.kind), office)
}

/** To whom it goes: whoever takes the dossier next; one sent back goes to its owner. */
function addressee(collecting: Collecting): string {
  const { dossier, asked } = collecting
  if (asked.kind === 'returnLetter') return dossier.owner.name
  const path = dossier.procedure.paths.find(({ id }) => id === dossier.state.path)
  const next = path === undefined ? null : stepAfter(path, asked.step.id)
  const party = next === null ? undefined : stepById(dossier.procedure, next)?.parties[0]
  return (party === undefined ? null : bodyOfParty(collecting, party)) ?? dossier.owner.name
}

function recipients(collecting: Collecting, to: string): string[] {
  const { dossier, asked } = collecting
  const told = (asked.step.copies ?? []).flatMap((party) => bodyOfParty(collecting, party) ?? [])
  const first =
    asked.kind === 'decision'
      ? ['Như Điều 3']
      : ['proposal', 'registration', 'report', 'returnLetter', 'estimate', 'settlement', 'schedule'].includes(
            asked.kind,
          )
        ? ['Như trên']
        : [to]
  const about = ['decision', 'notice', 'commendation'].includes(asked.kind) ? [dossier.owner.name] : []
  return [...new Set([...first, ...about, ...told])]
}

/** What was decided, in words: the outcome that the step leads to, or what the procedure is about. */
function verdictOf({ procedure, state }: DossierOf, asked: Asked): string {
  const reached = state.outcome === null ? null : outcomeById(procedure, state.outcome)
  return asked.kind === 'notice' && reached !== null ? reached.vi : procedure.vi
}
