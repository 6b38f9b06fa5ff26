// Programmes and plans of coordination: drafted, agreed by both sides, signed, numbered. Facts: S0-13, S0-14, S1-17,
// S1-18, S3-16, S4-15, S4-16; form and term are the programme's own (2023-2033 in S0-13).
import type { StepRule } from '../../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  customary,
  date,
  document,
  fork,
  frame,
  officeOrWords,
  remind,
  setting,
  within,
} from '../common/build.ts'
import {
  OWN_CHAIR,
  POLICE_DIRECTOR,
  PROVINCE_CHAIR,
  PROVINCE_STAFF,
  STANDING_BODY,
} from '../common/parties.ts'

const draft: StepRule = {
  id: 'draft',
  vi: 'Công an xã dự thảo chương trình phối hợp',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    officeOrWords('partner', 'Cơ quan, tổ chức phối hợp'),
    date('from', 'Có hiệu lực từ ngày'),
    date('until', 'Đến ngày'),
    document('programme', 'Dự thảo chương trình'),
  ],
  offers: ['entrust'],
  late: { effect: 'mark' },
  source: cites('S0-13', 'S0-14', 'S1-17', 'S1-18'),
  rests: { parties: setting('standingBody') },
}

const agree: StepRule = {
  id: 'agree',
  vi: 'Mặt trận Tổ quốc và Công an xã thống nhất',
  parties: [
    { role: 'fatherlandFront', level: 'commune' },
    { role: 'communePolice', level: 'commune', deputies: ['communeOffice'] },
  ],
  signing: { mode: 'all' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'notAgreed' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['addSigner', 'removeSigner'],
  due: within(10),
  late: { effect: 'mark' },
  reminders: remind(2),
  source: cites('S0-13', 'S1-17', 'S3-16'),
  rests: { ...customary, signing: setting('bothAgree') },
}

const sign: StepRule = {
  id: 'sign',
  vi: 'Ký chương trình phối hợp',
  parties: [OWN_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'signed' } },
  reject: { to: { outcome: 'notAgreed' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['entrust'],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  numbers: [{ register: 'programmes', level: 'unit' }],
  source: cites('S3-16', 'S4-16'),
  rests: { ...customary, parties: setting('deciders'), numbers: NUMBERED },
}

/** The register of coordination programmes. */
export const COORDINATION = frame({
  id: 'phoi-hop',
  vi: 'Chương trình, quy chế phối hợp',
  subjects: ['coordination'],
  paths: [
    {
      id: 'province',
      vi: 'Chương trình phối hợp cấp tỉnh',
      kinds: ['coordination'],
      owners: ['province'],
      traits: ['provincial'],
      steps: ['draftByProvince', 'agreeByProvince', 'signByProvince'],
      source: cites('S4-15', 'S4-16'),
    },
    {
      id: 'commune',
      vi: 'Chương trình phối hợp cấp xã',
      kinds: ['coordination'],
      owners: ['commune'],
      steps: ['draft', 'agree', 'sign'],
      source: cites('S0-13', 'S0-14', 'S1-17', 'S1-18', 'S3-16'),
    },
  ],
  steps: [
    draft,
    agree,
    sign,
    fork(draft, {
      id: 'draftByProvince',
      vi: 'Công an tỉnh dự thảo chương trình phối hợp',
      parties: [PROVINCE_STAFF],
      source: cites('S4-15', 'S4-16'),
      rests: {},
    }),
    fork(agree, {
      id: 'agreeByProvince',
      vi: 'Mặt trận Tổ quốc tỉnh và Công an tỉnh thống nhất',
      parties: [{ role: 'fatherlandFront', level: 'province' }, POLICE_DIRECTOR],
      source: cites('S4-16'),
    }),
    fork(sign, {
      id: 'signByProvince',
      vi: 'Cấp tỉnh ký chương trình phối hợp',
      parties: [PROVINCE_CHAIR],
      source: cites('S4-15', 'S4-16'),
    }),
  ],
  outcomes: [
    { id: 'signed', vi: 'Đã ký', nature: 'granted', subject: 'active', source: cites('S3-16', 'S4-16') },
    {
      id: 'notAgreed',
      vi: 'Không thống nhất',
      nature: 'denied',
      subject: 'ended',
      source: setting('refusal'),
    },
  ],
  settings: [
    {
      id: 'bothAgree',
      vi: 'Hai bên cùng thống nhất trước khi ký',
      value: 'Mặt trận Tổ quốc và Công an; thêm bên khác khi cần',
      why: 'The seeds name the parties of each programme; that all agree before it is signed follows from what it is. Others can be added as signers.',
    },
  ],
  source: cites('S0-13', 'S0-14', 'S1-17', 'S1-18', 'S3-16', 'S4-15', 'S4-16'),
})
