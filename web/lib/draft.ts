/**
 * What is typed into a long form and not sent yet, kept on the server for the same person at the same browser. A form names
 * the fields it wants kept; a name that says "secret" does not compile, and the server refuses it besides.
 */
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { deleteDraft, getDraft, putDraft } from '../../features/shared-computers/draft-contract.ts'
import { call } from './api.ts'
import type { Form } from './form.ts'

/** Saved this long after the last key. */
const QUIET_MS = 1_000

const waiting = new Set<() => Promise<void>>()

/** Saves what waits in this tab: before it is locked. */
export async function saveDrafts(): Promise<void> {
  await Promise.all([...waiting].map((save) => save()))
}

/**
 * Keeps `typed` under a name of its own, and nothing while it is undefined. `onFound` is told once of what was kept before,
 * unless something is typed by then. The answer forgets it for good: it was sent, or thrown away.
 */
export function useKept(
  name: string,
  typed: Readonly<Record<string, string>> | undefined,
  onFound: (values: Record<string, string>) => void,
): () => Promise<void> {
  const state = useRef({ ready: false, over: false, saved: '', sending: Promise.resolve() })
  const text = typed === undefined ? '' : JSON.stringify(typed)
  const found = useEffectEvent((values: Record<string, string>) => {
    // Whoever types already is not interrupted.
    if (text !== '' || state.current.over) return
    state.current.saved = JSON.stringify(values)
    onFound(values)
  })

  useEffect(() => {
    const at = state.current
    call(getDraft, { params: { form: name } }).then(
      ({ draft }) => {
        if (draft) found(draft.values)
        at.ready = true
      },
      // The server is away: what is typed is kept with the next key.
      () => {
        at.ready = true
      },
    )
  }, [name])

  useEffect(() => {
    const at = state.current
    const params = { form: name }
    const send = async () => {
      if (at.over) return
      const kept =
        text === ''
          ? call(deleteDraft, { params })
          : call(putDraft, { params, body: { values: JSON.parse(text) as Record<string, string> } })
      // The server is away: the next key tries again.
      await kept.catch(() => {
        at.saved = ''
      })
    }
    // One after the other: an older text that is late must not take the place of a newer one. Whoever waits, waits for all.
    const save = () => {
      if (at.ready && !at.over && text !== at.saved) {
        at.saved = text
        at.sending = at.sending.then(send)
      }
      return at.sending
    }
    waiting.add(save)
    const timer = setTimeout(() => void save(), QUIET_MS)
    return () => {
      waiting.delete(save)
      clearTimeout(timer)
    }
  }, [name, text])

  return async () => {
    state.current.over = true
    await state.current.sending
    await call(deleteDraft, { params: { form: name } }).catch(() => undefined)
  }
}

type Secretly<K extends string> =
  Lowercase<K> extends `${string}${'password' | 'passphrase' | 'code' | 'secret' | 'token'}${string}` | 'pin'
    ? never
    : K

export interface Draft {
  /** What stands in the fields was typed earlier and is not sent. */
  kept: boolean
  /** It was sent, or thrown away. */
  forget: () => Promise<void>
}

/** The draft of a form; `name` tells forms apart, e.g. `statement.3`. */
export function useDraft<V extends Record<string, string>, const K extends keyof V & string>(
  name: string,
  form: Form<V>,
  fields: readonly Secretly<K>[],
): Draft {
  const [kept, setKept] = useState(false)
  const now = Object.fromEntries(fields.map((field) => [field, form.values[field] ?? '']))
  const [initial] = useState(() => JSON.stringify(now))
  const forget = useKept(name, JSON.stringify(now) === initial ? undefined : now, (values) => {
    for (const field of fields) {
      const value = values[field]
      if (value !== undefined) form.set(field, value)
    }
    setKept(true)
  })
  return {
    kept,
    forget: async () => {
      setKept(false)
      await forget()
    },
  }
}
