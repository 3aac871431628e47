/** One thing a person proves themselves with: its state, the act beside it, and what that act unfolds. */
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import classes from './proof-row.module.css'

interface ProofRowProps {
  title: string
  /** How it stands, in one or two sentences. */
  state: ReactNode
  act?: ReactElement | false
  /** Whether `children` are what the act unfolded. */
  unfolded?: boolean
  children?: ReactNode
}

export function ProofRow({ title, state, act, unfolded = false, children }: ProofRowProps) {
  const row = useRef<HTMLElement>(null)
  const wasUnfolded = useRef(false)
  useEffect(() => {
    // Folded up with the focus inside: it goes back to the act.
    if (wasUnfolded.current && !unfolded && document.activeElement === document.body) {
      row.current?.querySelector('button')?.focus()
    }
    wasUnfolded.current = unfolded
  }, [unfolded])
  return (
    <section className={classes.row} ref={row}>
      <div>
        <h2 className={classes.title}>{title}</h2>
        <div className={classes.state}>{state}</div>
      </div>
      {act && <div className={classes.act}>{act}</div>}
      <div className={classes.unfolded}>{children}</div>
    </section>
  )
}
