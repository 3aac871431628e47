/** Path as in the printed guide, title in the guide's words, one sentence, actions. */
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { Fragment, type ReactNode } from 'react'
import { usePageTitle } from '../lib/page-title.ts'
import { useWords } from '../lib/words.tsx'
import classes from './page-header.module.css'

interface PageHeaderProps {
  /** Menu names above this page, outermost first. */
  path?: readonly string[]
  title: string
  sentence?: ReactNode
  actions?: ReactNode
}

export function PageHeader({ path = [], title, sentence, actions }: PageHeaderProps) {
  const words = useWords()
  const heading = usePageTitle(title)
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        {path.length > 0 && (
          <p className={classes.path} aria-label={words('shell.path')}>
            {path.map((name, at) => (
              <Fragment key={name}>
                {at > 0 && (
                  <IconChevronRight className="mantine-rotate-rtl" size={16} stroke={2} aria-hidden="true" />
                )}
                <span>{name}</span>
              </Fragment>
            ))}
          </p>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {sentence !== undefined && <p className={classes.sentence}>{sentence}</p>}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </header>
  )
}
