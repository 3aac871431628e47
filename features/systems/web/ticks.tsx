/** People, or other things of one kind, each with a box to tick. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { listColleagues } from '../../staff/contract.ts'
import classes from './ticks.module.css'

interface TicksProps {
  legend: string
  help?: string
  children: ReactNode
}

export function Ticks({ legend, help, children }: TicksProps) {
  return (
    <fieldset className={classes.ticks}>
      <legend>{legend}</legend>
      {help !== undefined && <p className={classes.help}>{help}</p>}
      {children}
    </fieldset>
  )
}

interface TickProps {
  checked: boolean
  onChange: (checked: boolean) => void
  /** A quiet word beside it. */
  note?: string | undefined
  /** Whose it is, for who hears the box alone; begins with what is seen. */
  label?: string
  children: ReactNode
}

export function Tick({ checked, onChange, note, label, children }: TickProps) {
  return (
    <label className={classes.tick}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {children} {note !== undefined && <small>{note}</small>}
      </span>
    </label>
  )
}

interface PeopleTicksProps {
  legend: string
  help?: string
  chosen: ReadonlySet<string>
  onChosen: (chosen: ReadonlySet<string>) => void
}

/** Everybody who works here now. */
export function PeopleTicks({ chosen, onChosen, ...rest }: PeopleTicksProps) {
  const words = useWords()
  const { data } = useQuery(reading(listColleagues, {}))
  return (
    <Ticks {...rest}>
      {data?.colleagues.map(({ personId, name, role }) => (
        <Tick
          key={personId}
          checked={chosen.has(personId)}
          note={words(`role.${role}`)}
          onChange={(checked) => {
            const next = new Set(chosen)
            if (checked) next.add(personId)
            else next.delete(personId)
            onChosen(next)
          }}
        >
          {name}
        </Tick>
      ))}
    </Ticks>
  )
}
