/** The column a page stands in. */
import type { ReactNode } from 'react'
import classes from './page.module.css'

interface PageProps {
  /** page 980 px, wide 1240 px for tables, read 680 px for text and forms. */
  width?: 'page' | 'wide' | 'read'
  children: ReactNode
}

export function Page({ width = 'page', children }: PageProps) {
  return (
    <div className={classes.page} data-width={width}>
      {children}
    </div>
  )
}
