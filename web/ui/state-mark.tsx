/** How something is known: the plates' fills in small, always with their word, and since when. */
import type { ReactNode } from 'react'
import classes from './state-mark.module.css'

interface StateMarkProps {
  /** gain: still to gain, an empty outline. retired: the same, struck through. */
  how: 'measured' | 'stated' | 'unknown' | 'gain' | 'retired'
  children: ReactNode
  /** Left out when it is today's. */
  since?: string | undefined
}

export function StateMark({ how, children, since }: StateMarkProps) {
  return (
    <span className={classes.state}>
      <i className={classes.mark} data-how={how} />
      <span>
        {children}
        {since !== undefined && <span className={classes.since}> · {since}</span>}
      </span>
    </span>
  )
}
