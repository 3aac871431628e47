/** Asks for a link by mail; where no mail is sent, says who helps. The same words whoever has that address. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { askForLink, getForgotWays } from '../contract.ts'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import classes from '../../identity/web/set-password.module.css'
import { RECOVER_COMMAND } from './recover-page.tsx'
import { TriesProblem } from '../../identity/web/tries-problem.tsx'

export function ForgotAsk() {
  const words = useWords()
  const ways = useQuery(reading(getForgotWays, {}))
  const [asked, setAsked] = useState<string>()
  const form = useForm({
    schema: askForLink.body,
    initial: { email: '' },
    send: async (body) => {
      await call(askForLink, { body })
      setAsked(body.email.trim())
    },
  })
  if (asked !== undefined) return <Asked address={asked} onAgain={() => setAsked(undefined)} />
  return (
    <>
      <header>
        <DoorTitle>{words('recovery.forgot.title')}</DoorTitle>
        <p className={classes.lead}>{words('recovery.forgot.lead')}</p>
      </header>
      {ways.data?.mailGoes === false && (
        <Banner tone="warn">
          <p>
            <b>{words('recovery.forgot.no_mail.title')}</b>
          </p>
          <p>{words('recovery.forgot.no_mail')}</p>
        </Banner>
      )}
      <form className={classes.form} noValidate onSubmit={form.onSubmit}>
        <TriesProblem problem={form.problem} />
        <TextField
          {...form.field('email')}
          label={words('recovery.forgot.email')}
          type="email"
          autoComplete="username"
          spellCheck={false}
          autoFocus
        />
        <Button type="submit" size="lg" full busy={form.busy && words('recovery.forgot.acting')}>
          {words('recovery.forgot.act')}
        </Button>
      </form>
      <p className={classes.lead}>
        {words('recovery.forgot.second_step')} {words('recovery.forgot.by_passkey')}
      </p>
      {ways.data?.mailGoes === false && (
        <>
          <p>{words('recovery.forgot.no_mail.owner')}</p>
          <p className={classes.code}>
            <code>{RECOVER_COMMAND}</code> <i>{words('recovery.owner.command_address')}</i>
          </p>
        </>
      )}
      <LinkButton variant="line" size="lg" full to="/sign-in">
        {words('recovery.forgot.sign_in')}
      </LinkButton>
    </>
  )
}

function Asked({ address, onAgain }: { address: string; onAgain: () => void }) {
  const words = useWords()
  return (
    <>
      <DoorTitle focus>{words('recovery.forgot.asked.title')}</DoorTitle>
      <p>{words('recovery.forgot.asked', { address })}</p>
      <section className={classes.what}>
        <p>{words('recovery.forgot.asked.nothing')}</p>
        <ul>
          <li>{words('recovery.forgot.asked.spam')}</li>
          <li>{words('recovery.forgot.asked.often')}</li>
          <li>{words('recovery.forgot.asked.people')}</li>
        </ul>
      </section>
      <LinkButton size="lg" full to="/sign-in">
        {words('recovery.forgot.sign_in')}
      </LinkButton>
      <Button variant="line" size="lg" full onClick={onAgain}>
        {words('recovery.forgot.asked.again')}
      </Button>
    </>
  )
}
