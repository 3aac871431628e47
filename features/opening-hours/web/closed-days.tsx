/** Closed days of the clinic's own, and the dialog that adds some. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { dayOf } from '../../../pure/days/days.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useCalendar } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { Acts, Note, Pair } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { addClosedDay, getOpeningHours, removeClosedDay } from '../contract.ts'

type Shown = Answer<typeof getOpeningHours>

export function ClosedDays({ shown }: { shown: Shown }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const day = useCalendar()
  const { zone } = useMember().clinic
  const [adding, setAdding] = useState(false)
  const today = dayOf(new Date(serverNow()), zone)
  const own = shown.closed.filter(({ holiday, last }) => holiday === null && last >= today)
  const reread = () => queries.invalidateQueries({ queryKey: keyOf(getOpeningHours) })
  const remove = useAct(async (closedDayId: string) => {
    await call(removeClosedDay, { params: { closedDayId } })
    await reread()
    toast({ text: words('closed_days.removed') })
  })
  return (
    <>
      {own.length === 0 ? (
        <Note>{words('closed_days.none')}</Note>
      ) : (
        <Ledger label={words('closed_days.title')}>
          {own.map((one) => {
            const days =
              one.first === one.last
                ? day(one.first)
                : words('closed_days.range', { first: day(one.first), last: day(one.last) })
            const place = shown.places.find(({ placeId }) => placeId === one.placeId)
            return (
              <LedgerRow
                key={one.closedDayId}
                acts={
                  <RowAct
                    look="bare"
                    label={words('closed_days.remove.named', { days })}
                    onClick={() => remove.run(one.closedDayId)}
                  >
                    {words('closed_days.remove')}
                  </RowAct>
                }
              >
                <Named name={days} tags={[place?.name ?? false]}>
                  <span>{one.reason === '' ? words('closed_days.no_reason') : one.reason}</span>
                </Named>
              </LedgerRow>
            )
          })}
        </Ledger>
      )}
      <FormSummary problem={remove.problem} />
      <Acts>
        <Button variant="line" onClick={() => setAdding(true)}>
          {words('closed_days.add')}
        </Button>
      </Acts>
      {adding && (
        <AddDialog
          places={shown.places}
          today={today}
          onLeave={() => setAdding(false)}
          onDone={async () => {
            await reread()
            setAdding(false)
            toast({ text: words('closed_days.added') })
          }}
        />
      )}
    </>
  )
}

/** The last day may stay empty: then it is one day. */
const typed = z.object({
  first: addClosedDay.body.shape.first,
  last: addClosedDay.body.shape.last.or(z.literal('')),
  reason: addClosedDay.body.shape.reason,
})

interface AddDialogProps {
  places: Shown['places']
  today: string
  onLeave: () => void
  onDone: () => Promise<unknown>
}

function AddDialog({ places, today, onLeave, onDone }: AddDialogProps) {
  const words = useWords()
  const form = useForm({
    schema: typed,
    initial: { first: '', last: '', reason: '', placeId: '' },
    problemFields: { 'opening_hours.ends_before': 'last', 'opening_hours.closed_too_long': 'last' },
    send: async ({ first, last, reason, placeId }) => {
      await call(addClosedDay, {
        body: { placeId: placeId === '' ? null : placeId, first, last: last === '' ? first : last, reason },
      })
      await onDone()
    },
  })
  return (
    <FormDialog
      title={words('closed_days.add.title')}
      form={form}
      act={words('closed_days.add.act')}
      acting={words('closed_days.adding')}
      onLeave={onLeave}
    >
      <Pair>
        <TextField {...form.field('first')} label={words('closed_days.first')} type="date" min={today} />
        <TextField
          {...form.field('last')}
          label={words('closed_days.last')}
          help={words('closed_days.last.help')}
          type="date"
          min={today}
        />
      </Pair>
      <TextField
        {...form.field('reason')}
        label={words('closed_days.reason')}
        help={words('closed_days.reason.help')}
        autoComplete="off"
      />
      {places.length > 1 && (
        <SelectField
          {...form.field('placeId')}
          label={words('closed_days.where')}
          options={[
            { value: '', label: words('opening_hours.place.all') },
            ...places.map(({ placeId, name }) => ({ value: placeId, label: name })),
          ]}
        />
      )}
    </FormDialog>
  )
}
