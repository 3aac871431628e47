/** Setting up an authenticator app: scan or type, then prove it by the first code. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { beginTotp, confirmTotp } from '../contract.ts'
import { CodeForm } from './code-form.tsx'
import { CopyButton } from '../../../web/ui/copy-button.tsx'
import { QrCode } from '../../../web/ui/qr-code.tsx'
import classes from './totp-enrolment.module.css'

interface TotpEnrolmentProps {
  /** The app is set up; resolves when the page has gone on. */
  onDone: () => Promise<unknown>
}

/** Asks for a new secret when it is first drawn; one drawn before is worthless then. */
export function TotpEnrolment({ onDone }: TotpEnrolmentProps) {
  const words = useWords()
  const [over, setOver] = useState(false)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: [beginTotp.url],
    queryFn: () => call(beginTotp, {}, { purpose: 'identity.purpose.set_up_app' }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const again = (
    <Button
      variant="line"
      busy={isFetching && words('identity.enrol.preparing')}
      onClick={() => {
        setOver(false)
        void refetch()
      }}
    >
      {words('identity.enrol.new_code')}
    </Button>
  )
  if (error) {
    const problem = error instanceof ApiProblem ? error : new ApiProblem('server.fault', 500)
    return (
      <div className={classes.enrolment}>
        {problem.code === 'client.not_confirmed' ? (
          <Banner>{problemText(words, problem)}</Banner>
        ) : (
          <FormSummary problem={problem} />
        )}
        {again}
      </div>
    )
  }
  if (!data) return <output className={classes.waiting} aria-label={words('identity.enrol.preparing')} />

  const confirm = async (code: string) => {
    await call(
      confirmTotp,
      { body: { challengeId: data.challengeId, code } },
      { purpose: 'identity.purpose.set_up_app' },
    ).catch((refusal: unknown) => {
      if (refusal instanceof ApiProblem && refusal.code === 'identity.challenge_over') setOver(true)
      throw refusal
    })
    await onDone()
  }
  return (
    <div className={classes.enrolment}>
      <div className={classes.scan}>
        <QrCode text={data.uri} label={words('identity.enrol.qr')} />
        <div className={classes.how}>
          <p>{words('identity.enrol.scan')}</p>
          <p className={classes.small}>{words('identity.enrol.any_app')}</p>
          <a className={classes.here} href={data.uri}>
            {words('identity.enrol.on_this_phone')}
          </a>
        </div>
      </div>
      <div className={classes.byHand}>
        <p className={classes.small}>{words('identity.enrol.by_hand')}</p>
        <p className={classes.key}>
          <code>{data.secret.match(/.{1,4}/g)?.join(' ')}</code>
          <CopyButton text={data.secret}>{words('identity.enrol.copy')}</CopyButton>
        </p>
      </div>
      {over && again}
      <CodeForm act="identity.enrol.act" help={words('identity.enrol.then')} send={confirm} />
    </div>
  )
}
