/** Somebody new: their name, and a passkey or a password, one at a time. */
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { makePasskey, passkeysWork } from '../../../web/lib/passkeys.ts'
import { useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import { NewPassword } from '../../identity/web/new-password.tsx'
import { asPasswordReasons, refuseWeakPassword } from '../../identity/web/password-refusal.ts'
import { beginJoinPasskey, joinWithPasskey, joinWithPassword } from '../join-contract.ts'
import { Back, type JoinFormProps } from './join-frame.tsx'
import classes from './join.module.css'
import { useJoined } from './use-joined.ts'

export function JoinNew(props: JoinFormProps) {
  const words = useWords()
  const session = useSession()
  const passkeys = passkeysWork(session)
  // One made at localhost would be lost with the move to a real address.
  const [way, setWay] = useState<'passkey' | 'password'>(
    passkeys && session.reachedAs === 'name' ? 'passkey' : 'password',
  )
  const [name, setName] = useState(props.about.name)
  const Form = way === 'passkey' ? ByPasskey : ByPassword
  return (
    <>
      <header>
        <DoorTitle focus>{words('join.new.title', { name: props.about.name })}</DoorTitle>
        <p className={classes.lead}>{words('join.new.lead', { address: props.about.address })}</p>
      </header>
      <Form {...props} name={name} onName={setName} />
      <p className={classes.ways}>
        {passkeys && (
          <Button variant="bare" size="sm" onClick={() => setWay(way === 'passkey' ? 'password' : 'passkey')}>
            {words(way === 'passkey' ? 'join.new.password_instead' : 'join.new.passkey_instead')}
          </Button>
        )}
        <Back onBack={props.onBack} />
      </p>
    </>
  )
}

interface WayProps extends JoinFormProps {
  /** What was typed before the way was changed. */
  name: string
  onName: (name: string) => void
}

function ByPasskey({ token, about, orGone, name, onName }: WayProps) {
  const words = useWords()
  const joined = useJoined(about.clinic)
  const form = useForm({
    schema: beginJoinPasskey.body,
    initial: { name },
    send: async (values) => {
      onName(values.name)
      const { options } = await call(beginJoinPasskey, { body: { token, ...values } }).catch(orGone)
      const credential = await makePasskey(options)
      await call(joinWithPasskey, { body: { token, ...values, credential } }).catch(orGone)
      await joined(true)
    },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit}>
      <FormSummary problem={form.problem} />
      <NameField field={form.field('name')} />
      <Button type="submit" size="lg" full busy={form.busy && words('identity.passkey.asking')}>
        {words('join.new.passkey')}
      </Button>
      <p className={classes.note}>{words('join.new.passkey.what')}</p>
    </form>
  )
}

function ByPassword({ token, about, orGone, name, onName }: WayProps) {
  const words = useWords()
  const joined = useJoined(about.clinic)
  const form = useForm({
    schema: joinWithPassword.body,
    initial: { name, password: '' },
    send: async (values) => {
      onName(values.name)
      await refuseWeakPassword(values.password, about.passwordRules)
      await call(joinWithPassword, { body: { token, ...values } })
        .catch(asPasswordReasons)
        .catch(orGone)
      await joined(false)
    },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit}>
      <FormSummary problem={form.problem} />
      <NameField field={form.field('name')} />
      <NewPassword
        field={form.field('password')}
        rules={about.passwordRules}
        address={about.address}
        label={words('join.new.password')}
      />
      <Button type="submit" size="lg" full busy={form.busy && words('join.new.acting')}>
        {words('join.new.act')}
      </Button>
    </form>
  )
}

function NameField({ field }: { field: ReturnType<ReturnType<typeof useForm>['field']> }) {
  const words = useWords()
  return (
    <TextField
      {...field}
      label={words('join.new.name')}
      help={words('join.new.name.help')}
      autoComplete="name"
    />
  )
}
