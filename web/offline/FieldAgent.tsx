// Part of the frame, for who works without a network: sends what waits as soon as there is one, says what needs his eyes, and
// offers a newer release. Loaded only where something is kept.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../app/useSession.ts'
import { isPassing } from '../client/problem.ts'
import { loadMe, queryKeys } from '../client/queries.ts'
import { SessionLeft, isUnproven } from '../client/session.ts'
import { say } from '../components/toast.tsx'
import { formatNumber } from '../i18n/format.ts'
import { Trouble } from './Trouble.tsx'
import { sendWaiting } from './outbox.ts'
import { rememberPerson } from './person.ts'
import { watchShell } from './shell.ts'
import { onDeviceChange } from './store.ts'
import { useKept } from './useKept.ts'

/** How often it is tried where the browser doesn't say that the network is back, in milliseconds. */
const AGAIN_MS = 15_000
/** A network that has just come back often fails once more before it holds, in milliseconds. */
const SETTLED_MS = 1_500

export default function FieldAgent() {
  const me = useMe()
  const [trouble, setTrouble] = useState<unknown>(null)
  useEffect(() => {
    if (!isUnproven()) rememberPerson(me).catch(setTrouble)
  }, [me])
  useSending(me.personId, setTrouble)
  return (
    <>
      <NewRelease />
      <ToLookAt />
      <Trouble error={trouble} />
    </>
  )
}

/** Whether the same may work in a while: no network, no session. */
const mayPass = (error: unknown): boolean => isPassing(error) || error instanceof SessionLeft

function useSending(personId: string, onTrouble: (error: unknown) => void): void {
  const client = useQueryClient()
  useEffect(() => {
    const go = async (): Promise<void> => {
      // Who is signed in is asked first: this page may have been opened without a network.
      if (isUnproven()) await loadMe()
      const done = await sendWaiting(personId)
      for (const id of done) void client.invalidateQueries({ queryKey: queryKeys.dossier(id) })
      if (done.length === 0) return
      for (const list of queryKeys.lists) void client.invalidateQueries({ queryKey: list })
      say(`Đã gửi ${formatNumber(done.length)} phiếu kiểm tra.`)
    }
    const start = (): void => {
      go().then(
        () => onTrouble(null),
        (error: unknown) => onTrouble(mayPass(error) ? null : error),
      )
    }
    let settled: ReturnType<typeof setTimeout> | undefined
    const back = (): void => {
      start()
      clearTimeout(settled)
      settled = setTimeout(start, SETTLED_MS)
    }
    const timer = setInterval(start, AGAIN_MS)
    const end = onDeviceChange(start)
    window.addEventListener('online', back)
    start()
    return () => {
      clearInterval(timer)
      clearTimeout(settled)
      end()
      window.removeEventListener('online', back)
    }
  }, [client, personId, onTrouble])
}

function ToLookAt() {
  const kept = useKept()
  const works = (kept.data ?? []).flatMap(({ work }) => (work === null ? [] : [work]))
  const held = works.filter(({ stage }) => stage === 'changed' || stage === 'refused').length
  const waiting = works.filter(({ stage }) => stage === 'waiting').length
  if (held + waiting === 0) return null
  const words = [
    held === 0 ? '' : `${formatNumber(held)} phiếu kiểm tra chưa gửi được, cần bạn xem.`,
    waiting === 0 ? '' : `${formatNumber(waiting)} phiếu kiểm tra đang chờ gửi.`,
  ]
  return (
    <div className="offline-bar no-print" role="status">
      {words.filter((one) => one !== '').join(' ')} <Link to="/hien-truong">Xem phiếu trên máy này</Link>
    </div>
  )
}

function NewRelease() {
  const [load, setLoad] = useState<(() => void) | null>(null)
  useEffect(() => watchShell((found) => setLoad(() => found)), [])
  if (load === null) return null
  return (
    <div className="offline-bar no-print" role="status">
      Đã có phiên bản mới của Trình. Những gì bạn đang nhập vẫn được giữ.{' '}
      <Button size="small" onClick={load}>
        Tải lại để dùng bản mới
      </Button>
    </div>
  )
}
