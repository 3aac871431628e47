import { useEffect } from 'react'
import { usePageTitle } from '../../../web/lib/page-title.ts'

interface DoorTitleProps {
  children: string
  /** It stands where something else stood a moment ago: reading starts here. */
  focus?: boolean
}

/** The heading of a page in front of the door, which is the page's title too. */
export function DoorTitle({ children, focus = false }: DoorTitleProps) {
  const heading = usePageTitle(children)
  useEffect(() => {
    if (focus) heading.current?.focus({ preventScroll: true })
  }, [heading, focus])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
