import { MAX_PASSWORD_LENGTH } from '../../../pure/password/length.ts'
import { z } from 'zod'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { NewPassword } from '../../identity/web/new-password.tsx'
import { asPasswordReasons, refuseWeakPassword } from '../../identity/web/password-refusal.ts'
import { createClinic } from '../contract.ts'
import { SetupStep } from './setup-step.tsx'
import classes from './setup-step.module.css'

/** NIST SP 800-63B-4 §3.1.1.2: 15 characters while the password may be the only factor. */
const MIN_LENGTH = 15

interface PasswordStepProps {
  clinic: string
  owner: { name: string; email: string }
  /** Clinic and Owner exist, and the Owner is signed in. */
  onDone: () => Promise<unknown>
  onBack: () => void
  /** For `.catch()`. */
  onRefused: (error: unknown) => never
}

export function PasswordStep({ clinic, owner, onDone, onBack, onRefused }: PasswordStepProps) {
  const words = useWords()
  const rules = {
    minLength: MIN_LENGTH,
    maxLength: MAX_PASSWORD_LENGTH,
    ownWords: [clinic, owner.name, owner.email],
  }
  const form = useForm({
    schema: z.object({ password: createClinic.body.shape.password }),
    initial: { password: '' },
    send: async (body) => {
      await refuseWeakPassword(body.password, rules)
      await call(createClinic, { body }).catch(asPasswordReasons).catch(onRefused)
      await onDone()
    },
  })
  return (
    <SetupStep step={3} title={words('setup.password.title')} lead={words('setup.password.lead')}>
      <form className={classes.form} noValidate onSubmit={form.onSubmit}>
        <FormSummary problem={form.problem} />
        <NewPassword
          field={form.field('password')}
          rules={rules}
          address={owner.email}
          label={words('setup.password.label')}
          autoFocus
        />
        <div className={classes.acts}>
          <Button type="submit" size="lg" full busy={form.busy && words('setup.password.acting')}>
            {words('setup.password.act', { clinic })}
          </Button>
          <Button variant="bare" full onClick={onBack}>
            {words('setup.back')}
          </Button>
        </div>
      </form>
    </SetupStep>
  )
}
