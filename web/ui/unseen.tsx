/** Words for who listens, where the eye has them already in another form. */
import type { ReactNode } from 'react'
import classes from './unseen.module.css'

interface UnseenProps {
  children: ReactNode
  /** Read out when it changes: `alert` at once, `status` when there is a pause. */
  role?: 'alert' | 'status'
}

export function Unseen({ children, role }: UnseenProps) {
  return (
    <span className={classes.unseen} role={role}>
      {children}
    </span>
  )
}
