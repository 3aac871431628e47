/** A panel among rows: what saving would do, or the one thing to act on. */
import type { ReactNode } from 'react'
import classes from './panel.module.css'

interface PanelProps {
  title: string
  /** Read out when it changes: it follows what is typed. */
  live?: boolean
  children: ReactNode
}

export function Panel({ title, live = false, children }: PanelProps) {
  return (
    <section className={classes.panel} aria-live={live ? 'polite' : undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
