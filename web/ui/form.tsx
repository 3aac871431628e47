/** What forms are laid out with: the form itself, two fields side by side, its buttons, a quiet sentence. */
import type { ReactNode, SyntheticEvent } from 'react'
import classes from './form.module.css'

interface FormProps {
  onSubmit: (event: SyntheticEvent) => void
  children: ReactNode
}

export function Form({ onSubmit, children }: FormProps) {
  return (
    <form className={classes.form} noValidate onSubmit={onSubmit}>
      {children}
    </form>
  )
}

/** Two fields side by side; one above the other on phones. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className={classes.pair}>{children}</div>
}

/** Buttons in a row, the main one first; each as wide as the page on phones. */
export function Acts({ children }: { children: ReactNode }) {
  return <div className={classes.acts}>{children}</div>
}

export function Note({ children }: { children: ReactNode }) {
  return <p className={classes.note}>{children}</p>
}
