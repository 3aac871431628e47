/**
 * E-mail first, then the password, in one real form: a manager that fills both at once is through with one press,
 * and one that saves finds both.
 */
import { useState } from 'react'
import { z } from 'zod'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { PasswordField, TextField } from '../../../web/ui/fields.tsx'
import { signInWithPassword } from '../contract.ts'
import classes from './credentials-form.module.css'
import { ForManagers } from './for-managers.tsx'
import { TriesProblem } from './tries-problem.tsx'

type Next = Answer<typeof signInWithPassword>['next']

const ADDRESS_ONLY = z.object({ email: signInWithPassword.body.shape.email })

interface CredentialsFormProps {
  /** What was typed before. */
  address: string
  /** The password was right. */
  onNext: (next: Next) => unknown
  onStep: (step: 'email' | 'password', address: string) => void
  /** The browser lists passkeys under the e-mail field. */
  listsPasskeys: boolean
}

export function CredentialsForm({
  address: typedBefore,
  onNext,
  onStep,
  listsPasskeys,
}: CredentialsFormProps) {
  const words = useWords()
  const [step, setStep] = useState<'email' | 'password'>('email')
  const turnTo = (next: typeof step) => {
    setStep(next)
    onStep(next, form.values.email)
  }
  const form = useForm({
    schema: step === 'email' ? ADDRESS_ONLY : signInWithPassword.body,
    initial: { email: typedBefore, password: '' },
    problemFields: { 'identity.not_matching': 'password' },
    send: async (values) => {
      turnTo('password')
      if (values.password === '') return
      const { next } = await call(signInWithPassword, { body: values })
      await onNext(next)
    },
  })
  const address = form.values.email.trim()

  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit}>
      <TriesProblem problem={form.problem} />
      {step === 'email' ? (
        <>
          <TextField
            {...form.field('email')}
            label={words('identity.sign_in.email')}
            help={listsPasskeys && words('identity.sign_in.passkey_below')}
            type="email"
            // Browsers that do not know the second word would fill in nothing at all.
            autoComplete={listsPasskeys ? 'username webauthn' : 'username'}
            spellCheck={false}
            autoFocus
          />
          <ForManagers
            name="password"
            autoComplete="current-password"
            value={form.values.password}
            onChange={(event) => form.set('password', event.currentTarget.value)}
          />
        </>
      ) : (
        <>
          <p className={classes.as}>
            <span className={classes.address}>{address}</span>
            <Button
              variant="bare"
              size="sm"
              onClick={() => {
                form.set('password', '')
                turnTo('email')
              }}
            >
              {words('identity.sign_in.not_you')}
            </Button>
          </p>
          <ForManagers name="email" autoComplete="username" value={address} />
          <PasswordField
            {...form.field('password')}
            label={words('identity.sign_in.password')}
            autoComplete="current-password"
            autoFocus
          />
        </>
      )}
      <Button type="submit" size="lg" full busy={form.busy && words('identity.sign_in.acting')}>
        {words(step === 'email' ? 'identity.sign_in.continue' : 'identity.sign_in.act')}
      </Button>
    </form>
  )
}
