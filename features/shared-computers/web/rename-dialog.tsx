import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { renameMyDevice } from '../devices-contract.ts'
import classes from './shared.module.css'

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
    <Dialog title={words('devices.rename.title', { what })} onLeave={onLeave}>
      <form className={classes.form} onSubmit={form.onSubmit} noValidate>
        <FormSummary problem={form.problem} />
        <TextField
          {...form.field('name')}
          label={words('devices.rename.name')}
          help={words('devices.rename.help')}
          autoComplete="off"
        />
        <DialogActions>
          <Button variant="bare" onClick={onLeave}>
            {words('step_up.not_now')}
          </Button>
          <Button type="submit" busy={form.busy && words('devices.rename.saving')}>
            {words('devices.rename.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
