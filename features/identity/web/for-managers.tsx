import type { ChangeEvent } from 'react'
import classes from './for-managers.module.css'

interface ForManagersProps {
  name: 'email' | 'password'
  autoComplete: 'username' | 'current-password'
  value: string
  /** Of what a manager fills in; without it the field only tells. */
  onChange?: (event: ChangeEvent<HTMLInputElement>) => void
}

/** A field out of sight, not out of the page: password managers skip what is not drawn, and fill and save both. */
export function ForManagers({ name, onChange, ...field }: ForManagersProps) {
  return (
    <input
      {...field}
      className={classes.field}
      type={name}
      name={name}
      readOnly={onChange === undefined}
      onChange={onChange}
      tabIndex={-1}
      aria-hidden="true"
    />
  )
}
