/** The page's name in the tab, and the title as the place where reading starts after a change of page. */
import { type RefObject, useEffect, useRef } from 'react'
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from './session.ts'

/** Between a change of page and the title that comes of it; over as soon as the person turns to something else. */
let titleTakesFocus = false

const turnedElsewhere = (): void => {
  titleTakesFocus = false
}

/** Called by the router at each change of page: the new title takes the focus, unless the person was quicker. */
export function titlesTakeFocus(): void {
  titleTakesFocus = true
  // The same listener is kept once, however often it is given.
  for (const act of ['pointerdown', 'keydown'] as const) document.addEventListener(act, turnedElsewhere, true)
}

/** Sets `Title · Clinic`; put the ref on the h1 and give that `tabIndex={-1}`. */
export function usePageTitle(title: string): RefObject<HTMLHeadingElement | null> {
  const clinic = useQuery(sessionQuery).data?.clinic?.name
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = clinic ? `${title} · ${clinic}` : title
  }, [title, clinic])
  useEffect(() => {
    if (titleTakesFocus) heading.current?.focus({ preventScroll: true })
  }, [])
  return heading
}
