/** A panel among rows: what saving would do, or, within the double rim, the one thing to act on. */
import { type ReactNode, useId } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  title: string
  /** A quiet line above the title. */
  over?: string
  /** The double rim: one of these in a view. */
  rim?: boolean
  /** Read out when it changes: it follows what is typed. */
  live?: boolean
  children: ReactNode
}

export function Panel({ title, over, rim = false, live = false, children }: PanelProps) {
  const id = useId()
  return (
    <section
      className={classes.panel}
      data-rim={rim || undefined}
      aria-labelledby={id}
      aria-live={live ? 'polite' : undefined}
    >
      {over !== undefined && <p className={classes.over}>{over}</p>}
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
