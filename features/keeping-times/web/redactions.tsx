/** What was ordered to be erased, what became of it, and taking it back. */
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { withdrawRedaction } from '../contract.ts'
import classes from './keeping-times.module.css'
import type { KeepingTimes } from './keeping-times.ts'
import { PatientLines } from './patient-lines.tsx'
import { RedactDialog } from './redact-dialog.tsx'

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
                  <p className={classes.next}>
                    {words('keeping.redaction.waits', {
                      day: days.day(new Date(one.begins)),
                      time: words.time(new Date(one.begins)),
                    })}
                  </p>
                )}
                {done && done.held > 0 && (
                  <p className={classes.why}>{words('keeping.redaction.held', { n: done.held })}</p>
                )}
                <p className={classes.why}>
                  {words('keeping.redaction.by', {
                    by: one.by,
                    day: days.day(new Date(one.at)),
                    reference: one.reference,
                  })}{' '}
                  <PatientLines patientId={one.patientId} />
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
