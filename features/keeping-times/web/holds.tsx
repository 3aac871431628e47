/** What is held, and the dialogs that hold something and let it go. */
import { useState } from 'react'
import { z } from 'zod'
import { call } from '../../../web/lib/api.ts'
import { useCalendar, useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { liftHold } from '../contract.ts'
import { HoldDialog } from './hold-dialog.tsx'
import classes from './keeping-times.module.css'
import type { KeepingTimes } from './keeping-times.ts'
import { PatientLines } from './patient-lines.tsx'

interface PartProps {
  shown: KeepingTimes
  mine: boolean
  reread: () => Promise<unknown>
}

type Hold = KeepingTimes['holds'][number]

export function Holds({ shown, mine, reread }: PartProps) {
  const words = useWords()
  const days = useDays()
  const calendar = useCalendar()
  const whatOf = useWhat()
  const [asking, setAsking] = useState<'hold' | Hold | undefined>(undefined)
  const leave = () => setAsking(undefined)
  return (
    <section className={classes.part} aria-labelledby="keeping-holds">
      <h2 id="keeping-holds">{words('keeping.holds')}</h2>
      <p>{words('keeping.holds.sentence')}</p>
      {shown.holds.length === 0 ? (
        <Note>{words('keeping.holds.none')}</Note>
      ) : (
        <Ledger labelledBy="keeping-holds">
          {shown.holds.map((hold) => {
            const what = whatOf(hold)
            return (
              <LedgerRow
                key={hold.holdId}
                acts={
                  mine &&
                  !hold.over && (
                    <RowAct label={words('keeping.lift.named', { what })} onClick={() => setAsking(hold)}>
                      {words('keeping.lift')}
                    </RowAct>
                  )
                }
              >
                <Named
                  name={what}
                  tags={[
                    hold.over
                      ? words('keeping.hold.over')
                      : hold.until === null
                        ? words('keeping.hold.open')
                        : words('keeping.hold.until', { day: calendar(hold.until) }),
                  ]}
                >
                  <span>{hold.reason}</span>
                </Named>
                <p className={classes.why}>
                  {words('keeping.hold.by', { by: hold.by, day: days.day(new Date(hold.at)) })}{' '}
                  <PatientLines patientId={hold.patientId} />
                </p>
                {hold.lifted && (
                  <p className={classes.why}>
                    {words('keeping.hold.lifted', {
                      by: hold.lifted.by,
                      day: days.day(new Date(hold.lifted.at)),
                      reason: hold.lifted.reason,
                    })}
                  </p>
                )}
              </LedgerRow>
            )
          })}
        </Ledger>
      )}
      {mine && (
        <Acts>
          <Button variant="line" onClick={() => setAsking('hold')}>
            {words('keeping.hold')}
          </Button>
        </Acts>
      )}
      {asking === 'hold' && <HoldDialog people={shown.people} reread={reread} onLeave={leave} />}
      {asking !== undefined && asking !== 'hold' && (
        <LiftDialog hold={asking} what={whatOf(asking)} reread={reread} onLeave={leave} />
      )}
    </section>
  )
}

/** What a hold covers, in one line. */
function useWhat(): (hold: Hold) => string {
  const words = useWords()
  const calendar = useCalendar()
  return ({ person, patientId, category, first, last }) => {
    const range =
      first !== null && last !== null
        ? words('keeping.hold.days', { first: calendar(first), last: calendar(last) })
        : first !== null
          ? words('keeping.hold.from', { first: calendar(first) })
          : last !== null && words('keeping.hold.to', { last: calendar(last) })
    const parts = [
      person && words('keeping.hold.person', { name: person.name }),
      patientId !== null && words('keeping.hold.patient'),
      category && words(`keeping.category.${category}`),
      range,
    ].filter((part): part is string => typeof part === 'string')
    return parts.length === 0 ? words('keeping.hold.all') : parts.join(' · ')
  }
}

interface LiftDialogProps {
  hold: Hold
  what: string
  reread: () => Promise<unknown>
  onLeave: () => void
}

function LiftDialog({ hold, what, reread, onLeave }: LiftDialogProps) {
  const words = useWords()
  const toast = useToast()
  const form = useForm({
    schema: z.object({ reason: liftHold.body.shape.reason }),
    initial: { reason: '' },
    send: async ({ reason }) => {
      await call(
        liftHold,
        { params: { holdId: hold.holdId }, body: { reason } },
        { purpose: 'keeping.purpose.lift' },
      )
      await reread()
      onLeave()
      toast({ text: words('keeping.lifted') })
    },
  })
  return (
    <FormDialog
      title={words('keeping.lift.title')}
      form={form}
      act={words('keeping.lift.act')}
      acting={words('keeping.saving')}
      danger
      onLeave={onLeave}
    >
      <p>
        <b>{what}</b>
      </p>
      <p>{words('keeping.lift.what')}</p>
      <TextField {...form.field('reason')} label={words('keeping.lift.reason')} autoComplete="off" />
    </FormDialog>
  )
}
