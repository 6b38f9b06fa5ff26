// The same for many offices at once: the plans with which communes and departments answer one, a duty that all units have, a
// report that is asked of everybody. One part an office; what was already entered stays when a later portion fails.
import { Button } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OfficeKind } from '../../../domain/vocabulary.ts'
import { sendOnce } from '../../client/act.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { Read } from '../../components/States.tsx'
import { Choice, Many, TextField } from '../../components/forms/fields.tsx'
import { say } from '../../components/toast.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { officeKindLabel, subjectKindLabel } from '../../i18n/vi.ts'
import { FIELD_NAMES, OwnDates } from './MatterFields.tsx'
import { matterKeys, useProceduresOf } from './queries.ts'
import type { MatterKind, Part } from './queries.ts'
import { isMatterKind } from './words.ts'
import { SendForm } from '../../components/forms/SendForm.tsx'

type Office = Schemas['Office']

/** Parts that one request enters. */
const PORTION = 200
/** Whoever gets a whole of its own, answers; the first type is the usual one otherwise. */
const USUAL_TYPES: Readonly<Record<string, string>> = { plan: 'answer', duty: 'duty', report: 'report' }

function useBelow(officeId: string) {
  return useQuery({
    queryKey: ['offices', 'all-below', officeId],
    queryFn: async () => {
      const found: Office[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = { parent: officeId, limit: '200', ...(cursor === '' ? {} : { cursor }) }
        const page: { items: Office[]; nextCursor: string | null } = await read(
          api.GET('/api/v1/offices', { params: { query } }),
        )
        found.push(...page.items)
        cursor = page.nextCursor
      }
      return found
    },
  })
}

interface Props {
  readonly whole: Schemas['MatterDetail']
  readonly kinds: readonly MatterKind[]
  /** What is there already: nobody gets the same twice. */
  readonly parts: readonly Part[]
  readonly onDone: () => void
}

export function AddMany({ whole, kinds, parts, onDone }: Props) {
  const client = useQueryClient()
  const [kind, setKind] = useState<MatterKind>(kinds.includes('plan') ? 'plan' : (kinds[0] ?? 'duty'))
  const [name, setName] = useState(`Thực hiện: ${whole.name}`.slice(0, 300))
  const [dates, setDates] = useState<Record<string, string>>({})
  const [chosen, setChosen] = useState<readonly string[]>([])
  const below = useBelow(whole.officeId)
  const type = useTypeOf(kind)
  const has = new Set(
    parts.flatMap((one) => (one.kind === kind && one.name === name.trim() ? [one.officeId] : [])),
  )
  const send = useMutation({
    mutationFn: async () => {
      const path = `/api/v1/matters/${encodeURIComponent(whole.id)}/parts`
      const asked = { kind, name: name.trim(), ...(type === '' ? {} : { type }), dates }
      let left = chosen.filter((id) => !has.has(id))
      while (left.length > 0) {
        const portion = left.slice(0, PORTION)
        const body = { parts: portion.map((officeId) => ({ ...asked, officeId })) }
        await sendOnce({ name: `many/${whole.id}/${portion[0] ?? ''}`, path, body })
        left = left.slice(portion.length)
        setChosen(left)
      }
      await client.invalidateQueries({ queryKey: matterKeys.all })
      say('Đã thêm cho từng nơi.')
      onDone()
    },
  })
  return (
    <SendForm
      sending={send}
      button={`Thêm cho ${formatNumber(chosen.length)} nơi`}
      wide
      names={FIELD_NAMES}
      disabled={name.trim() === '' || chosen.length === 0}
    >
      {kinds.length < 2 ? null : (
        <Choice
          label="Giao gì"
          required
          value={kind}
          options={kinds.map((one) => ({ value: one, label: subjectKindLabel(one) }))}
          onChange={(next) => {
            if (isMatterKind(next)) {
              setKind(next)
              setDates({})
            }
          }}
        />
      )}
      <TextField label="Tên" required maxLength={300} value={name} onChange={setName} />
      <OwnDates kind={kind} value={dates} onChange={setDates} />
      <Read query={below}>
        {(offices) => (
          <Receivers offices={offices.filter(({ id }) => !has.has(id))} value={chosen} onChange={setChosen} />
        )}
      </Read>
    </SendForm>
  )
}

/** The usual type of a part of a kind; empty where its procedures tell none apart. */
function useTypeOf(kind: MatterKind): string {
  const types = useProceduresOf(kind).flatMap((one) => Object.keys(one.types ?? {}))
  const usual = USUAL_TYPES[kind]
  return usual !== undefined && types.includes(usual) ? usual : (types[0] ?? '')
}

interface ReceiversProps {
  readonly offices: readonly Office[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Offices right below, by kind; all of a kind with one press. */
function Receivers({ offices, value, onChange }: ReceiversProps) {
  const kinds = [...new Set(offices.map(({ kind }) => kind))]
  if (kinds.length === 0)
    return <p className="muted">Mọi nơi ở cấp dưới trực tiếp đều đã được giao việc này.</p>
  const of = (kind: OfficeKind): readonly string[] =>
    offices.filter((one) => one.kind === kind).map(({ id }) => id)
  return (
    <>
      <div className="row wrap">
        {kinds.map((kind) => (
          <Button key={kind} onClick={() => onChange([...new Set([...value, ...of(kind)])])}>
            Chọn cả {formatNumber(of(kind).length)} {officeKindLabel(kind).toLowerCase()}
          </Button>
        ))}
        {value.length === 0 ? null : <Button onClick={() => onChange([])}>Bỏ chọn</Button>}
      </div>
      {kinds.map((kind) => (
        <Many
          key={kind}
          label={officeKindLabel(kind)}
          value={value}
          options={offices
            .filter((one) => one.kind === kind)
            .map(({ id, name }) => ({ value: id, label: name }))}
          onChange={onChange}
        />
      ))}
    </>
  )
}
