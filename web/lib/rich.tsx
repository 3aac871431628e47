/** A sentence with marked parts: what stands in `<b>…</b>` in the message is drawn as its tag says. */
import { createElement, Fragment, type ReactNode } from 'react'
import type { WordKey } from '../../features/catalogue.ts'
import { useWords } from './words.tsx'

interface Tag {
  as: 'b' | 'span' | 'code'
  className?: string | undefined
}

interface RichProps {
  of: WordKey
  values?: Record<string, string | number>
  tags: Record<string, Tag>
}

export function Rich({ of, values = {}, tags }: RichProps) {
  const words = useWords()
  const drawn = Object.entries(tags).map(([name, { as, className }]) => [
    name,
    (parts: ReactNode[]) => createElement(as, { className }, ...parts),
  ])
  return createElement(
    Fragment,
    null,
    ...words.rich<ReactNode>(of, {
      ...values,
      ...(Object.fromEntries(drawn) as Record<string, () => ReactNode>),
    }),
  )
}
