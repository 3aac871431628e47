/** A help article: closed beside the setting it is about, or open as a page of its own. */
import IconBook from '@tabler/icons-react/dist/esm/icons/IconBook2.mjs'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { Fragment, type ReactNode, useEffect, useState } from 'react'
import type { Block, Inline } from '../../pure/guide/guide.ts'
import { headingId } from '../../pure/guide/search.ts'
import { pseudoMessage } from '../../pure/words/pseudo.ts'
import { type GuideName, guideQuery } from '../lib/guides.ts'
import { useWords } from '../lib/words.tsx'
import { ErrorState } from './error-state.tsx'
import { SkeletonRows } from './skeleton.tsx'
import classes from './guide.module.css'

/** One line that unfolds; nothing is loaded before somebody opens it. */
export function GuideBeside({ name }: { name: GuideName }) {
  const words = useWords()
  const [opened, setOpened] = useState(false)
  return (
    <details className={classes.beside} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>
        <IconBook size={20} stroke={1.75} aria-hidden="true" />
        <span>{words('guide.beside', { title: words(`guide.${name}`) })}</span>
      </summary>
      {opened && (
        <div className={classes.within}>
          <GuideText name={name} />
          <p>
            <Link to="/guides/$name" params={{ name }}>
              {words('guide.as_page')}
            </Link>
          </p>
        </div>
      )}
    </details>
  )
}

interface GuideTextProps {
  name: GuideName
  /** A page of its own: its headings have addresses. */
  asPage?: boolean
}

export function GuideText({ name, asPage = false }: GuideTextProps) {
  const { data, error, refetch, isFetching } = useQuery(guideQuery(name))
  const { hash } = useLocation()
  const isThere = data !== undefined
  useEffect(() => {
    // The heading somebody came for is there only now.
    if (asPage && isThere && hash !== '') document.getElementById(hash)?.scrollIntoView()
  }, [asPage, isThere, hash])
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
  if (!data) return <SkeletonRows rows={6} />
  return (
    <div className={classes.guide}>
      {data.blocks.map((block, at) => (
        <Drawn key={at} block={block} asPage={asPage} />
      ))}
    </div>
  )
}

function Drawn({ block, asPage }: { block: Block; asPage: boolean }): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Heading = block.level === 2 ? 'h2' : 'h3'
      return (
        <Heading {...(asPage && { id: headingId(block.parts) })}>
          <Line parts={block.parts} />
        </Heading>
      )
    }
    case 'paragraph':
      return (
        <p>
          <Line parts={block.parts} />
        </p>
      )
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List>
          {block.items.map((item, at) => (
            <li key={at}>
              <Line parts={item} />
            </li>
          ))}
        </List>
      )
    }
    case 'table':
    default:
      return <Table block={block} />
  }
}

/** On a phone each row stands by itself, its cells under their own names. */
function Table({ block: { head, rows } }: { block: Extract<Block, { kind: 'table' }> }) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((cell, at) => (
            <th key={at} scope="col">
              <Line parts={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {row.map((cell, column) =>
              column === 0 ? (
                <th key={column} scope="row">
                  <Line parts={cell} />
                </th>
              ) : (
                <td key={column}>
                  <span className={classes.name} aria-hidden="true">
                    <Line parts={head[column] ?? []} />
                  </span>
                  <span>
                    <Line parts={cell} />
                  </span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Line({ parts }: { parts: readonly Inline[] }) {
  const words = useWords()
  return parts.map((part, at) => {
    if (part.kind === 'code') return <code key={at}>{part.text}</code>
    if (part.kind === 'strong') {
      return (
        <strong key={at}>
          <Line parts={part.parts} />
        </strong>
      )
    }
    return <Fragment key={at}>{words.language === 'en-XA' ? pseudoMessage(part.text) : part.text}</Fragment>
  })
}
