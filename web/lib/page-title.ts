/** The page's name in the tab, and the title as the place where reading starts after a change of page. */
import { type RefObject, useEffect, useRef } from 'react'
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from './session.ts'

let travelled = false

/** Called once by the router: from the first change of page on, each new title takes the focus. */
export function titlesTakeFocus(): void {
  travelled = true
}

/** Sets `Title · Clinic`; put the ref on the h1 and give that `tabIndex={-1}`. */
export function usePageTitle(title: string): RefObject<HTMLHeadingElement | null> {
  const clinic = useQuery(sessionQuery).data?.clinic?.name
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = clinic ? `${title} · ${clinic}` : title
  }, [title, clinic])
  useEffect(() => {
    if (travelled) heading.current?.focus({ preventScroll: true })
  }, [])
  return heading
}
