/** Somebody whom Enamel knows: the password and second step they have, or their passkey. */
import { useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { askForPasskey, passkeysWork } from '../../../web/lib/passkeys.ts'
import { useSession } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { PasswordField, TextField } from '../../../web/ui/fields.tsx'
import { signInWithBackupCode } from '../../identity/contract.ts'
import { atField } from '../../identity/web/at-field.ts'
import { CodeForm } from '../../identity/web/code-form.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import { ForManagers } from '../../identity/web/for-managers.tsx'
import { PasskeyButton } from '../../identity/web/passkey-button.tsx'
import { TriesProblem } from '../../identity/web/tries-problem.tsx'
import { getPasskeyChallenge } from '../../identity/passkey-contract.ts'
import { joinAsKnown, joinAsKnownByPasskey } from '../join-contract.ts'
import { Back, type JoinFormProps } from './join-frame.tsx'
import classes from './join.module.css'
import { useJoined } from './use-joined.ts'

type Step = 'password' | 'code' | 'backup_code'

export function JoinKnown({ token, about, onBack, orGone }: JoinFormProps) {
  const words = useWords()
  const session = useSession()
  const joined = useJoined(about.clinic)
  const [step, setStep] = useState<Step>('password')
  const [password, setPassword] = useState('')
  const join = async (proof: { code?: string; backupCode?: string }, typed = password) => {
    await call(joinAsKnown, { body: { token, password: typed, ...proof } }).catch(orGone)
    await joined(true)
  }
  const passkey = useAct(async () => {
    const { options } = await call(getPasskeyChallenge, {})
    const credential = await askForPasskey(options)
    await call(joinAsKnownByPasskey, { body: { token, credential } }).catch(orGone)
    await joined(true)
  })
  const first = step === 'password'
  return (
    <>
      <header>
        <DoorTitle key={String(first)} focus>
          {words(first ? 'join.known.title' : 'join.known.second')}
        </DoorTitle>
        <p className={classes.lead}>
          {first
            ? words('join.known.lead', { address: about.address, clinic: about.clinic })
            : words('join.known.second.lead')}
        </p>
      </header>
      {first && (
        <Password
          address={about.address}
          send={async (typed) => {
            setPassword(typed)
            await join({}, typed).catch((error: unknown) => {
              if (!(error instanceof ApiProblem) || error.code !== 'join.second_step') throw error
              setStep('code')
            })
          }}
        />
      )}
      {step === 'code' && <CodeForm act="join.known.act" autoFocus send={(code) => join({ code })} />}
      {step === 'backup_code' && <BackupCode send={(backupCode) => join({ backupCode })} />}
      {passkeysWork(session) && (
        <div className={classes.form}>
          <TriesProblem problem={passkey.problem} />
          <PasskeyButton busy={passkey.busy} onClick={() => passkey.run()}>
            {words('join.known.passkey')}
          </PasskeyButton>
        </div>
      )}
      {first && <p className={classes.note}>{words('join.known.forgot')}</p>}
      <p className={classes.ways}>
        {!first && (
          <Button variant="bare" size="sm" onClick={() => setStep(step === 'code' ? 'backup_code' : 'code')}>
            {words(step === 'code' ? 'join.known.backup' : 'join.known.code')}
          </Button>
        )}
        <Back onBack={onBack} />
      </p>
    </>
  )
}

function Password({ address, send }: { address: string; send: (password: string) => Promise<unknown> }) {
  const words = useWords()
  const form = useForm({
    schema: joinAsKnown.body,
    initial: { password: '' },
    problemFields: { 'identity.not_matching': 'password' },
    send: ({ password }) => send(password),
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit}>
      <TriesProblem problem={form.problem} />
      <ForManagers name="email" autoComplete="username" value={address} />
      <PasswordField
        {...form.field('password')}
        label={words('join.known.password')}
        autoComplete="current-password"
        autoFocus
      />
      <Button type="submit" size="lg" full busy={form.busy && words('join.new.acting')}>
        {words('join.known.act')}
      </Button>
    </form>
  )
}

function BackupCode({ send }: { send: (code: string) => Promise<unknown> }) {
  const words = useWords()
  const form = useForm({
    schema: signInWithBackupCode.body,
    initial: { code: '' },
    problemFields: { 'identity.code_used': 'code' },
    send: ({ code }) => send(code).catch(atField('code', { 'identity.wrong_code': 'identity.backup.wrong' })),
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit}>
      <TriesProblem problem={form.problem} />
      <TextField
        {...form.field('code')}
        label={words('identity.backup.label')}
        help={words('identity.backup.help')}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        mono
      />
      <Button type="submit" size="lg" full busy={form.busy && words('join.new.acting')}>
        {words('join.known.act')}
      </Button>
    </form>
  )
}
