/** Settings › Security › Outside copies: the newest copy in big letters, who keeps them, the key that checks them. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { Rich } from '../../../web/lib/rich.tsx'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { CopyButton } from '../../../web/ui/copy-button.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { getWitnesses, WITNESSES } from '../contract.ts'
import { NamedPlace } from './named-place.tsx'
import classes from './outside-copies.module.css'
import type { Shown } from './shown.ts'

/** What was mailed a moment ago goes within a minute. */
const AGAIN_MS = 10_000
const DAY_MS = 24 * 3_600_000
/** One goes each morning; as in Monday's digest. */
const QUIET_MS = 2 * DAY_MS

export function OutsideCopiesPage() {
  const words = useWords()
  const { data } = useSuspenseQuery({
    ...reading(getWitnesses, {}),
    refetchInterval: ({ state }) =>
      state.data?.named.some(({ inPost }) => inPost !== 'none') ? AGAIN_MS : false,
  })
  return (
    <Page stacked width="read">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.security')]}
        title={words('witnesses.title')}
        sentence={words('witnesses.sentence')}
      />
      {data.mailStaysHere ? (
        <Banner tone="warn">
          <p>{words.rich('witnesses.stays_here', { a: toSending })}</p>
        </Banner>
      ) : (
        <Quiet shown={data} />
      )}
      <Newest shown={data} />
      {WITNESSES.map((kind) => (
        <NamedPlace key={kind} kind={kind} named={data.named.find((one) => one.kind === kind)} />
      ))}
      <section className={classes.part}>
        <h2>{words('witnesses.key')}</h2>
        <p>{words('witnesses.key.about')}</p>
        <p className={classes.key}>
          <code>{data.verifierKey}</code>
          <CopyButton text={data.verifierKey}>{words('witnesses.key.copy')}</CopyButton>
        </p>
      </section>
      <section className={classes.part}>
        <h2>{words('witnesses.how')}</h2>
        <ol className={classes.how}>
          <li>{words.rich('witnesses.how.1', { a: toExports })}</li>
          <li>
            <Rich of="witnesses.how.2" tags={{ code: { as: 'code' } }} />
          </li>
          <li>{words('witnesses.how.3')}</li>
        </ol>
      </section>
      <GuideBeside name="log-proof" />
    </Page>
  )
}

const toSending = (parts: ReactNode[]) => (
  <Link key="sending" to="/settings/communications/email/sending">
    {parts}
  </Link>
)

/** Somebody is named, and yet nothing has reached them for days. */
function Quiet({ shown: { newest, named } }: { shown: Shown }) {
  const words = useWords()
  if (named.length === 0) return null
  const since = named.map(({ namedAt }) => Date.parse(namedAt))
  const silent = serverNow() - (newest ? Date.parse(newest.at) : Math.min(...since))
  if (silent < QUIET_MS) return null
  return (
    <Banner tone="warn">
      <p>{words.rich('witnesses.quiet', { a: toSending, n: Math.floor(silent / DAY_MS) })}</p>
    </Banner>
  )
}

const toExports = (parts: ReactNode[]) => (
  <Link key="exports" to="/settings/security/audit-log/exports">
    {parts}
  </Link>
)

function Newest({ shown: { newest, named, size, nextAt, mailStaysHere } }: { shown: Shown }) {
  const words = useWords()
  const days = useDays()
  const whenOf = (at: Date) =>
    words(days.isToday(at) ? 'witnesses.newest.today' : 'witnesses.newest.day', {
      day: days.day(at),
      time: words.time(at),
    })
  const soon = named.some(({ inPost }) => inPost === 'waits') && !mailStaysHere
  return (
    <Panel rim live title={words('witnesses.newest')}>
      <p className={classes.newest}>{newest ? whenOf(new Date(newest.at)) : words('witnesses.none')}</p>
      {newest ? (
        <p>
          {words(newest.kind === 'printed' ? 'witnesses.newest.printed' : 'witnesses.newest.of', {
            name: named.find(({ address }) => address === newest.name)?.name ?? newest.name,
            size: newest.size,
            all: size,
          })}
        </p>
      ) : (
        <p>{words(soon ? 'witnesses.none.soon' : 'witnesses.none.sentence')}</p>
      )}
      {nextAt !== null && !mailStaysHere && (
        <p className={classes.quiet}>{words('witnesses.next', { when: words.moment(new Date(nextAt)) })}</p>
      )}
    </Panel>
  )
}
