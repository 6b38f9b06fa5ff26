// What is told of a paper made outside: day, excerpt, signer, recipients, and its file where there is one.
import { Button } from 'antd'
import type { Schemas } from '../../client/api.ts'
import { DateField } from '../../components/forms/DateField.tsx'
import { OneFile } from '../../components/forms/OneFile.tsx'
import { Choice, TextField } from '../../components/forms/fields.tsx'
import { SIGNING_FORMS } from '../../../domain/vocabulary.ts'
import { signingFormLabel } from '../../i18n/vi.ts'

export interface OutsidePaper {
  readonly excerpt: string
  readonly recipients: string
  readonly signer: string
  readonly form: string
  readonly datedOn: string
  readonly file: { readonly sha256: string; readonly name: string } | null
}

export const emptyPaper = (today: string): OutsidePaper => ({
  excerpt: '',
  recipients: '',
  signer: '',
  form: '',
  datedOn: today,
  file: null,
})

export const PAPER_NAMES = {
  register: 'Loại văn bản',
  excerpt: 'Trích yếu',
  recipients: 'Nơi nhận',
  signer: 'Người ký',
  datedOn: 'Ngày văn bản',
  sha256: 'Tệp',
} as const

export const isComplete = ({ excerpt, signer, datedOn }: OutsidePaper): boolean =>
  excerpt.trim() !== '' && signer.trim() !== '' && datedOn !== ''

/** As the API takes it, without the register. */
export function paperBody(paper: OutsidePaper) {
  const { excerpt, recipients, signer, datedOn, file } = paper
  const form = SIGNING_FORMS.find((one) => one === paper.form)
  return {
    excerpt: excerpt.trim(),
    signer: signer.trim(),
    datedOn,
    ...(recipients.trim() === '' ? {} : { recipients: recipients.trim() }),
    ...(form === undefined ? {} : { form }),
    ...(file === null ? {} : { sha256: file.sha256 }),
  }
}

interface Props {
  readonly office: string
  readonly value: OutsidePaper
  readonly onChange: (value: OutsidePaper) => void
  readonly errors: Readonly<Record<string, string>>
}

export function PaperFields({ office, value, onChange, errors }: Props) {
  const set = (change: Partial<OutsidePaper>): void => onChange({ ...value, ...change })
  return (
    <>
      <DateField
        label="Ngày văn bản"
        required
        value={value.datedOn}
        error={errors['datedOn']}
        onChange={(datedOn) => set({ datedOn: datedOn ?? '' })}
      />
      <TextField
        label="Trích yếu"
        required
        rows={2}
        maxLength={500}
        value={value.excerpt}
        error={errors['excerpt']}
        onChange={(excerpt) => set({ excerpt: excerpt.replace(/\s*\n\s*/gu, ' ') })}
      />
      <TextField
        label="Người ký"
        required
        maxLength={200}
        value={value.signer}
        error={errors['signer']}
        onChange={(signer) => set({ signer })}
      />
      <Choice
        label="Ký theo hình thức"
        none="Không ghi"
        value={value.form}
        options={SIGNING_FORMS.map((form) => ({ value: form, label: signingFormLabel(form) }))}
        onChange={(form) => set({ form })}
      />
      <TextField
        label="Nơi nhận"
        maxLength={500}
        value={value.recipients}
        error={errors['recipients']}
        onChange={(recipients) => set({ recipients })}
      />
      {value.file === null ? (
        <OneFile<Schemas['OfficeFile']>
          label="Đính kèm tệp văn bản"
          hint="Không bắt buộc. PDF, DOCX, XLSX, JPG, PNG."
          accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
          path={`/api/v1/offices/${encodeURIComponent(office)}/files`}
          primary={false}
          names={{ file: 'Tệp' }}
          onSent={({ sha256, name }) => set({ file: { sha256, name } })}
        />
      ) : (
        <p className="row">
          <span className="grow">Tệp: {value.file.name}</span>
          <Button size="small" onClick={() => set({ file: null })}>
            Bỏ tệp
          </Button>
        </p>
      )}
    </>
  )
}
