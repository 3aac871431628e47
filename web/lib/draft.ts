/**
 * What is typed into a long form and not sent yet, kept on the server for the same person at the same browser. A form names
 * the fields it wants kept; a name that says "secret" does not compile, and the server refuses it besides.
 */
import { useEffect, useRef, useState } from 'react'
import { deleteDraft, getDraft, putDraft } from '../../features/shared-computers/draft-contract.ts'
import { call } from './api.ts'
import type { Form } from './form.ts'

/** Saved this long after the last key. */
const QUIET_MS = 1_000

type Secretly<K extends string> =
  Lowercase<K> extends `${string}${'password' | 'passphrase' | 'code' | 'secret' | 'token'}${string}` | 'pin'
    ? never
    : K

const waiting = new Set<() => Promise<void>>()

/** Saves what waits in this tab: before it is locked. */
export async function saveDrafts(): Promise<void> {
  await Promise.all([...waiting].map((save) => save()))
}

export interface Draft {
  /** What stands in the fields was typed earlier and is not sent. */
  kept: boolean
  /** It was sent, or thrown away. */
  forget: () => Promise<void>
}

/** `name` tells forms apart, `statement.3`. Its fields are filled with what was kept once that is here, unless something is typed by then. */
export function useDraft<V extends Record<string, string>, const K extends keyof V & string>(
  name: string,
  form: Form<V>,
  fields: readonly Secretly<K>[],
): Draft {
  const [kept, setKept] = useState(false)
  const state = useRef({ ready: false, over: false, saved: '', timer: 0, form })
  const params = { form: name }
  const typed = JSON.stringify(fields.map((field) => [field, form.values[field]]))
  const latest = useRef(typed)
  const asked = useRef(fields)
  useEffect(() => {
    latest.current = typed
    state.current.form = form
  })

  useEffect(() => {
    const at = state.current
    at.saved = latest.current
    const before = latest.current
    call(getDraft, { params: { form: name } }).then(
      ({ draft }) => {
        at.ready = true
        if (!draft || at.over || latest.current !== before) return
        for (const field of asked.current) {
          const value = draft.values[field]
          if (value !== undefined && value !== at.form.values[field]) {
            at.form.set(field, value)
            setKept(true)
          }
        }
      },
      // The server is away: what is typed is kept with the next key.
      () => {
        at.ready = true
      },
    )
  }, [name])

  useEffect(() => {
    const at = state.current
    const save = async () => {
      clearTimeout(at.timer)
      if (!at.ready || at.over || typed === at.saved) return
      at.saved = typed
      const values = Object.fromEntries(JSON.parse(typed) as [string, string][])
      await call(putDraft, { params: { form: name }, body: { values } }).catch(() => undefined)
    }
    waiting.add(save)
    at.timer = window.setTimeout(() => void save(), QUIET_MS)
    return () => {
      waiting.delete(save)
      clearTimeout(at.timer)
    }
  }, [name, typed])

  return {
    kept,
    forget: async () => {
      state.current.over = true
      setKept(false)
      await call(deleteDraft, { params }).catch(() => undefined)
    },
  }
}
