/** Security keys: how many to order, what to look for, and how one is registered with the person beside an Admin. */
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { getAdoption } from '../contract.ts'
import type { Adoption } from './adoption.ts'
import classes from './security-keys-page.module.css'

const LOOK_FOR = ['keys.look.fido', 'keys.look.plug', 'keys.look.room', 'keys.look.new'] as const
const STEPS = [
  'keys.register.1',
  'keys.register.2',
  'keys.register.3',
  'keys.register.4',
  'keys.register.5',
  'keys.register.6',
] as const

export function SecurityKeysPage() {
  const words = useWords()
  const { data, error, refetch, isFetching } = useQuery(reading(getAdoption, {}))
  const path = [
    words('menu.settings'),
    words('menu.settings.security'),
    words('menu.settings.security.passkeys'),
  ]
  return (
    <Page width="read">
      <div className={classes.page}>
        <PageHeader path={path} title={words('keys.title')} sentence={words('keys.lead')} />
        <div className={classes.print}>
          <Button
            variant="line"
            icon={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {words('keys.print')}
          </Button>
        </div>
        {data ? (
          <Order keys={data.keys} />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
        ) : (
          <SkeletonRows rows={3} />
        )}
        <section className={classes.section}>
          <h2>{words('keys.look.title')}</h2>
          <ul className={classes.look}>
            {LOOK_FOR.map((key) => (
              <li key={key}>{words(key)}</li>
            ))}
          </ul>
        </section>
        <section className={classes.section}>
          <h2>{words('keys.register.title')}</h2>
          <ol className={classes.steps}>
            {STEPS.map((key) => (
              <li key={key}>{words(key)}</li>
            ))}
          </ol>
        </section>
        <section className={classes.section}>
          <h2>{words('keys.lost.title')}</h2>
          <p>{words('keys.lost')}</p>
        </section>
      </div>
    </Page>
  )
}

function Order({ keys: { leaders, people, spare, total } }: Pick<Adoption, 'keys'>) {
  const words = useWords()
  return (
    <section className={classes.section}>
      <h2>{words('keys.order.title')}</h2>
      {total === 0 ? (
        <p>{words('keys.order.none')}</p>
      ) : (
        <>
          <p className={classes.total}>{words('keys.order.total', { n: total })}</p>
          <ul className={classes.order}>
            {leaders.length > 0 && (
              <li>{words('keys.order.leaders', { n: leaders.length * 2, names: leaders.join(', ') })}</li>
            )}
            {people.length > 0 && (
              <li>{words('keys.order.people', { n: people.length, names: people.join(', ') })}</li>
            )}
            {spare > 0 && <li>{words('keys.order.spare')}</li>}
          </ul>
        </>
      )}
    </section>
  )
}
