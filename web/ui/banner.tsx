/** A sentence with a square left edge, an icon and at most one way on. One per page, the worst. */
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs'
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs'
import type { ReactNode } from 'react'
import classes from './banner.module.css'

const ICONS = { info: IconInfoCircle, warn: IconClock, bad: IconAlertTriangle, good: IconCheck }

interface BannerProps {
  tone?: keyof typeof ICONS
  /** Instead of the tone's own icon. */
  icon?: ReactNode
  /** Read out at once when it appears: for what the person waits for. Always so for `bad`. */
  live?: boolean
  children: ReactNode
}

export function Banner({ tone = 'info', icon, live = false, children }: BannerProps) {
  const Icon = ICONS[tone]
  return (
    <div
      className={classes.banner}
      data-tone={tone}
      role={tone === 'bad' ? 'alert' : live ? 'status' : undefined}
    >
      <span className={classes.icon}>{icon ?? <Icon size={20} stroke={1.75} aria-hidden="true" />}</span>
      <div className={classes.words}>{children}</div>
    </div>
  )
}
