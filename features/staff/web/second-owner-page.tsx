/** Settings › Staff › If an Owner cannot sign in: a second Owner, or backup codes sealed in the safe. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getEnvelopeSheet, getLoneOwner, sealEnvelope } from '../lone-owner-contract.ts'
import classes from './second-owner-page.module.css'

type Stands = Answer<typeof getLoneOwner>

export function SecondOwnerPage() {
  const words = useWords()
  const { data, error, refetch, isFetching } = useQuery(reading(getLoneOwner, {}))
  const more = data && data.owners.length > 1
  return (
    <Page width="read">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff')]}
        title={words('lone_owner.title')}
        sentence={
          more
            ? words('lone_owner.sentence.more', { n: data.owners.length, names: words.list(data.owners) })
            : words('lone_owner.sentence.one')
        }
      />
      {data ? (
        !more && <Ways stands={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : (
        <SkeletonRows rows={5} />
      )}
      <GuideBeside name="roles" />
    </Page>
  )
}

function Ways({ stands }: { stands: Stands }) {
  const words = useWords()
  return (
    <>
      <Sealed stands={stands} />
      <section className={classes.way} aria-labelledby="second-owner">
        <h2 id="second-owner">{words('lone_owner.second')}</h2>
        <p>{words('lone_owner.second.what')}</p>
        <Acts>
          <LinkButton to="/settings/staff/people">{words('lone_owner.second.open')}</LinkButton>
        </Acts>
      </section>
      <section className={classes.way} aria-labelledby="sealed-codes">
        <h2 id="sealed-codes">{words('lone_owner.codes')}</h2>
        <p>{words('lone_owner.codes.what')}</p>
        <ol className={classes.steps}>
          <Step
            title={words('lone_owner.step.codes')}
            act={
              <LinkButton variant="line" size="sm" to="/profile/security">
                {words(stands.codes === null ? 'lone_owner.step.codes.open' : 'lone_owner.step.codes.again')}
              </LinkButton>
            }
          >
            {stands.codes !== null && words('lone_owner.step.codes.done', { n: stands.codes })}
          </Step>
          <Step
            title={words('lone_owner.step.print')}
            act={
              <Button variant="line" size="sm" onClick={() => openFile(getEnvelopeSheet)}>
                {words('lone_owner.step.print.open')}
              </Button>
            }
          >
            {words('lone_owner.step.print.what')}
          </Step>
          <Step title={words('lone_owner.step.seal')}>
            <Sealing />
          </Step>
        </ol>
      </section>
    </>
  )
}

/** How it stands with what was sealed before. */
function Sealed({ stands: { sealed } }: { stands: Stands }) {
  const words = useWords()
  const days = useDays()
  if (!sealed) return null
  const values = {
    date: days.day(new Date(sealed.at)),
    until: days.day(new Date(sealed.until)),
    place: sealed.place,
  }
  return (
    <Banner tone={sealed.over ? 'warn' : 'good'}>
      {sealed.over ? words(`lone_owner.over.${sealed.over}`, values) : words('lone_owner.stands', values)}
    </Banner>
  )
}

function Step({ title, act, children }: { title: string; act?: ReactNode; children: ReactNode }) {
  return (
    <li>
      <div>
        <b>{title}</b>
        <div className={classes.note}>{children}</div>
      </div>
      {act}
    </li>
  )
}

function Sealing() {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const form = useForm({
    schema: sealEnvelope.body,
    initial: { place: '' },
    send: async (body) => {
      await call(sealEnvelope, { body })
      await queries.invalidateQueries({ queryKey: keyOf(getLoneOwner) })
      form.reset()
      toast({ text: words('lone_owner.sealed') })
    },
  })
  return (
    <Form onSubmit={form.onSubmit}>
      <TextField
        {...form.field('place')}
        label={words('lone_owner.place')}
        help={words('lone_owner.place.help')}
        autoComplete="off"
      />
      <FormSummary problem={form.problem} />
      <Acts>
        <Button type="submit" variant="line" busy={form.busy && words('lone_owner.sealing')}>
          {words('lone_owner.seal')}
        </Button>
      </Acts>
    </Form>
  )
}
