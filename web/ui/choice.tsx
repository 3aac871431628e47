/** Rows to choose from, the consequence under each: one of several, or on and off. */
import type { ReactNode } from 'react'
import classes from './choice.module.css'

/** What is chosen, and the rows of it. */
export function Choices({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className={classes.choices}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  )
}

interface ChoiceProps {
  title: string
  /** What follows from it. */
  help?: ReactNode
  /** Name of the group of which one is chosen; without it the row is on or off by itself. */
  oneOf?: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
}

export function Choice({ title, help, oneOf, checked, onChange, disabled = false }: ChoiceProps) {
  return (
    <label className={classes.choice}>
      <input
        type={oneOf === undefined ? 'checkbox' : 'radio'}
        name={oneOf}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <b>{title}</b>
      {help !== undefined && <span>{help}</span>}
    </label>
  )
}
