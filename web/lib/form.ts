/**
 * A form whose rules are the contract's own schema: checked on leaving a field and on sending, never on each
 * key; what the server says of a field is shown at that field; what was typed stays.
 */
import { type ChangeEvent, type SyntheticEvent, useId, useState } from 'react'
import type { z } from 'zod'
import { ApiProblem } from './api-problem.ts'
import { fieldText, problemText, useWords } from './words.tsx'

type TextValues = Record<string, string>

export interface FormOptions<V extends TextValues> {
  /** Usually the body of the endpoint; keys without a rule are not checked. */
  schema: z.ZodObject
  initial: V
  /** Sends the form; what it throws is shown. */
  send: (values: V) => Promise<unknown>
  /** Problems that belong to one field, by code. */
  problemFields?: Readonly<Record<string, keyof V & string>>
}

export interface FormField {
  id: string
  name: string
  value: string
  error: string | undefined
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) => void
  onBlur: () => void
}

export interface Form<V extends TextValues> {
  values: V
  /** Props of the field of this name, for TextField, PasswordField and the others. */
  field: (name: keyof V & string) => FormField
  set: (name: keyof V & string, value: string) => void
  /** Empties every field and every error. */
  reset: () => void
  onSubmit: (event: SyntheticEvent) => void
  /** True while it is being sent. */
  busy: boolean
  /** Sentences of the refused fields, for the error summary. */
  errors: readonly { id: string; text: string }[]
  /** What refused the form as a whole; undefined after the next try. */
  problem: ApiProblem | undefined
}

export function useForm<V extends TextValues>(options: FormOptions<V>): Form<V> {
  const words = useWords()
  const prefix = useId()
  const [values, setValues] = useState(options.initial)
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({})
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined)
  const [busy, setBusy] = useState(false)

  const idOf = (name: string) => `${prefix}-${name}`
  const names = Object.keys(options.initial)

  const faults = (checked: V): Partial<Record<string, string>> => {
    const made = options.schema.partial().safeParse(pick(checked, options.schema))
    const found: Partial<Record<string, string>> = {}
    for (const issue of made.error?.issues ?? []) {
      const name = String(issue.path[0])
      const [rule = 'form', amount] = issue.message.split(':')
      const expected = rule === 'too_short' && checked[name]?.trim() === '' ? 'not_empty' : rule
      found[name] ??= fieldText(words, expected, amount === undefined ? {} : { n: Number(amount) })
    }
    return found
  }

  const set = (name: keyof V & string, value: string) => {
    const next = { ...values, [name]: value }
    // Several may be set at once.
    setValues((before) => ({ ...before, [name]: value }))
    if (errors[name] && !faults(next)[name]) setErrors({ ...errors, [name]: undefined })
  }

  const refuse = (found: Partial<Record<string, string>>) => {
    setErrors(found)
    const first = names.find((name) => found[name])
    if (first) document.getElementById(idOf(first))?.focus()
  }

  const fail = (error: unknown) => {
    if (!(error instanceof ApiProblem)) throw error
    if (error.code === 'client.not_confirmed') return
    const own = options.problemFields?.[error.code]
    const found: Partial<Record<string, string>> = own ? { [own]: problemText(words, error) } : {}
    for (const { path, expected, values: amounts } of error.fields) {
      const name = path.replace(/^body\./, '')
      if (names.includes(name)) found[name] ??= fieldText(words, expected, amounts)
    }
    if (Object.keys(found).length === 0) setProblem(error)
    refuse(found)
  }

  const onSubmit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (busy) return
    setProblem(undefined)
    const found = faults(values)
    if (Object.keys(found).length > 0) return refuse(found)
    setErrors({})
    setBusy(true)
    void options
      .send(values)
      .catch(fail)
      .finally(() => setBusy(false))
  }

  return {
    values,
    set,
    field: (name) => ({
      id: idOf(name),
      name,
      value: values[name] ?? '',
      error: errors[name],
      onChange: (event) => set(name, event.currentTarget.value),
      onBlur: () => {
        // Leaving a field that was never filled is no mistake yet; what the server said stays until it is changed.
        const fault = faults(values)[name]
        if (values[name] && fault) setErrors({ ...errors, [name]: fault })
      },
    }),
    reset: () => {
      setValues(options.initial)
      setErrors({})
      setProblem(undefined)
    },
    onSubmit,
    busy,
    errors: names.flatMap((name) => (errors[name] ? [{ id: idOf(name), text: errors[name] }] : [])),
    problem,
  }
}

/** The values that the schema has rules for; an empty one stays, so that it is found missing. */
function pick(values: TextValues, schema: z.ZodObject): TextValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in schema.shape))
}
