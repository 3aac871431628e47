/** At which of the clinic's places somebody works. */
import { useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { listPlaces, setPersonPlaces } from '../places-contract.ts'
import type { EditDialogProps } from './profile-edits.tsx'

export function PlacesDialog({ person, onLeave, onDone }: EditDialogProps) {
  const words = useWords()
  const { personId, name } = person
  const { data } = useQuery(reading(listPlaces, {}))
  const [chosen, setChosen] = useState<readonly string[]>(person.places.map(({ placeId }) => placeId))
  const save = useAct(async () => {
    await call(setPersonPlaces, { params: { personId }, body: { placeIds: [...chosen] } })
    await onDone(words('staff.edit.saved', { name }))
  })
  const form = {
    busy: save.busy,
    problem: save.problem,
    onSubmit: (event: SyntheticEvent) => {
      event.preventDefault()
      save.run()
    },
  }
  const none = data?.places.length === 0
  return (
    <FormDialog
      title={words('staff.edit.places.title', { name })}
      form={form}
      act={words('staff.edit.save')}
      acting={words('staff.edit.saving')}
      beside={
        none && (
          <LinkButton variant="line" to="/settings/clinic/places">
            {words('staff.edit.places.add')}
          </LinkButton>
        )
      }
      onLeave={onLeave}
    >
      <p>{words(none ? 'staff.edit.places.none' : 'staff.edit.places.help')}</p>
      {data && !none && (
        <Choices legend={words('staff.fact.places')}>
          {data.places.map(({ placeId, name: place }) => (
            <Choice
              key={placeId}
              title={place}
              checked={chosen.includes(placeId)}
              onChange={(checked) =>
                setChosen(checked ? [...chosen, placeId] : chosen.filter((one) => one !== placeId))
              }
            />
          ))}
        </Choices>
      )}
    </FormDialog>
  )
}
