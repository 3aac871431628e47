/** What is known of one thing, each under its name: two columns, one on phones. */
import type { ReactNode } from 'react'
import classes from './facts.module.css'

export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>
}

interface FactProps {
  name: string
  /** A second, quieter line. */
  more?: ReactNode
  /** Has a line of its own on phones: an address is read whole. */
  wide?: boolean
  children: ReactNode
}

export function Fact({ name, more, wide = false, children }: FactProps) {
  return (
    <div className={wide ? classes.wide : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {Boolean(more) && <dd className={classes.more}>{more}</dd>}
    </div>
  )
}
