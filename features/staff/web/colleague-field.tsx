/** One of the people who work here now, to be chosen from a list. */
import { useQuery } from '@tanstack/react-query'
import type { FormField } from '../../../web/lib/form.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { SelectField } from '../../../web/ui/fields.tsx'
import { listColleagues } from '../contract.ts'

/** `none`: what it says while nobody is chosen (the value is then the empty string). `without`: ids that are no choice. */
export function ColleagueField({
  none,
  without = [],
  ...field
}: FormField & { label: string; help?: string | undefined; none?: string; without?: readonly string[] }) {
  const words = useWords()
  const { data } = useQuery(reading(listColleagues, {}))
  const people = (data?.colleagues ?? []).filter(({ personId }) => !without.includes(personId))
  return (
    <SelectField
      {...field}
      options={[
        { value: '', label: none ?? words('staff.choose') },
        ...people.map(({ personId, name, role }) => ({
          value: personId,
          label: `${name} (${words(`role.${role}`)})`,
        })),
      ]}
    />
  )
}
