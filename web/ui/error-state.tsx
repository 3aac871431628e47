/** What happened, what was kept, what to do, and a reference to read out. */
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import IconPlugConnectedX from '@tabler/icons-react/dist/esm/icons/IconPlugConnectedX.mjs'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import { ApiProblem } from '../lib/api-problem.ts'
import { problemText, useWords } from '../lib/words.tsx'
import { Button, LinkButton } from './button.tsx'
import classes from './empty-state.module.css'

interface ErrorStateProps {
  error: unknown
  /** Undefined where trying again cannot help. */
  onRetry?: (() => void) | undefined
  retrying?: boolean
}

export function ErrorState({ error, onRetry, retrying = false }: ErrorStateProps) {
  const words = useWords()
  const problem = error instanceof ApiProblem ? error : undefined
  const refused = problem?.status === 403 || problem?.status === 404
  const away = problem?.code === 'client.offline' || problem?.status === 503
  const Icon = refused ? IconLock : away ? IconPlugConnectedX : IconAlertTriangle
  const title = refused ? 'error.refused.title' : away ? 'error.away.title' : 'error.fault.title'
  return (
    <section className={classes.state} role="alert">
      <span className={classes.plate}>
        <Icon size={28} stroke={1.75} aria-hidden="true" />
      </span>
      <div>
        <h2 className={classes.title}>{words(title)}</h2>
        <p className={classes.words}>
          {problemText(words, error)}
          {away && onRetry && ` ${words('error.goes_on')}`}
        </p>
        {problem?.reference !== undefined && !refused && (
          <p className={classes.reference}>{words('error.reference', { reference: problem.reference })}</p>
        )}
        <div className={classes.actions}>
          {onRetry && !refused ? (
            <Button size="sm" onClick={onRetry} busy={retrying && words('error.trying')}>
              {words('error.try_now')}
            </Button>
          ) : (
            <LinkButton size="sm" variant="line" to="/">
              {words('error.home')}
            </LinkButton>
          )}
        </div>
      </div>
    </section>
  )
}
