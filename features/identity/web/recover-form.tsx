import { z } from 'zod'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { useForm } from '../../../web/lib/form.ts'
import { usePageTitle } from '../../../web/lib/page-title.ts'
import { useArrive } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { finishRecovery, type openRecovery } from '../contract.ts'
import { NewPassword } from './new-password.tsx'
import { asPasswordReasons, refuseWeakPassword } from './password-refusal.ts'
import classes from './recover-page.module.css'

interface RecoverFormProps {
  token: string
  about: Answer<typeof openRecovery>
  /** The link does not work any more. */
  onOver: () => void
}

export function RecoverForm({ token, about, onOver }: RecoverFormProps) {
  const words = useWords()
  const toast = useToast()
  const arrive = useArrive()
  const title = words('identity.recover.title', { name: about.name })
  const heading = usePageTitle(title)
  const { app, passkeys, backupCodes } = about.removes
  const lost = [
    app && words('identity.recover.app'),
    passkeys > 0 && words('identity.recover.passkeys', { n: passkeys }),
    backupCodes > 0 && words('identity.recover.codes', { n: backupCodes }),
  ].filter((one) => one !== false)
  const form = useForm({
    schema: z.object({ password: finishRecovery.body.shape.password }),
    initial: { password: '' },
    problemFields: { 'identity.password_used_before': 'password' },
    send: async ({ password }) => {
      await refuseWeakPassword(password, about.passwordRules)
      await call(finishRecovery, { body: { token, password } })
        .catch(asPasswordReasons)
        .catch((error: unknown) => {
          if (error instanceof ApiProblem && error.status === 410) onOver()
          throw error
        })
      toast({ text: words('identity.recover.done') })
      await arrive('/profile/security')
    },
  })
  return (
    <>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className={classes.lead}>
          {words('identity.recover.lead', { clinics: words.list(about.clinics), address: about.address })}
        </p>
      </header>
      <section className={classes.what}>
        <p>{words('identity.recover.what')}</p>
        <ul>
          <li>
            {lost.length === 0
              ? words('identity.recover.nothing')
              : words('identity.recover.removes', { what: lost.join(', ') })}
          </li>
          <li>{words('identity.recover.sessions')}</li>
          <li>{words('identity.recover.told')}</li>
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
        <Button type="submit" size="lg" full busy={form.busy && words('identity.recover.acting')}>
          {words('identity.recover.act')}
        </Button>
      </form>
    </>
  )
}
