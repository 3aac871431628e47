/** Before somebody's access ends: what ends at once, what wants a new name, what is done outside; then the button. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { previewLeaving, startRun } from '../contract.ts'
import classes from './leavers.module.css'
import { PlanForm } from './plan-form.tsx'
import { useReread } from './run.ts'

const route = getRouteApi('/inside/settings/staff/leavers/start/$personId')

export function StartPage() {
  const words = useWords()
  const { personId } = route.useParams()
  const { data } = useSuspenseQuery(reading(previewLeaving, { params: { personId } }))
  const { name, role, refused, steps, heirs, outside, runs } = data
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const ends = steps.flatMap((step) => {
    const key = `leaver.step.${step}`
    return words.has(key) ? [words(key)] : []
  })
  const running = runs.find(({ state }) => state === 'running')
  return (
    <Page width="read" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.leavers')]}
        title={words('leavers.start.title', { name })}
        sentence={`${words(`role.${role}`)}. ${words('leavers.start.sentence')}`}
      />
      {refused === null ? (
        <>
          <section className={classes.part}>
            <h2>{words('leavers.start.at_once')}</h2>
            <ul className={`${classes.ends} ${classes.columns}`}>
              {ends.map((end) => (
                <li key={end}>{end}</li>
              ))}
            </ul>
          </section>
          {heirs.length > 0 && (
            <section className={classes.part}>
              <h2>{words('leavers.start.heirs')}</h2>
              <ul className={classes.ends}>
                {heirs.map(({ step, what }) => {
                  const key = `leaver.heir.${step}`
                  return words.has(key) && <li key={`${step} ${what}`}>{words(key, { what })}</li>
                })}
              </ul>
            </section>
          )}
          <section className={classes.part}>
            <h2>{words('leavers.start.outside')}</h2>
            <p>{words('leavers.start.outside.what', { n: outside })}</p>
          </section>
          <Choices legend={words('leavers.start.when')}>
            {(['now', 'later'] as const).map((one) => (
              <Choice
                key={one}
                oneOf="when"
                title={words(`leavers.start.${one}`)}
                help={words(`leavers.start.${one}.help`)}
                checked={when === one}
                onChange={() => setWhen(one)}
              />
            ))}
          </Choices>
          {when === 'now' ? <StartForm personId={personId} /> : <PlanForm personId={personId} />}
        </>
      ) : (
        <>
          <Banner>{words(`leavers.start.refused.${refused}`)}</Banner>
          <Acts>
            {running ? (
              <LinkButton to="/settings/staff/leavers/$runId" params={{ runId: running.id }}>
                {words('leavers.start.run')}
              </LinkButton>
            ) : (
              <LinkButton variant="line" to="/settings/staff/leavers">
                {words('leavers.back')}
              </LinkButton>
            )}
          </Acts>
        </>
      )}
    </Page>
  )
}

function StartForm({ personId }: { personId: string }) {
  const words = useWords()
  const navigate = useNavigate()
  const reread = useReread()
  const form = useForm({
    schema: startRun.body,
    initial: { note: '' },
    send: async (body) => {
      const { runId } = await call(
        startRun,
        { params: { personId }, body },
        { purpose: 'leavers.start.purpose' },
      )
      await reread()
      await navigate({ to: '/settings/staff/leavers/$runId', params: { runId } })
    },
  })
  return (
    <Form onSubmit={form.onSubmit}>
      <TextField
        {...form.field('note')}
        label={words('leavers.start.note')}
        help={words('leavers.start.note.help')}
        autoComplete="off"
      />
      <FormSummary problem={form.problem} />
      <Note>{words('leavers.start.undo')}</Note>
      <Acts>
        <Button type="submit" variant="danger-filled" busy={form.busy && words('leavers.start.acting')}>
          {words('leavers.start.act')}
        </Button>
        <LinkButton variant="bare" to="/settings/staff/leavers">
          {words('step_up.not_now')}
        </LinkButton>
      </Acts>
    </Form>
  )
}
