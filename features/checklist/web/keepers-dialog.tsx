/** Who looks after a step and who stands in, chosen among those who work here now. */
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { SelectField } from '../../../web/ui/fields.tsx'
import { FormDialog } from '../../../web/ui/form-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { listColleagues } from '../../staff/contract.ts'
import { nameKeepers } from '../contract.ts'
import { type Line, titleOf } from './checklist.ts'
import { useStanding } from './standing.ts'

/** A person's id, or nothing for the Owners. */
const typed = z.object({ keeper: z.string(), deputy: z.string() })

interface KeepersDialogProps {
  line: Line
  onLeave: () => void
}

export function KeepersDialog({ line, onLeave }: KeepersDialogProps) {
  const words = useWords()
  const toast = useToast()
  const { data } = useQuery(reading(listColleagues, {}))
  const { step, keepers } = line
  const standing = useStanding(line, (one) => one.keepers)
  const form = useForm({
    schema: typed,
    initial: { keeper: keepers?.keeper?.personId ?? '', deputy: keepers?.deputy?.personId ?? '' },
    send: async ({ keeper, deputy }) => {
      await standing.say((seen) =>
        call(nameKeepers, {
          params: { step },
          body: { keeperId: keeper || null, deputyId: deputy || null, revision: seen?.revision ?? 0 },
        }),
      )
      await standing.read()
      toast({ text: words('step.keepers.done', { step }) })
      onLeave()
    },
  })
  const nobody = { value: '', label: words('step.keepers.nobody') }
  const people = [
    ...(data?.colleagues.map(({ personId, name }) => ({ value: personId, label: name })) ?? []),
    // Until the list is here, or for somebody who left meanwhile: whoever is named now.
    ...[keepers?.keeper, keepers?.deputy].flatMap((one) =>
      one && !data?.colleagues.some(({ personId }) => personId === one.personId)
        ? [{ value: one.personId, label: one.name }]
        : [],
    ),
  ]
  const owners = words('step.keeper.owners')
  return (
    <FormDialog
      title={words('step.keepers.title', { step })}
      form={form}
      act={words('step.keepers.save')}
      acting={words('step.keepers.saving')}
      onLeave={onLeave}
    >
      <p>{words('step.keepers.about', { title: titleOf(words, step) })}</p>
      {standing.changed && (
        <Banner tone="warn">
          {words('step.meanwhile.keepers', {
            keeper: standing.seen?.keeper?.name ?? owners,
            deputy: standing.seen?.deputy?.name ?? owners,
          })}
        </Banner>
      )}
      <SelectField
        {...form.field('keeper')}
        label={words('step.keepers.keeper')}
        options={[nobody, ...people]}
      />
      <SelectField
        {...form.field('deputy')}
        label={words('step.keepers.deputy')}
        // Nobody stands in for themselves.
        options={[nobody, ...people.filter(({ value }) => value !== form.values.keeper)]}
      />
    </FormDialog>
  )
}
