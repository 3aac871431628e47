/** One thing more than the password: a code from one's own mail, or from an Owner or Admin beside one. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { getEnrolment, sendEnrolmentCode, vouch } from '../contract.ts'
import classes from './enrol-page.module.css'

export type Enrolment = Answer<typeof getEnrolment>

export function VouchStep({
  enrolment,
  onProven,
}: {
  enrolment: Enrolment
  onProven: () => Promise<unknown>
}) {
  const words = useWords()
  const queries = useQueryClient()
  const hasMail = enrolment.mail !== 'outbox'
  const [way, setWay] = useState<'mail' | 'beside'>(hasMail ? 'mail' : 'beside')
  const send = useAct(async () => {
    await call(sendEnrolmentCode, {})
    await queries.invalidateQueries({ queryKey: keyOf(getEnrolment) })
  })
  const { codeEndsAt, sentTo, keepers } = enrolment
  return (
    <section className={classes.part}>
      <h2>{words('enrol.proof.title')}</h2>
      <p className={classes.note}>{words('enrol.proof.why')}</p>
      {way === 'mail' ? (
        <>
          <FormSummary problem={send.problem} />
          {enrolment.mail === 'not_working' && (
            <Banner tone="warn">{words('enrol.proof.mail_trouble')}</Banner>
          )}
          {codeEndsAt ? (
            <>
              <Banner live>
                {words('enrol.proof.sent', { address: sentTo, time: words.time(new Date(codeEndsAt)) })}
              </Banner>
              <VouchForm way="mail" onProven={onProven} />
            </>
          ) : (
            <Button
              size="lg"
              full
              onClick={() => send.run()}
              busy={send.busy && words('enrol.proof.sending')}
            >
              {words('enrol.proof.mail', { address: sentTo })}
            </Button>
          )}
        </>
      ) : (
        <>
          {!hasMail && <p className={classes.note}>{words('enrol.proof.no_mail')}</p>}
          <p>
            {keepers.length > 0
              ? words('enrol.proof.beside_how', { n: keepers.length, names: words.list(keepers) })
              : words('enrol.proof.nobody')}
          </p>
          <VouchForm way="beside" onProven={onProven} />
        </>
      )}
      <div className={classes.ways}>
        {way === 'mail' && codeEndsAt && (
          <Button variant="bare" onClick={() => send.run()} busy={send.busy && words('enrol.proof.sending')}>
            {words('enrol.proof.mail_again')}
          </Button>
        )}
        {hasMail && (
          <Button variant="bare" onClick={() => setWay(way === 'mail' ? 'beside' : 'mail')}>
            {words(way === 'mail' ? 'enrol.proof.beside' : 'enrol.proof.by_mail')}
          </Button>
        )}
      </div>
    </section>
  )
}

function VouchForm({ way, onProven }: { way: 'mail' | 'beside'; onProven: () => Promise<unknown> }) {
  const words = useWords()
  const form = useForm({
    schema: vouch.body,
    initial: { code: '' },
    problemFields: { 'enforcement.code_wrong': 'code', 'enforcement.code_over': 'code' },
    send: async ({ code }) => {
      await call(vouch, { body: { way, code } })
      await onProven()
    },
  })
  return (
    <form className={classes.part} noValidate onSubmit={form.onSubmit}>
      <FormSummary problem={form.problem} />
      <TextField
        {...form.field('code')}
        label={words('enrol.proof.code')}
        help={words('enrol.proof.code_help')}
        autoComplete="one-time-code"
        inputMode="numeric"
        autoFocus
        mono
      />
      <Button type="submit" size="lg" full busy={form.busy && words('enrol.proof.checking')}>
        {words('enrol.proof.act')}
      </Button>
    </form>
  )
}
