/** What a search through all articles found, with the passage and the heading it stands under. */
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode, useMemo } from 'react'
import type { Guide } from '../pure/guide/guide.ts'
import { createGuideSearch, type Part } from '../pure/guide/search.ts'
import { pseudoMessage } from '../pure/words/pseudo.ts'
import { GUIDES, type GuideName, guideQuery } from './lib/guides.ts'
import { useWords } from './lib/words.tsx'
import { ErrorState } from './ui/error-state.tsx'
import { SkeletonRows } from './ui/skeleton.tsx'
import classes from './guides-page.module.css'

interface GuideResultsProps {
  typed: string
  /** What stands there when nothing is found. */
  otherwise: ReactNode
}

export function GuideResults({ typed, otherwise }: GuideResultsProps) {
  const words = useWords()
  const { guides, error, again, asking } = useGuides()
  const find = useMemo(() => guides && createGuideSearch(guides), [guides])
  if (error) return <ErrorState error={error} onRetry={again} retrying={asking} />
  if (!find) return <SkeletonRows rows={6} />
  const found = find(typed)
  return (
    <>
      <p className={classes.count} role="status">
        {words(found.length === 0 ? 'guide.search.none' : 'guide.search.found', { n: found.length })}
      </p>
      {found.length === 0 ? (
        otherwise
      ) : (
        <ul className={classes.list}>
          {found.map(({ name, title, passages }) => (
            <li key={name}>
              <Link to="/guides/$name" params={{ name }}>
                <Parts parts={title} />
              </Link>
              {passages.map(({ heading, parts }, at) => (
                <p key={at} className={classes.passage}>
                  {heading && (
                    <Link to="/guides/$name" params={{ name }} hash={heading.id} className={classes.heading}>
                      <Parts parts={[{ text: heading.text, hit: false }]} />
                    </Link>
                  )}
                  <Parts parts={parts} />
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

type Named = readonly [GuideName, Guide]

/** All of them, asked for once; undefined until the last is there. */
function useGuides() {
  return useQueries({ queries: GUIDES.map(guideQuery), combine: together })
}

function together(
  answers: { data: Guide | undefined; error: Error | null; isFetching: boolean; refetch: () => unknown }[],
) {
  const guides = answers.flatMap(({ data }, at): Named[] => {
    const name = GUIDES[at]
    return data && name ? [[name, data]] : []
  })
  return {
    guides: guides.length === GUIDES.length ? guides : undefined,
    error: answers.find(({ error }) => error)?.error,
    asking: answers.some(({ isFetching }) => isFetching),
    again: () => void Promise.all(answers.filter(({ error }) => error).map(({ refetch }) => refetch())),
  }
}

function Parts({ parts }: { parts: readonly Part[] }) {
  const { language } = useWords()
  const shown = (text: string) => (language === 'en-XA' ? pseudoMessage(text) : text)
  return parts.map(({ text, hit }, at) =>
    hit ? <mark key={at}>{shown(text)}</mark> : <Fragment key={at}>{shown(text)}</Fragment>,
  )
}
