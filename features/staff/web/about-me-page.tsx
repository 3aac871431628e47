/** My profile › About me: what the clinic has on file of whoever looks, and what they did lately. */
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { refreshSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { listMyEvents } from '../../audit/contract.ts'
import { getMyProfile, setMyName } from '../roster-contract.ts'
import { EventLines } from './event-lines.tsx'
import { PersonProfile } from './person-profile.tsx'
import classes from './people.module.css'

export function AboutMePage() {
  const words = useWords()
  const { data: me } = useSuspenseQuery(reading(getMyProfile, {}))
  const [renaming, setRenaming] = useState(false)
  return (
    <Page stacked>
      <PageHeader
        path={[words('menu.profile')]}
        title={words('menu.profile.about')}
        sentence={words('about_me.sentence')}
      />
      <PersonProfile
        person={me}
        edit={
          <Acts>
            <Button variant="line" size="sm" onClick={() => setRenaming(true)}>
              {words('about_me.rename')}
            </Button>
          </Acts>
        }
      />
      <Lately />
      {renaming && <NameDialog name={me.name} onLeave={() => setRenaming(false)} />}
    </Page>
  )
}

function Lately() {
  const words = useWords()
  const { data, error, refetch, isFetching } = useQuery(reading(listMyEvents, {}))
  return (
    <section className={classes.section}>
      <h2>{words('about_me.lately')}</h2>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />}
      {!error && !data && <SkeletonRows rows={3} />}
      {data && data.events.length === 0 && <p>{words('staff.lately.none')}</p>}
      {data && data.events.length > 0 && <EventLines label={words('about_me.lately')} events={data.events} />}
    </section>
  )
}

function NameDialog({ name: before, onLeave }: { name: string; onLeave: () => void }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const form = useForm({
    schema: setMyName.body,
    initial: { name: before },
    send: async ({ name }) => {
      await call(setMyName, { body: { name } })
      await Promise.all([
        queries.invalidateQueries({ queryKey: keyOf(getMyProfile) }),
        queries.invalidateQueries({ queryKey: keyOf(listMyEvents) }),
        refreshSession(queries),
      ])
      onLeave()
      toast({ text: words('about_me.renamed', { name }) })
    },
  })
  return (
    <FormDialog
      title={words('about_me.rename.title')}
      form={form}
      act={words('staff.edit.save')}
      acting={words('staff.edit.saving')}
      onLeave={onLeave}
    >
      <TextField
        {...form.field('name')}
        label={words('staff.edit.name')}
        help={words('about_me.rename.help')}
        autoComplete="name"
      />
    </FormDialog>
  )
}
