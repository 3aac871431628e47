/** After "this wasn't me": what was done, and what the person does next. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import type { finishNotMe } from '../contract.ts'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import classes from '../../identity/web/set-password.module.css'

export function NotMeDone({ done }: { done: Answer<typeof finishNotMe> }) {
  const words = useWords()
  const next = [
    words(`recovery.not_me.done.${done.mailGoes ? 'mail' : 'no_mail'}`),
    ...(done.needsColleague ? [words('recovery.not_me.done.colleague')] : []),
    ...(done.kept ? [words('recovery.not_me.done.kept')] : []),
    words('recovery.not_me.done.mailbox'),
    words('recovery.not_me.done.tell'),
  ]
  return (
    <>
      <DoorTitle focus>{words('recovery.not_me.done.title')}</DoorTitle>
      <p>
        {words('recovery.not_me.done.sessions', { n: done.sessionsEnded })}{' '}
        {done.removed && words(`recovery.not_me.done.${done.removed}`)}
      </p>
      <section className={classes.what}>
        <p>{words('recovery.not_me.done.next')}</p>
        <ul>
          {next.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      </section>
      <LinkButton size="lg" variant="line" full to="/sign-in">
        {words('recovery.not_me.sign_in')}
      </LinkButton>
    </>
  )
}
