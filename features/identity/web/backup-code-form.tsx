/** One of the ten saved codes, in place of the authenticator app. */
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { signInWithBackupCode } from '../contract.ts'
import { atField } from './at-field.ts'
import classes from './code-form.module.css'
import { TriesProblem } from './tries-problem.tsx'

interface BackupCodeFormProps {
  /** Signed in; so many codes are left. */
  onIn: (codesLeft: number) => unknown
  /** The half sign-in is over. */
  onOver: (error: unknown) => never
}

export function BackupCodeForm({ onIn, onOver }: BackupCodeFormProps) {
  const words = useWords()
  const form = useForm({
    schema: signInWithBackupCode.body,
    initial: { code: '' },
    send: async (body) => {
      const { codesLeft } = await call(signInWithBackupCode, { body })
        .catch(onOver)
        .catch(atField('code', { 'identity.wrong_code': 'identity.backup.wrong' }))
      await onIn(codesLeft)
    },
    problemFields: { 'identity.code_used': 'code' },
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
      <Button type="submit" size="lg" full busy={form.busy && words('identity.sign_in.acting')}>
        {words('identity.code.act')}
      </Button>
    </form>
  )
}
