// The register of commitments on security and order (S3-08): a household group, unit or commune signs, the police file
// it. Nobody refuses a commitment; a wrong one is sent back.
import type { StepRule } from '../../domain/procedure.ts'
import {
  backTo,
  cites,
  customary,
  document,
  fork,
  frame,
  integer,
  remind,
  setting,
  text,
  within,
} from '../common/build.ts'
import {
  COMMUNE_OWNERS,
  OWNER,
  PROVINCE_OWNER,
  PROVINCE_OWNERS,
  PROVINCE_STAFF,
  STANDING_BODY,
} from '../common/parties.ts'

const sign: StepRule = {
  id: 'sign',
  vi: 'Ký cam kết bảo đảm an ninh, trật tự',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    text('content', 'Nội dung cam kết'),
    integer('signers', 'Số hộ, đơn vị ký', { min: 1 }),
    document('commitment', 'Bản cam kết'),
  ],
  offers: [],
  late: { effect: 'mark' },
  source: cites('S3-08'),
}

const file: StepRule = {
  id: 'file',
  vi: 'Công an xã nhận, vào sổ cam kết',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: { outcome: 'signed' } },
  returns: backTo('previous'),
  needs: [],
  offers: [],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  source: cites('S3-08'),
  rests: { ...customary, parties: setting('standingBody') },
}

/** The register of commitments. */
export const COMMITMENT = frame({
  id: 'cam-ket',
  vi: 'Ký cam kết bảo đảm an ninh, trật tự',
  subjects: ['commitment'],
  paths: [
    {
      id: 'provincial',
      vi: 'Cam kết của đơn vị thuộc tỉnh',
      kinds: ['commitment'],
      owners: PROVINCE_OWNERS,
      traits: ['provincial'],
      steps: ['signByProvince', 'fileByProvince'],
      source: setting('provinceJudges'),
    },
    {
      id: 'commune',
      vi: 'Cam kết của khu dân cư, đơn vị, xã',
      kinds: ['commitment'],
      owners: COMMUNE_OWNERS,
      steps: ['sign', 'file'],
      source: cites('S3-08'),
    },
  ],
  steps: [
    sign,
    file,
    fork(sign, { id: 'signByProvince', vi: 'Đơn vị thuộc tỉnh ký cam kết', parties: PROVINCE_OWNER }),
    fork(file, {
      id: 'fileByProvince',
      vi: 'Công an tỉnh nhận, vào sổ cam kết',
      parties: [PROVINCE_STAFF],
      signing: { mode: 'one' },
      rests: customary,
    }),
  ],
  outcomes: [
    { id: 'signed', vi: 'Đã ký cam kết', nature: 'granted', subject: 'active', source: cites('S3-08') },
  ],
  source: cites('S3-08'),
})
