import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { renameMyDevice } from '../devices-contract.ts'

interface RenameDialogProps {
  deviceId: string
  what: string
  name: string
  onLeave: () => void
  onRenamed: () => Promise<unknown>
}

export function RenameDialog({ deviceId, what, name, onLeave, onRenamed }: RenameDialogProps) {
  const words = useWords()
  const form = useForm({
    schema: renameMyDevice.body,
    initial: { name },
    send: async (body) => {
      await call(renameMyDevice, { params: { deviceId }, body })
      await onRenamed()
    },
  })
  return (
    <FormDialog
      title={words('devices.rename.title', { what })}
      form={form}
      act={words('devices.rename.save')}
      acting={words('devices.rename.saving')}
      onLeave={onLeave}
    >
      <TextField
        {...form.field('name')}
        label={words('devices.rename.name')}
        help={words('devices.rename.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}
