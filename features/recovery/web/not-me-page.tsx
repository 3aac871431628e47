/** The page of a notice's link: says what "this wasn't me" does, does it at the press of a button, and says what comes next. */
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { finishNotMe, openNotMe } from '../contract.ts'
import { DoorPage } from '../../identity/web/door-page.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import { NotMeDone } from './not-me-done.tsx'
import { useOneTimeLink } from './one-time-link.ts'
import classes from '../../identity/web/set-password.module.css'

const open = (token: string) => call(openNotMe, { body: { token } })

export function NotMePage() {
  const { clinic } = useSession()
  const { link, onOver } = useOneTimeLink(open)
  const [done, setDone] = useState<Answer<typeof finishNotMe>>()
  const body = () => {
    if (done) return <NotMeDone done={done} />
    if (link.state === 'opening') return <SkeletonRows rows={4} />
    if (link.state === 'failed') return <ErrorState error={link.problem} onRetry={link.again} />
    if (link.state !== 'good') return <NoLink why={link.state} />
    return (
      <Question key={link.token} token={link.token} about={link.about} onDone={setDone} onOver={onOver} />
    )
  }
  return <DoorPage clinic={clinic?.name ?? null}>{body()}</DoorPage>
}

interface QuestionProps {
  token: string
  about: Answer<typeof openNotMe>
  onDone: (done: Answer<typeof finishNotMe>) => void
  onOver: () => void
}

const OF_THE_MAIL = ['totp_added', 'passkey_added', 'passkey_kept', 'backup_codes_made'] as const

function Question({ token, about, onDone, onOver }: QuestionProps) {
  const words = useWords()
  const press = useAct(async () => {
    const done = await call(finishNotMe, { body: { token } }).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.status === 410) onOver()
      throw error
    })
    onDone(done)
  })
  const added = OF_THE_MAIL.filter((kind) => about.kinds.includes(kind))
  const consequences = [
    words('recovery.not_me.sessions'),
    words('recovery.not_me.password'),
    words('recovery.not_me.devices'),
    ...(added.length > 0
      ? added.map((kind) => words(`recovery.not_me.${kind}`))
      : [words('recovery.not_me.second')]),
    words('recovery.not_me.owners'),
  ]
  return (
    <>
      <header>
        <DoorTitle>{words('recovery.not_me.title', { name: about.name })}</DoorTitle>
        <p className={classes.lead}>
          {words('recovery.not_me.lead', {
            when: words.moment(new Date(about.toldAt)),
            clinics: words.list(about.clinics),
          })}
        </p>
      </header>
      <section className={classes.what}>
        <p>{words('recovery.not_me.what')}</p>
        <ul>
          {consequences.map((consequence) => (
            <li key={consequence}>{consequence}</li>
          ))}
        </ul>
      </section>
      <FormSummary problem={press.problem} />
      <Button
        variant="danger-filled"
        size="lg"
        full
        onClick={() => press.run()}
        busy={press.busy && words('recovery.not_me.acting')}
      >
        {words('recovery.not_me.act')}
      </Button>
      <LinkButton variant="line" size="lg" full to="/">
        {words('recovery.not_me.was_me')}
      </LinkButton>
      <p className={classes.lead}>{words('recovery.not_me.nothing')}</p>
    </>
  )
}

function NoLink({ why }: { why: 'over' | 'missing' }) {
  const words = useWords()
  return (
    <>
      <DoorTitle focus>{words(`recovery.not_me.${why}.title`)}</DoorTitle>
      <p>{words(`recovery.not_me.${why}`)}</p>
      <p>{words('recovery.not_me.over.still')}</p>
      <LinkButton size="lg" full to="/forgot">
        {words('recovery.not_me.forgot')}
      </LinkButton>
      <LinkButton size="lg" variant="line" full to="/sign-in">
        {words('recovery.not_me.sign_in')}
      </LinkButton>
    </>
  )
}
