/** The column a page stands in. */
import type { ReactNode } from 'react'
import classes from './page.module.css'

interface PageProps {
  /** page 980 px, wide 1240 px for tables, rows 780 px for rows of one thing each, read 680 px for text and forms. */
  width?: 'page' | 'wide' | 'rows' | 'read'
  /** Its parts stand well apart. */
  stacked?: boolean
  children: ReactNode
}

export function Page({ width = 'page', stacked = false, children }: PageProps) {
  return (
    <div className={classes.page} data-width={width} data-stacked={stacked || undefined}>
      {children}
    </div>
  )
}
