/** Asks for the name and place of a shared computer; what is done with them is the caller's. */
import type { ReactNode } from 'react'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { makeSharedCode } from '../contract.ts'

export interface Plate {
  name: string
  place: string
}

interface PlateDialogProps {
  title: string
  /** What follows from it. */
  children?: ReactNode
  initial?: Plate
  act: string
  acting: string
  send: (plate: Plate) => Promise<unknown>
  onLeave: () => void
}

const { name, place } = makeSharedCode.body.shape
const schema = makeSharedCode.body.pick({ name: true, place: true }).extend({ name, place })

export function PlateDialog({ title, children, initial, act, acting, send, onLeave }: PlateDialogProps) {
  const words = useWords()
  const form = useForm({
    schema,
    initial: { name: initial?.name ?? '', place: initial?.place ?? '' },
    problemFields: { 'shared_computers.name_taken': 'name' },
    send,
  })
  return (
    <FormDialog title={title} form={form} act={act} acting={acting} onLeave={onLeave}>
      {children}
      <TextField
        {...form.field('name')}
        label={words('shared.form.name')}
        help={words('shared.form.name.help')}
        autoComplete="off"
      />
      <TextField
        {...form.field('place')}
        label={words('shared.form.place')}
        help={words('shared.form.place.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}
