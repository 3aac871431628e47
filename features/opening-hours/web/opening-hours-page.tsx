/** Settings › Clinic › Opening hours: the week, public holidays and closed days, of the clinic and of each place. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { SelectField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { endOwnHours, getOpeningHours } from '../contract.ts'
import { ClosedDays } from './closed-days.tsx'
import { HolidaysForm } from './holidays-form.tsx'
import classes from './opening.module.css'
import { WeekForm } from './week-form.tsx'

export function OpeningHoursPage() {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(getOpeningHours, {}))
  const [placeId, setPlaceId] = useState<string | null>(null)
  /** A place that is given hours of its own now. */
  const [owning, setOwning] = useState(false)
  const [leaving, setLeaving] = useState(false)
  const choosing = useId()
  const place = data.places.find((one) => one.placeId === placeId)
  // A place that was closed meanwhile is no choice any more.
  const at = place?.placeId ?? null
  const said = place ? (place.own ?? { ...data.clinic, revision: 0 }) : data.clinic
  const isOwn = !place || place.own !== null || owning
  const reread = () => queries.invalidateQueries({ queryKey: keyOf(getOpeningHours) })
  const choose = (next: string) => {
    setPlaceId(next === '' ? null : next)
    setOwning(false)
  }
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.clinic')]}
        title={words('menu.settings.clinic.opening_hours')}
        sentence={words(data.clinic.week ? 'opening_hours.sentence' : 'opening_hours.sentence.none')}
      />
      {data.places.length > 1 && (
        <SelectField
          id={choosing}
          name="place"
          value={at ?? ''}
          error={undefined}
          onChange={(event) => choose(event.currentTarget.value)}
          onBlur={() => undefined}
          label={words('opening_hours.place')}
          options={[
            { value: '', label: words('opening_hours.place.all') },
            ...data.places.map((one) => ({ value: one.placeId, label: one.name })),
          ]}
        />
      )}
      {place && !isOwn && (
        <section className={classes.part}>
          <Note>{words('opening_hours.place.as_clinic', { name: place.name })}</Note>
          <Acts>
            <Button onClick={() => setOwning(true)}>{words('opening_hours.place.own')}</Button>
          </Acts>
        </section>
      )}
      {place?.own && (
        <section className={classes.part}>
          <Note>{words('opening_hours.place.own_stands', { name: place.name })}</Note>
          <Acts>
            <Button variant="line" onClick={() => setLeaving(true)}>
              {words('opening_hours.place.follow')}
            </Button>
          </Acts>
        </section>
      )}
      {isOwn && (
        <>
          <section className={classes.part} aria-labelledby="week">
            <h2 id="week">{words('opening_hours.week')}</h2>
            <WeekForm
              // Another place, or another week of somebody else, is another form.
              key={`${at} ${said.revision}`}
              placeId={at}
              said={said}
              onSaved={async () => {
                await reread()
                toast({ text: words('opening_hours.saved') })
              }}
            />
          </section>
          {(!place || place.own) && (
            <section className={classes.part} aria-labelledby="holidays">
              <h2 id="holidays">{words('holidays.title')}</h2>
              <Note>{words('holidays.sentence')}</Note>
              <HolidaysForm
                key={at}
                shown={data}
                placeId={at}
                onSaved={async (year) => {
                  await reread()
                  toast({ text: words('holidays.saved', { year: String(year) }) })
                }}
              />
            </section>
          )}
        </>
      )}
      <section className={classes.part} aria-labelledby="closed-days">
        <h2 id="closed-days">{words('closed_days.title')}</h2>
        <ClosedDays shown={data} />
      </section>
      {leaving && place && (
        <FollowDialog
          placeId={place.placeId}
          name={place.name}
          onLeave={() => setLeaving(false)}
          onDone={async () => {
            await reread()
            setLeaving(false)
            setOwning(false)
            toast({ text: words('opening_hours.place.followed', { name: place.name }) })
          }}
        />
      )}
    </Page>
  )
}

interface FollowDialogProps {
  placeId: string
  name: string
  onLeave: () => void
  onDone: () => Promise<unknown>
}

function FollowDialog({ placeId, name, onLeave, onDone }: FollowDialogProps) {
  const words = useWords()
  const follow = useAct(async () => {
    await call(endOwnHours, { params: { placeId } })
    await onDone()
  })
  return (
    <FormDialog
      title={words('opening_hours.place.follow.title', { name })}
      form={{
        busy: follow.busy,
        problem: follow.problem,
        onSubmit: (event) => {
          event.preventDefault()
          follow.run()
        },
      }}
      act={words('opening_hours.place.follow.act')}
      acting={words('opening_hours.saving')}
      danger
      onLeave={onLeave}
    >
      <p>{words('opening_hours.place.follow.what')}</p>
    </FormDialog>
  )
}
