/** A place with nothing in it yet: what belongs here, why it is empty, one way on. The dashed plate is the picture. */
import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

interface EmptyStateProps {
  icon: ReactNode
  title: string
  children: ReactNode
  /** One or two buttons. */
  actions?: ReactNode
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <section className={classes.state}>
      <span className={classes.plate}>{icon}</span>
      <div>
        <h2 className={classes.title}>{title}</h2>
        <div className={classes.words}>{children}</div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
    </section>
  )
}
