/** Typing one backup code back proves that they were saved; it is not used up by this. */
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { confirmBackupCodes } from '../contract.ts'
import { atField } from './at-field.ts'
import classes from './code-form.module.css'
import { TriesProblem } from './tries-problem.tsx'

export function ConfirmCodes({ onConfirmed }: { onConfirmed: () => Promise<unknown> }) {
  const words = useWords()
  const form = useForm({
    schema: confirmBackupCodes.body,
    initial: { code: '' },
    problemFields: { 'identity.code_used': 'code' },
    send: async (body) => {
      await call(confirmBackupCodes, { body }).catch(
        atField('code', { 'identity.wrong_code': 'identity.save_codes.wrong' }),
      )
      await onConfirmed()
    },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.onSubmit}>
      <TriesProblem problem={form.problem} />
      <TextField
        {...form.field('code')}
        label={words('identity.save_codes.type_back')}
        help={words('identity.save_codes.type_back_help')}
        autoComplete="off"
        spellCheck={false}
        mono
      />
      <Button type="submit" size="lg" full busy={form.busy && words('identity.save_codes.confirming')}>
        {words('identity.save_codes.confirm')}
      </Button>
    </form>
  )
}
