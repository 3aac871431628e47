/** The title of a screen: each begins there, for who listens too. */
import { useEffect } from 'react'
import { usePageTitle } from '../../../web/lib/page-title.ts'

export function Title({ children }: { children: string }) {
  const heading = usePageTitle(children)
  useEffect(() => {
    heading.current?.focus()
  }, [heading])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
