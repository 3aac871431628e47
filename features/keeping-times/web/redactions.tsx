/** What was ordered to be erased, and the dialog that orders it. */
import { useState } from 'react'
import { z } from 'zod'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { BASES, orderRedaction, withdrawRedaction } from '../contract.ts'
import { usePeople } from './hold-dialog.tsx'
import classes from './keeping-times.module.css'
import type { KeepingTimes } from './keeping-times.ts'

interface PartProps {
  shown: KeepingTimes
  mine: boolean
  reread: () => Promise<unknown>
}

export function Redactions({ shown, mine, reread }: PartProps) {
  const words = useWords()
  const days = useDays()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const withdraw = useAct(async (redactionId: string) => {
    await call(withdrawRedaction, { params: { redactionId } }, { purpose: 'keeping.purpose.redact' })
    await reread()
    toast({ text: words('keeping.withdrawn') })
  })
  return (
    <section className={classes.part} aria-labelledby="keeping-redactions">
      <h2 id="keeping-redactions">{words('keeping.redactions')}</h2>
      <p>{words('keeping.redactions.sentence')}</p>
      {shown.redactions.length === 0 ? (
        <Note>{words('keeping.redactions.none')}</Note>
      ) : (
        <Ledger labelledBy="keeping-redactions">
          {shown.redactions.map((one) => {
            const { done, person } = one
            const what = done
              ? words('keeping.redaction.done_name', { day: days.day(new Date(done.at)) })
              : person
                ? words('keeping.redaction.of', { name: person.name })
                : words('keeping.redaction.patient')
            return (
              <LedgerRow
                key={one.redactionId}
                acts={
                  mine &&
                  !done && (
                    <RowAct
                      label={words('keeping.withdraw.named', { what })}
                      onClick={() => withdraw.run(one.redactionId)}
                    >
                      {words('keeping.withdraw')}
                    </RowAct>
                  )
                }
              >
                <Named name={what} tags={[done ? words('keeping.redaction.done', { n: done.lines }) : false]}>
                  <span>{words(`keeping.basis.${one.basis}`)}</span>
                </Named>
                {!done && (
                  <p>
                    {words('keeping.redaction.waits', {
                      day: days.day(new Date(one.begins)),
                      time: words.time(new Date(one.begins)),
                    })}
                  </p>
                )}
                {done && done.held > 0 && <p>{words('keeping.redaction.held', { n: done.held })}</p>}
                <p className={classes.why}>
                  {words('keeping.redaction.by', { by: one.by, day: days.day(new Date(one.at)) })}
                </p>
              </LedgerRow>
            )
          })}
        </Ledger>
      )}
      <FormSummary problem={withdraw.problem} />
      {mine && (
        <Acts>
          <Button variant="danger" onClick={() => setAsking(true)}>
            {words('keeping.redact')}
          </Button>
        </Acts>
      )}
      {asking && <RedactDialog shown={shown} reread={reread} onLeave={() => setAsking(false)} />}
    </section>
  )
}

const typed = z.object({
  personId: z.string().min(1, { error: 'not_empty' }),
  reference: orderRedaction.body.shape.reference,
})

interface RedactDialogProps {
  shown: KeepingTimes
  reread: () => Promise<unknown>
  onLeave: () => void
}

function RedactDialog({ shown, reread, onLeave }: RedactDialogProps) {
  const words = useWords()
  const toast = useToast()
  const options = usePeople(shown.people)
  const form = useForm({
    schema: typed,
    initial: { personId: '', basis: 'asked', reference: '' },
    send: async ({ personId, basis, reference }) => {
      await call(
        orderRedaction,
        {
          body: {
            personId,
            patientId: null,
            basis: BASES.find((one) => one === basis) ?? 'asked',
            reference,
          },
        },
        { purpose: 'keeping.purpose.redact' },
      )
      await reread()
      onLeave()
      toast({ text: words('keeping.redact.ordered') })
    },
  })
  return (
    <FormDialog
      title={words('keeping.redact.title')}
      form={form}
      act={words('keeping.redact.act')}
      acting={words('keeping.saving')}
      danger
      onLeave={onLeave}
    >
      <p>{words('keeping.redact.what')}</p>
      <SelectField
        {...form.field('personId')}
        label={words('keeping.redact.whom')}
        options={[{ value: '', label: words('keeping.redact.choose') }, ...options]}
      />
      <SelectField
        {...form.field('basis')}
        label={words('keeping.redact.basis')}
        options={BASES.map((value) => ({ value, label: words(`keeping.basis.${value}`) }))}
      />
      <TextField
        {...form.field('reference')}
        label={words('keeping.redact.reference')}
        help={words('keeping.redact.reference.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}
