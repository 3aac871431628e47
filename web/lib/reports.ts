/**
 * Notes that something looks wrong, on their way: one that cannot be sent waits and goes by itself once an answer comes. It
 * outlives a reload of its tab, but on a shared computer, where the next person sits at the same tab.
 */
import { useEffect, useEffectEvent, useState } from 'react'
import { z } from 'zod'
import type { Answer } from '../../pure/contract/endpoint.ts'
import { reportConcern } from '../../features/concerns/contract.ts'
import { deleteDraft } from '../../features/shared-computers/draft-contract.ts'
import { ApiProblem } from './api-problem.ts'
import { call } from './api.ts'
import { useMember, useSession } from './session.ts'

const AGAIN_MS = 5_000

/** Of what is typed and not sent. */
export const REPORT_DRAFT = 'something_wrong'

const report = z.object({ key: z.string(), note: z.string(), page: z.string() })
type Report = z.infer<typeof report>
type Arrived = Answer<typeof reportConcern>

export interface Reports {
  /** The answer once it has arrived; undefined: it waits, and goes by itself. Throws what refuses it for good. */
  send: (note: string) => Promise<Arrived | undefined>
  /** How many wait. */
  waiting: number
}

/** `onArrived` is told of each that waited and has arrived. To be used once a page. */
export function useReports(onArrived: () => void): Reports {
  const { person, clinic } = useMember()
  const { device } = useSession()
  const place =
    device?.class === 'shared' && device.name !== null
      ? undefined
      : `enamel-reports-${person.id}-${clinic.id}`
  const [waiting, setWaiting] = useState(() => readWaiting(place))

  const keep = (change: (before: readonly Report[]) => Report[]) =>
    setWaiting((before) => {
      const after = change(before)
      keepWaiting(place, after)
      return after
    })
  const done = ({ key }: Report) => keep((before) => before.filter((one) => one.key !== key))

  const flush = useEffectEvent(async (stopped: () => boolean) => {
    for (const one of waiting) {
      if (stopped()) return
      try {
        await call(reportConcern, { body: one })
      } catch (error) {
        if (isPassing(error)) return
        // Refused for good: it is not tried for ever.
        done(one)
        continue
      }
      done(one)
      onArrived()
      // While the server was away it could not be forgotten there.
      await call(deleteDraft, { params: { form: REPORT_DRAFT } }).catch(() => undefined)
    }
  })
  const some = waiting.length > 0
  useEffect(() => {
    if (!some) return undefined
    let over = false
    let busy = false
    const go = () => {
      if (busy) return
      busy = true
      void flush(() => over).finally(() => {
        busy = false
      })
    }
    const timer = setInterval(go, AGAIN_MS)
    window.addEventListener('online', go)
    return () => {
      over = true
      clearInterval(timer)
      window.removeEventListener('online', go)
    }
  }, [some])

  return {
    waiting: waiting.length,
    send: async (note) => {
      const one = { key: crypto.randomUUID(), note, page: window.location.pathname.slice(0, 200) }
      try {
        return await call(reportConcern, { body: one })
      } catch (error) {
        if (!isPassing(error)) throw error
        keep((before) => [...before, one])
        return undefined
      }
    },
  }
}

/** No answer, or one that says "not now": the note was not refused. */
const isPassing = (error: unknown) =>
  error instanceof ApiProblem && (error.status === 0 || error.status >= 500)

function readWaiting(place: string | undefined): Report[] {
  try {
    return place === undefined ? [] : z.array(report).parse(JSON.parse(sessionStorage.getItem(place) ?? '[]'))
  } catch {
    return []
  }
}

function keepWaiting(place: string | undefined, reports: readonly Report[]): void {
  if (place === undefined) return
  if (reports.length === 0) sessionStorage.removeItem(place)
  else sessionStorage.setItem(place, JSON.stringify(reports))
}
