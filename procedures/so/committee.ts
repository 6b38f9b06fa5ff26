// Constituting the steering committee ("kiện toàn Ban Chỉ đạo"): proposed, decided, numbered; each member's area is
// handed out as a duty of its own (nhiem-vu, type area). Facts: S3-06, S4-17; the form was not found.
import type { StepRule } from '../../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  column,
  customary,
  document,
  fork,
  frame,
  integer,
  longText,
  paper,
  remind,
  setting,
  summing,
  table,
  usualAfter,
  within,
} from '../common/build.ts'
import { OWN_CHAIR, PROVINCE_CHAIR, PROVINCE_STAFF, STANDING_BODY } from '../common/parties.ts'

/** The members: persons, or the posts and offices that take part; each with the area in charge and since when. */
const MEMBERS = table(
  'memberList',
  'Thành viên, địa bàn phụ trách',
  [
    column('name', 'Họ tên hoặc cơ quan', 'person', { byHand: true, maxLength: 200 }),
    column('post', 'Chức vụ, đơn vị công tác', 'text', { maxLength: 200 }),
    column('seat', 'Chức danh trong Ban', 'choice', {
      choices: [
        { id: 'head', vi: 'Trưởng ban' },
        { id: 'deputy', vi: 'Phó Trưởng ban' },
        { id: 'standing', vi: 'Ủy viên thường trực' },
        { id: 'member', vi: 'Ủy viên' },
      ],
    }),
    column('area', 'Địa bàn, lĩnh vực phụ trách', 'text', { required: false, maxLength: 300 }),
    column('from', 'Từ ngày', 'date'),
    column('to', 'Đến ngày', 'date', { required: false }),
  ],
  { least: 1, inOrder: ['from', 'to'] },
)

/** What a later decision changes of the members: the same columns, and whether somebody comes, takes another area, or leaves. */
const CHANGES = table(
  'memberChanges',
  'Bổ sung, thay đổi thành viên, địa bàn',
  [
    column('change', 'Thay đổi', 'choice', {
      choices: [
        { id: 'joins', vi: 'Bổ sung' },
        { id: 'area', vi: 'Đổi địa bàn, chức danh' },
        { id: 'leaves', vi: 'Thôi tham gia' },
      ],
    }),
    ...MEMBERS.columns,
  ],
  { least: 1, inOrder: ['from', 'to'] },
)

const propose: StepRule = {
  id: 'propose',
  vi: 'Đề nghị kiện toàn Ban Chỉ đạo xã',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    MEMBERS,
    summing(integer('members', 'Số thành viên', { min: 1 }), 'memberList'),
    longText('areas', 'Phân công chung, quy chế làm việc', false),
    document('list', 'Danh sách thành viên có ký nhận (bản chụp)', false),
  ],
  offers: [],
  late: { effect: 'mark' },
  source: cites('S3-06', 'S4-17'),
  rests: { parties: setting('standingBody') },
}

const decide: StepRule = {
  id: 'decide',
  vi: 'Chủ tịch UBND xã quyết định kiện toàn',
  parties: [OWN_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'constituted' } },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['entrust'],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  numbers: [{ register: 'decisions', level: 'unit' }],
  papers: [paper('decision', 'forward', { register: 'decisions' }), paper('assignmentMinutes', 'draft')],
  copies: [
    { role: 'committeeHead', level: 'unit' },
    { role: 'committeeMember', level: 'unit' },
    { role: 'fatherlandFront', level: 'unit' },
  ],
  assigns: [{ kinds: ['duty'], procedure: 'nhiem-vu' }],
  source: cites('S3-06', 'S4-17'),
  rests: { ...customary, numbers: NUMBERED, copies: setting('informed'), assigns: cites('S4-17') },
}

const STEPS: readonly StepRule[] = [
  propose,
  decide,
  fork(propose, {
    id: 'proposeByProvince',
    vi: 'Đề nghị kiện toàn Ban Chỉ đạo tỉnh',
    parties: [PROVINCE_STAFF],
    source: cites('S4-17'),
    rests: {},
  }),
  fork(decide, {
    id: 'decideByProvince',
    vi: 'Chủ tịch UBND tỉnh quyết định kiện toàn',
    parties: [PROVINCE_CHAIR],
    source: cites('S4-17'),
  }),
]

/** The constituting of a committee. */
export const COMMITTEE = frame({
  id: 'kien-toan',
  vi: 'Kiện toàn Ban Chỉ đạo, phân công địa bàn',
  subjects: ['committee'],
  paths: [
    {
      id: 'province',
      vi: 'Ban Chỉ đạo tỉnh',
      kinds: ['committee'],
      owners: ['province'],
      traits: ['provincial'],
      steps: ['proposeByProvince', 'decideByProvince'],
      source: cites('S4-17'),
    },
    {
      id: 'commune',
      vi: 'Ban Chỉ đạo xã, phường, đặc khu',
      kinds: ['committee'],
      owners: ['commune'],
      steps: ['propose', 'decide'],
      source: cites('S3-06', 'S4-17'),
    },
  ],
  steps: STEPS,
  after: {
    ...usualAfter(STEPS),
    // A member who comes later, or takes another area over, is given it by who signed the decision, in writing and numbered.
    handOut: {
      by: 'decider',
      needs: [CHANGES, document('change', 'Văn bản đề nghị điều chỉnh, bổ sung (nếu có)', false)],
      numbers: { register: 'decisions', level: 'unit' },
      paper: 'decision',
      source: cites('S4-17'),
    },
  },
  outcomes: [
    { id: 'constituted', vi: 'Đã kiện toàn', nature: 'granted', subject: 'active', source: cites('S4-17') },
    { id: 'declined', vi: 'Không kiện toàn', nature: 'denied', subject: 'ended', source: setting('refusal') },
  ],
  source: cites('S3-06', 'S4-17'),
})
