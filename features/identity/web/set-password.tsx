/** A page for a new password, by a link that works once or because one has to be: whose it is, what setting it does, the field. */
import { z } from 'zod'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { changePassword } from '../contract.ts'
import { DoorTitle } from './door-title.tsx'
import { NewPassword } from './new-password.tsx'
import type { PasswordRules } from './password-judgement.ts'
import { asPasswordReasons, refuseWeakPassword } from './password-refusal.ts'
import classes from './set-password.module.css'

interface SetPasswordProps {
  about: { address: string; clinics: readonly string[]; passwordRules: PasswordRules }
  title: string
  /** What stands before the consequences. */
  what: string
  consequences: readonly string[]
  act: string
  acting: string
  send: (password: string) => Promise<unknown>
  onDone: () => Promise<void>
  /** The link does not work any more. */
  onOver?: () => void
}

export function SetPassword(props: SetPasswordProps) {
  const words = useWords()
  const { about } = props
  const form = useForm({
    schema: z.object({ password: changePassword.body.shape.password }),
    initial: { password: '' },
    problemFields: { 'identity.password_used_before': 'password' },
    send: async ({ password }) => {
      await refuseWeakPassword(password, about.passwordRules)
      await props
        .send(password)
        .catch(asPasswordReasons)
        .catch((error: unknown) => {
          if (error instanceof ApiProblem && error.status === 410) props.onOver?.()
          throw error
        })
      await props.onDone()
    },
  })
  return (
    <>
      <header>
        <DoorTitle>{props.title}</DoorTitle>
        <p className={classes.lead}>
          {words('identity.new_password.whose', {
            clinics: words.list(about.clinics),
            address: about.address,
          })}
        </p>
      </header>
      <section className={classes.what}>
        <p>{props.what}</p>
        <ul>
          {props.consequences.map((consequence) => (
            <li key={consequence}>{consequence}</li>
          ))}
        </ul>
      </section>
      <form className={classes.form} noValidate onSubmit={form.onSubmit}>
        <FormSummary problem={form.problem} />
        <NewPassword
          field={form.field('password')}
          rules={about.passwordRules}
          address={about.address}
          label={words('identity.new_password.label')}
        />
        <Button type="submit" size="lg" full busy={form.busy && props.acting}>
          {props.act}
        </Button>
      </form>
    </>
  )
}
