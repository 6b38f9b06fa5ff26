// What a paper about many dossiers says: the decision that a batch signed, with its list in the order in which it was frozen.
import { SUBJECT_KIND_WORDS } from '../../domain/glossary/places.ts'
import type { PaperData } from '../../domain/paper-tags.ts'
import * as words from '../../domain/paper-words.ts'
import { bodyOf } from '../../domain/papers.ts'
import type { PaperKind } from '../../domain/papers.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { wordsOf } from '../../domain/reference.ts'
import { stepById } from '../../domain/steps.ts'
import { writtenNumber } from '../../domain/symbols.ts'
import type { Role, SubjectKind } from '../../domain/vocabulary.ts'
import type { BatchRow } from '../batch/row.ts'
import type { Queryable } from '../pool.ts'
import { GAP, groundsOf, headOf } from './collect.ts'
import { readOffices, readPersons, readPost } from './names.ts'
import type { OfficeOf } from './names.ts'

export interface BatchPaper {
  readonly kind: PaperKind
  readonly batch: BatchRow
  readonly procedure: Procedure
  readonly year: number
  readonly role: Role
  readonly form: 'TM' | 'KT' | 'TUQ' | 'TL' | null
  readonly at: string
  readonly draft: boolean
}

/** Who proposed it at the level of who decides, by the last step that gives a proposal; none where no step does. */
function proposerOf(procedure: Procedure, decided: string | null, office: OfficeOf): string {
  const level = office.kind === 'commune' ? 'commune' : 'province'
  const step = procedure.steps.findLast(
    ({ id, papers = [], parties }) =>
      id !== decided && parties[0]?.level === level && papers.some(({ kind }) => kind === 'proposal'),
  )
  const role = step?.parties[0]?.role
  return role === undefined ? '' : words.bodyName(bodyOf(role, office.kind), office)
}

interface ListedRow {
  readonly name: string
  readonly kind: SubjectKind
  readonly commune: string | null
  /** To whom it goes, where not to its subject. */
  readonly recipient: string | null
}

/** The data of a paper about a batch's dossiers. */
export async function collectBatch(db: Queryable, paper: BatchPaper): Promise<PaperData> {
  const { batch, procedure, kind, role, draft } = paper
  const offices = await readOffices(db, [batch.officeId])
  const office = offices.must(batch.officeId)
  const body = bodyOf(role, office.kind)
  const step = stepById(procedure, batch.step ?? '')
  const persons = await readPersons(db, [batch.signerId])
  const listed = await list(db, batch.id, procedure.givenTo?.recipient ?? null)
  const post = paper.form === 'TUQ' ? await readPost(db, batch.signerId, office.id, paper.at) : null
  const sign = words.signBlock(paper.form, role, body, office, post)
  const asked = {
    kind,
    body,
    office,
    role,
    number: batch.decisionNumber,
    signedBy: batch.signerId,
    form: paper.form,
    at: paper.at,
    draft,
  }
  const province = offices.get(office.provinceId) ?? office
  return {
    ...headOf(asked, office.kind === 'commune' ? office : null, province),
    number: batch.decisionNumber === null ? GAP : writtenNumber(batch.decisionNumber),
    excerpt: `Về việc ${words.lowerFirst(procedure.vi)} năm ${paper.year}`,
    signPrefix: sign.prefix,
    signTitle: sign.title,
    signerName: draft ? '' : (persons.get(batch.signerId ?? '') ?? ''),
    recipients: ['Như Điều 3', words.bodyName('police', office), 'Các đơn vị có tên trong danh sách'].map(
      (name) => ({ name }),
    ),
    year: String(paper.year),
    procedureName: words.lowerFirst(procedure.vi),
    subjectName: `${listed.length} đơn vị`,
    subjectKind: '',
    subjectAddress: words.placeOf(office),
    ownerName: words.bodyName(body, office),
    grounds: groundsOf([procedure.source, ...(step === null ? [] : [step.source])]).map((text) => ({ text })),
    fields: [],
    documents: [],
    addressee: '',
    statement: '',
    isList: true,
    count: String(listed.length),
    units: listed.map(({ name, kind: subject, commune, recipient }, at) => ({
      no: String(at + 1),
      name: recipient === null ? name : wordsOf(recipient),
      kind: SUBJECT_KIND_WORDS[subject].vi,
      address: commune ?? '',
      note: recipient === null ? '' : name,
    })),
    verdict:
      batch.args.verdict === 'reject' ? `Không công nhận: ${words.lowerFirst(procedure.vi)}` : procedure.vi,
    proposer: proposerOf(procedure, batch.step, office),
  }
}

async function list(db: Queryable, batchId: string, recipient: string | null): Promise<ListedRow[]> {
  const { rows } = await db.query<ListedRow>(
    `SELECT d.subject_name AS name, d.subject_kind AS kind, c.name AS commune, (
       SELECT nullif(trim(w.body->'fields'->>$2::text), '') FROM content w
       WHERE w.dossier_id = d.id
         AND w.hash IN (SELECT value FROM jsonb_each_text(d.state->'contents'))
         AND w.body->'fields' ? $2::text ORDER BY w.created_at DESC LIMIT 1) AS recipient
     FROM batch_item i JOIN dossier d ON d.id = i.dossier_id LEFT JOIN office c ON c.id = d.commune_id AND c.id <> d.subject_id
     WHERE i.batch_id = $1 AND i.status NOT IN ('refused', 'released', 'failed') ORDER BY i.ord`,
    [batchId, recipient],
  )
  return rows
}
