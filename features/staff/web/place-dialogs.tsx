/** A place more, another name of one, one that is no more. */
import type { SyntheticEvent } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { addPlace, closePlace, renamePlace } from '../places-contract.ts'
import type { Place } from './places-page.tsx'

interface DialogProps {
  onLeave: () => void
  onDone: (said: string) => Promise<unknown>
}

/** Without a place: a new one. */
export function PlaceDialog({ place, onLeave, onDone }: DialogProps & { place: Place | undefined }) {
  const words = useWords()
  const form = useForm({
    schema: addPlace.body,
    initial: { name: place?.name ?? '' },
    problemFields: { 'places.name_taken': 'name' },
    send: async ({ name }) => {
      if (place) {
        const { placeId, revision } = place
        await call(renamePlace, { params: { placeId }, body: { name, revision } })
      } else await call(addPlace, { body: { name } })
      await onDone(words(place ? 'places.renamed' : 'places.added', { name }))
    },
  })
  return (
    <FormDialog
      title={place ? words('places.rename.title', { name: place.name }) : words('places.add.title')}
      form={form}
      act={words(place ? 'places.rename.act' : 'places.add.act')}
      acting={words('staff.edit.saving')}
      onLeave={onLeave}
    >
      <TextField
        {...form.field('name')}
        label={words('places.name')}
        help={words('places.name.help')}
        autoComplete="off"
      />
    </FormDialog>
  )
}

export function ClosePlaceDialog({ place, onLeave, onDone }: DialogProps & { place: Place }) {
  const words = useWords()
  const { placeId, name } = place
  const close = useAct(async () => {
    await call(closePlace, { params: { placeId } })
    await onDone(words('places.closed', { name }))
  })
  const form = {
    busy: close.busy,
    problem: close.problem,
    onSubmit: (event: SyntheticEvent) => {
      event.preventDefault()
      close.run()
    },
  }
  return (
    <FormDialog
      title={words('places.close.title', { name })}
      form={form}
      act={words('places.close.act')}
      acting={words('staff.edit.saving')}
      danger
      onLeave={onLeave}
    >
      <p>{words('places.close.consequence')}</p>
    </FormDialog>
  )
}
