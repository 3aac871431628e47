/** The eight questions. Each may stay blank; the buttons are the page's own. */
import type { ReactNode } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextAreaField, TextField } from '../../../web/ui/fields.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { PLAN_FIELDS, type PlanField } from './plan-draft.ts'
import type { PlanForm } from './use-plan.ts'
import classes from './plan-form.module.css'

const LONG = new Set<PlanField>(['onPaper', 'restorer'])

interface PlanFormProps {
  plan: PlanForm
  /** They stay at the foot of the window while questions are below it: nobody has to answer to go on. */
  actsInSight?: boolean
  /** Buttons that send the form. */
  children: ReactNode
}

export function PlanQuestions({ plan, actsInSight, children }: PlanFormProps) {
  const { form, meanwhile, kept, discard } = plan
  const words = useWords()
  const help = (field: PlanField): ReactNode => {
    const theirs = meanwhile?.conflicts[field]
    if (theirs === undefined) return words(`incidents.question.${field}.help`)
    const by = meanwhile?.by ?? ''
    return (
      <b>
        {theirs === ''
          ? words('incidents.meanwhile.blank', { by })
          : words('incidents.meanwhile.theirs', { by, answer: theirs })}
      </b>
    )
  }
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit}>
      {meanwhile ? (
        <Banner tone="warn" live>
          {words('incidents.meanwhile', { by: meanwhile.by })}
        </Banner>
      ) : (
        kept && (
          <Banner>
            <p>{words('incidents.kept')}</p>
            <Button variant="line" size="sm" onClick={discard}>
              {words('incidents.kept.discard')}
            </Button>
          </Banner>
        )
      )}
      {PLAN_FIELDS.map((name) => {
        const given = {
          ...form.field(name),
          label: words(`incidents.question.${name}`),
          help: help(name),
        }
        return LONG.has(name) ? (
          <TextAreaField key={name} {...given} rows={2} />
        ) : (
          <TextField key={name} {...given} autoComplete="off" />
        )
      })}
      <FormSummary errors={form.errors} problem={form.problem} />
      <div className={classes.acts} data-in-sight={actsInSight}>
        {children}
      </div>
    </form>
  )
}
