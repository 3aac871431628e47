/** A name by which the person tells it from their others; left empty, it is called after its provider again. */
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { renamePasskey } from '../passkey-contract.ts'
import { nameOf } from './passkey-row.tsx'
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
    <FormDialog
      title={words('identity.passkeys.rename.question', { name: nameOf(words, passkey) })}
      form={form}
      act={words('identity.passkeys.rename.act')}
      acting={words('identity.passkeys.renaming')}
      onLeave={onLeave}
    >
      <TextField
        {...form.field('name')}
        label={words('identity.passkeys.rename.label')}
        help={words('identity.passkeys.rename.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}
