/** A name by which the person tells it from their others; left empty, it is called after its provider again. */
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { renamePasskey } from '../passkey-contract.ts'
import { nameOf } from './passkey-row.tsx'
import classes from './passkeys-proof.module.css'
import { type Passkey, passkeysChanged } from './use-add-passkey.ts'

const orNone = (typed: unknown) => (typeof typed === 'string' && typed.trim() === '' ? null : typed)
const SCHEMA = z.object({ name: z.preprocess(orNone, renamePasskey.body.shape.name) })

export function RenamePasskey({ passkey, onLeave }: { passkey: Passkey; onLeave: () => void }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const form = useForm({
    schema: SCHEMA,
    initial: { name: passkey.named ? passkey.name : '' },
    send: async (typed) => {
      await call(renamePasskey, { params: { passkeyId: passkey.id }, body: SCHEMA.parse(typed) })
      await passkeysChanged(queries)
      toast({ text: words('identity.passkeys.renamed') })
      onLeave()
    },
  })
  return (
    <Dialog
      title={words('identity.passkeys.rename.question', { name: nameOf(words, passkey) })}
      onLeave={onLeave}
    >
      <form className={classes.form} noValidate onSubmit={form.onSubmit}>
        <FormSummary problem={form.problem} />
        <TextField
          {...form.field('name')}
          label={words('identity.passkeys.rename.label')}
          help={words('identity.passkeys.rename.help')}
          autoComplete="off"
        />
        <DialogActions>
          <Button variant="bare" onClick={onLeave}>
            {words('identity.cancel')}
          </Button>
          <Button type="submit" busy={form.busy && words('identity.passkeys.renaming')}>
            {words('identity.passkeys.rename.act')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
