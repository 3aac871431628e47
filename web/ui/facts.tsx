/** What is known of one thing, each under its name: two columns, one on phones. */
import type { ReactNode } from 'react'
import classes from './facts.module.css'

export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>
}

/** `more`: a second, quieter line. */
export function Fact({ name, more, children }: { name: string; more?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {more !== undefined && more !== '' && <dd className={classes.more}>{more}</dd>}
    </div>
  )
}
