// Something to see on the pictures of the README: units of the demonstration register, some are accepted, over HTTP as the
// pages do it.
import { DEMO_PASSWORD } from '../prisma/demo.ts'
import { Person } from '../cli/rehearse/client.ts'

const REGISTER = [
  'coquan1.truong',
  'coquan2.truong',
  'doanhnghiep1.truong',
  'doanhnghiep2.truong',
  'truong1.truong',
  'truong2.truong',
]
/** So many of them are accepted by the commune's police. */
const ACCEPTED = 3

/** Makes the dossiers; gives their ids, the accepted ones first. */
export async function makeScreensData(url: string): Promise<readonly string[]> {
  const made: string[] = []
  for (const login of REGISTER) made.push(await register(url, login))
  const police = await Person.logIn(url, 'Công an xã', 'xa.congan', DEMO_PASSWORD, false)
  for (const id of made.slice(0, ACCEPTED)) await police.act(id, 'approve')
  return made
}

async function register(url: string, login: string): Promise<string> {
  const unit = await Person.logIn(url, login, login, DEMO_PASSWORD, false)
  const me = await unit.must('GET', '/me')
  const subjectId = (me['posts'] as { officeId: string }[])[0]?.officeId ?? ''
  const open = await unit.must('GET', '/campaigns?status=open&limit=100')
  const campaigns = open['items'] as { id: string; procedure: { id: string } }[]
  const campaignId = campaigns.find(({ procedure }) => procedure.id === 'dien-hinh')?.id ?? ''
  const draft = await unit.must('PUT', `/campaigns/${campaignId}/drafts/${subjectId}`, {
    version: 0,
    data: {},
  })
  const dossierId = String(draft['dossierId'])
  const file = await unit.upload(dossierId, 'registration', `${login} đăng ký`)
  await unit.must('POST', `/campaigns/${campaignId}/registrations`, {
    subjectId,
    fields: { grounds: 'Năm trước đạt phong trào loại khá, đăng ký xây dựng điển hình' },
    documents: [file],
  })
  return dossierId
}
