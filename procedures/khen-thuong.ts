// Awards: regular, đột xuất (sudden), trực tiếp (direct), and the higher ones that recognition opens (S2-19). Facts:
// S0-04, S1-16, S2-18, S2-19, S2-27, S3-18, S4-20; Luật Thi đua, khen thưởng Đ.80 (who gives a giấy khen) and ch. VII
// (annulment, recovery). Papers and time limits of the decrees in force were not found: settings.
import type { Procedure } from '../domain/procedure.ts'
import { choice, cites, fork, frame, money, remind, setting, yesNo } from './common/build.ts'
import { COMMUNE_OWNERS, PROVINCE_OWNERS, PROVINCE_STAFF } from './common/parties.ts'

import { BY_PROVINCE, HIGHER, SETTINGS, appraise, days, decide, propose } from './khen-thuong/steps.ts'

/** An award, from the proposal to the decision; annulled with what was given taken back. */
export const KHEN_THUONG: Procedure = frame({
  id: 'khen-thuong',
  vi: 'Khen thưởng trong phong trào',
  subjects: ['award'],
  types: {
    regular: 'Thường xuyên',
    sudden: 'Đột xuất',
    direct: 'Trực tiếp cho lực lượng nòng cốt, quần chúng',
    higher: 'Hình thức cao hơn',
  },
  paths: [
    {
      id: 'provincial',
      vi: 'Khen thưởng do cấp tỉnh, sở, ngành, đơn vị thuộc tỉnh đề nghị',
      kinds: ['award'],
      owners: PROVINCE_OWNERS,
      traits: ['provincial'],
      steps: ['proposeByProvince', 'appraiseProvince', 'decideHigher'],
      source: cites('S4-20'),
    },
    {
      id: 'higher',
      vi: 'Hình thức cao hơn, theo kết quả điển hình',
      kinds: ['award'],
      types: ['higher'],
      owners: COMMUNE_OWNERS,
      steps: ['propose', 'appraiseHigher', 'submit', 'appraiseProvince', 'decideHigher'],
      source: cites('S2-19'),
    },
    {
      id: 'fast',
      vi: 'Đột xuất, trực tiếp',
      kinds: ['award'],
      types: ['sudden', 'direct'],
      owners: COMMUNE_OWNERS,
      steps: ['propose', 'appraiseFast', 'decideFast'],
      source: cites('S3-18', 'S4-20'),
    },
    {
      id: 'regular',
      vi: 'Thường xuyên',
      kinds: ['award'],
      types: ['regular'],
      owners: COMMUNE_OWNERS,
      steps: ['propose', 'appraise', 'decide'],
      source: cites('S0-04', 'S1-16', 'S2-18'),
    },
  ],
  steps: [
    propose,
    appraise,
    decide,
    fork(appraise, { id: 'appraiseFast', vi: 'Thẩm định ngay', due: days(5), reminders: remind(1) }),
    fork(decide, {
      id: 'decideFast',
      vi: 'Chủ tịch UBND xã khen đột xuất, trực tiếp',
      due: days(5),
      reminders: remind(1),
    }),
    ...HIGHER,
    ...BY_PROVINCE,
  ],
  outcomes: [
    { id: 'awarded', vi: 'Được khen thưởng', nature: 'granted', subject: 'active', source: cites('S1-16') },
    {
      id: 'declined',
      vi: 'Không được khen thưởng, đã báo lý do',
      nature: 'denied',
      subject: 'ended',
      source: setting('refusal'),
    },
  ],
  after: {
    revoke: {
      by: 'decider',
      needs: [
        choice('ground', 'Căn cứ hủy quyết định', {
          falseDeclaration: 'Kê khai gian dối thành tích',
          forgedDossier: 'Hồ sơ giả',
          unlawfulAppraisal: 'Thẩm định, xét tặng trái pháp luật',
          laterViolation: 'Vi phạm trong thời gian tính thành tích, phát hiện sau',
        }),
        money('recoveredMoney', 'Tiền thưởng thu hồi'),
        yesNo('recoveredObject', 'Đã thu hồi hiện vật, giấy khen'),
      ],
      source: cites('Luật Thi đua, khen thưởng ch. VII'),
    },
    correct: { by: 'decider', source: cites('NĐ 30/2020/NĐ-CP Đ.18.3') },
    reopen: {
      by: PROVINCE_STAFF,
      to: ['appraise', 'appraiseFast', 'appraiseHigher', 'appraiseProvince'],
      source: setting('reopening'),
    },
  },
  // The proposal's own words stand on the decision, the giấy khen and the list of a decision over many.
  givenTo: { recipient: 'recipient', reason: 'achievement' },
  results: { awarded: { kind: 'award', value: 'given' } },
  settings: SETTINGS,
  source: cites('S0-04', 'S1-16', 'S2-18', 'S2-19', 'S2-27', 'S3-18', 'S4-20', 'Luật Thi đua, khen thưởng'),
})
