/** The form of the eight questions: what was typed stays until it is saved, and nobody's answer is overwritten unseen. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { call } from '../../../web/lib/api.ts'
import { useKept } from '../../../web/lib/draft.ts'
import { type Form, useForm } from '../../../web/lib/form.ts'
import { reading } from '../../../web/lib/query.ts'
import { useMember, useSession } from '../../../web/lib/session.ts'
import { answerPlan, getPlan, type PlanAnswers, planFields } from '../contract.ts'
import { isSame, keepDraft, meet, openDraft, PLAN_FIELDS, readDraft } from './plan-draft.ts'

export type Plan = Answer<typeof getPlan>

/** Somebody else's answers, come upon while saving. */
export interface Meanwhile {
  by: string
  conflicts: Partial<PlanAnswers>
}

export interface PlanForm {
  form: Form<PlanAnswers>
  meanwhile: Meanwhile | undefined
  /** What is in the fields was typed earlier and is not saved. */
  kept: boolean
  /** Throws away what is not saved. */
  discard: () => void
  /** What the button that sends the form does once all is saved. */
  afterwards: (act: () => unknown) => () => void
}

/** How often answers are put together with somebody else's before it is left to the person. */
const TRIES = 3

export function usePlan(plan: Plan): PlanForm {
  const queries = useQueryClient()
  const { person, clinic } = useMember()
  // Each clinic has a plan of its own, and so has its draft.
  const id = `${clinic.id ?? ''}-${person.id}`
  /** Nothing is left in a browser that serves several people: there it is kept on the server. */
  const isShared = useSession().device?.class === 'shared'
  /** The answers as they stand on the server, as far as this form knows. */
  const saved = useRef({ answers: plan.answers, revision: plan.revision })
  const act = useRef<() => unknown>(undefined)
  const [begun] = useState(() => {
    const draft = isShared ? undefined : readDraft(id)
    if (!draft || isSame(draft.typed, plan.answers)) return undefined
    return meet(draft.base, draft.typed, plan.answers)
  })
  const [kept, setKept] = useState(begun !== undefined)
  const [meanwhile, setMeanwhile] = useState<Meanwhile | undefined>(() =>
    begun && Object.keys(begun.conflicts).length > 0
      ? { by: plan.changed?.by ?? '', conflicts: begun.conflicts }
      : undefined,
  )

  /** What is in the fields now, for who waited for the server meanwhile. */
  const now = useRef(plan.answers)

  const save = async (typed: PlanAnswers) => {
    let answers = planFields.parse(typed)
    let shown = typed
    /** True when nothing was typed since; what was stays. */
    const show = (next: PlanAnswers) => {
      const [before, untouched] = [shown, PLAN_FIELDS.filter((field) => now.current[field] === shown[field])]
      shown = next
      for (const field of untouched) if (next[field] !== before[field]) form.set(field, next[field])
      return untouched.length === PLAN_FIELDS.length
    }
    for (let attempt = 1; !isSame(answers, saved.current.answers); attempt++) {
      try {
        const { revision } = await call(answerPlan, {
          body: { ...answers, revision: saved.current.revision },
        })
        saved.current = { answers, revision }
      } catch (error) {
        const isLate = error instanceof ApiProblem && error.code === 'incidents.changed_meanwhile'
        if (!isLate || attempt === TRIES) throw error
        const theirs = await call(getPlan, {})
        const met = meet(saved.current.answers, answers, theirs.answers)
        saved.current = { answers: theirs.answers, revision: theirs.revision }
        answers = met.answers
        show(answers)
        if (Object.keys(met.conflicts).length > 0) {
          setMeanwhile({ by: theirs.changed?.by ?? '', conflicts: met.conflicts })
          return false
        }
      }
    }
    const isAll = show(answers)
    keepDraft(id, isAll || isShared ? undefined : { base: answers, typed: now.current })
    setKept(false)
    setMeanwhile(undefined)
    // Asked also when nothing had changed: what is opened beside this page wants a session that stands.
    queries.setQueryData(reading(getPlan, {}).queryKey, await call(getPlan, {}))
    return true
  }

  const form = useForm<PlanAnswers>({
    schema: planFields,
    initial: begun?.answers ?? plan.answers,
    send: async (values) => {
      if (await save(values)) await act.current?.()
    },
  })

  const { values } = form
  useEffect(() => {
    now.current = values
  }, [values])
  /** What was being changed, while something is. */
  const typedApart = isSame(values, plan.answers) ? undefined : plan.answers
  useEffect(() => {
    const base = saved.current.answers
    keepDraft(id, isShared || isSame(values, base) ? undefined : { base, typed: values })
  }, [id, values, isShared, saved])
  useKept(
    'plan',
    isShared && typedApart !== undefined
      ? { base: JSON.stringify(typedApart), typed: JSON.stringify(values) }
      : undefined,
    ({ base = '', typed = '' }) => {
      const draft = openDraft(base, typed)
      if (!draft) return
      const met = meet(draft.base, draft.typed, plan.answers)
      for (const field of PLAN_FIELDS) form.set(field, met.answers[field])
      setKept(true)
      if (Object.keys(met.conflicts).length > 0)
        setMeanwhile({ by: plan.changed?.by ?? '', conflicts: met.conflicts })
    },
  )

  return {
    form,
    meanwhile,
    kept,
    discard: () => {
      for (const field of PLAN_FIELDS) form.set(field, saved.current.answers[field])
      keepDraft(id, undefined)
      setKept(false)
      setMeanwhile(undefined)
    },
    afterwards: (doing) => () => {
      act.current = doing
    },
  }
}
