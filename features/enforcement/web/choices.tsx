/** The choices of the page: what is asked, of whom, and role by role. */
import type { WordKey } from '../../catalogue.ts'
import type { Role } from '../../../pure/roles/roles.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Choice as Row, Choices } from '../../../web/ui/choice.tsx'
import { SelectField } from '../../../web/ui/fields.tsx'
import { LEADERS } from '../contract.ts'
import { type Choice, type Present, type Rung, rungFor, type Who } from './choice.ts'
import classes from './enforcement.module.css'

interface ChoiceListProps<V extends string> {
  name: string
  legend: WordKey
  value: V
  options: readonly { value: V; title: WordKey; means?: WordKey }[]
  onChoose: (value: V) => void
}

/** Radio rows with the consequence under each. */
export function ChoiceList<V extends string>({ name, legend, value, options, onChoose }: ChoiceListProps<V>) {
  const words = useWords()
  return (
    <Choices legend={words(legend)}>
      {options.map((option) => (
        <Row
          key={option.value}
          oneOf={name}
          title={words(option.title)}
          help={option.means && words(option.means)}
          checked={option.value === value}
          onChange={() => onChoose(option.value)}
        />
      ))}
    </Choices>
  )
}

export const LEVELS = [
  { value: 'optional', title: 'enforcement.optional', means: 'enforcement.optional.means' },
  { value: 'recommended', title: 'enforcement.recommended', means: 'enforcement.recommended.means' },
  { value: 'required', title: 'enforcement.required', means: 'enforcement.required.means' },
] as const satisfies readonly { value: Choice['level']; title: WordKey; means: WordKey }[]

export const WHO = [
  { value: 'all', title: 'enforcement.who.all' },
  { value: 'leaders', title: 'enforcement.who.leaders', means: 'enforcement.who.leaders.means' },
  { value: 'some', title: 'enforcement.who.some', means: 'enforcement.who.some.means' },
] as const satisfies readonly { value: Who; title: WordKey; means?: WordKey }[]

interface RoleRungsProps {
  present: Present
  asked: Choice['asked']
  onAsk: (role: Role, rung: Rung) => void
}

export function RoleRungs({ present, asked, onAsk }: RoleRungsProps) {
  const words = useWords()
  const rungs = (['any', 'two_factors', ...(present.passkeysPossible ? ['passkey'] : [])] as Rung[]).map(
    (rung) => ({ value: rung, label: words(`enforcement.role.${rung}`) }),
  )
  return (
    <ul className={classes.roles}>
      {present.roles.map(({ role, people, ready }) => (
        <li key={role} className={classes.role}>
          <SelectField
            id={`rung-${role}`}
            name={`rung-${role}`}
            label={words(`role.${role}`)}
            help={words('enforcement.role.people', { people, ready })}
            options={rungs.filter(({ value }) => value !== 'any' || !LEADERS.includes(role))}
            value={rungFor(asked, role)}
            error={undefined}
            onChange={(event) => onAsk(role, event.currentTarget.value as Rung)}
            onBlur={() => undefined}
          />
        </li>
      ))}
    </ul>
  )
}
