import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { nameOwner, ownerFields } from '../contract.ts'
import { SetupStep } from './setup-step.tsx'
import classes from './setup-step.module.css'

interface OwnerStepProps {
  owner: { name: string; email: string } | null
  onDone: () => Promise<unknown>
  onBack: () => void
  /** For `.catch()`. */
  onRefused: (error: unknown) => never
}

export function OwnerStep({ owner, onDone, onBack, onRefused }: OwnerStepProps) {
  const words = useWords()
  const form = useForm({
    schema: ownerFields,
    initial: owner ?? { name: '', email: '' },
    send: async (body) => {
      await call(nameOwner, { body }).catch(onRefused)
      await onDone()
    },
  })
  return (
    <SetupStep step={2} title={words('setup.owner.title')} lead={words('setup.owner.lead')}>
      <form className={classes.form} noValidate onSubmit={form.onSubmit}>
        <FormSummary errors={form.errors} problem={form.problem} />
        <TextField {...form.field('name')} label={words('setup.owner.name')} autoComplete="name" autoFocus />
        <TextField
          {...form.field('email')}
          label={words('setup.owner.email')}
          help={words('setup.owner.email_help')}
          type="email"
          autoComplete="email"
          spellCheck={false}
        />
        <div className={classes.acts}>
          <Button type="submit" size="lg" full busy={form.busy && words('setup.saving')}>
            {words('setup.next')}
          </Button>
          <Button variant="bare" full onClick={onBack}>
            {words('setup.back')}
          </Button>
        </div>
      </form>
    </SetupStep>
  )
}
