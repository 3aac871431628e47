/** Rows between hairlines: what a thing is called, what is known of it, and what can be done with it. */
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import classes from './ledger.module.css'

interface LedgerProps {
  /** For who listens; or the id of the heading above. */
  label?: string
  labelledBy?: string
  /** `LedgerRow`, or `li` that lay themselves out. */
  children: ReactNode
}

export function Ledger({ label, labelledBy, children }: LedgerProps) {
  return (
    <ul className={classes.ledger} aria-label={label} aria-labelledby={labelledBy}>
      {children}
    </ul>
  )
}

/** `acts`: buttons at the end; they go below where there is no room. */
export function LedgerRow({ children, acts }: { children: ReactNode; acts?: ReactNode }) {
  return (
    <li className={classes.row}>
      <div className={classes.what}>{children}</div>
      {acts && <div className={classes.acts}>{acts}</div>}
    </li>
  )
}

interface RowActProps {
  /** Which row's it is, for who hears the button alone. */
  label?: string
  /** D line. bare: seldom wanted. danger: takes away for good. */
  look?: 'line' | 'bare' | 'danger'
  onClick: () => void
  busy?: string | false
  children: ReactNode
}

/** One thing that can be done with a row. */
export function RowAct({ look = 'line', ...act }: RowActProps) {
  return <Button {...act} variant={look} size="sm" />
}

interface NamedProps {
  name: string
  /** What sets it apart; those that do not hold are left out. */
  tags?: readonly (string | false)[]
  /** What is known of it, a `span` each. */
  children: ReactNode
}

export function Named({ name, tags = [], children }: NamedProps) {
  return (
    <>
      <p className={classes.name}>
        <b>{name}</b>
        {tags.map((tag) => tag !== false && <Tag key={tag}>{tag}</Tag>)}
      </p>
      <p className={classes.facts}>{children}</p>
    </>
  )
}

export function Tag({ children }: { children: string }) {
  return <span className={classes.tag}>{children}</span>
}

/** What of it wants attention. */
export function Caution({ children }: { children: ReactNode }) {
  return <p className={classes.caution}>{children}</p>
}
