import classes from './password-rules.module.css'

interface TickProps {
  on: boolean
  onChange: (on: boolean) => void
  title: string
  /** What it means, under the title. */
  help?: string
}

/** A rule that is on or off, with its consequence. */
export function Tick({ on, onChange, title, help }: TickProps) {
  return (
    <label className={classes.choice}>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <b>{title}</b>
      {help !== undefined && <span>{help}</span>}
    </label>
  )
}
