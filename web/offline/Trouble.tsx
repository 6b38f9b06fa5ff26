// What went wrong with the device or on the way, beside what it happened to.
import { ProblemNote } from '../components/Problem.tsx'
import { DeviceError } from './store.ts'

export function Trouble({ error }: { readonly error: unknown }) {
  if (!(error instanceof DeviceError)) return <ProblemNote error={error} />
  return (
    <div className="note bad" role="alert">
      <p>{error.message}</p>
    </div>
  )
}
