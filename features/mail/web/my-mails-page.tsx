/** My profile › Mails from Enamel: was this mail from you? */
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { Rich } from '../../../web/lib/rich.tsx'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { listMyMails } from '../contract.ts'
import classes from './sending.module.css'

export function MyMailsPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(listMyMails, {}))
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.profile')]}
        title={words('mail.mine.title')}
        sentence={words('mail.mine.lead')}
      />
      <Banner>
        <Rich of="mail.mine.never" tags={{ b: { as: 'b' } }} />
      </Banner>
      {data.mails.length === 0 ? (
        <EmptyState
          icon={<IconMail size={28} stroke={1.75} aria-hidden="true" />}
          title={words('mail.mine.empty.title')}
        >
          {words('mail.mine.empty')}
        </EmptyState>
      ) : (
        <Ledger label={words('mail.mine.list')}>
          {data.mails.map((mail) => (
            <li key={mail.id} className={classes.row}>
              <div className={classes.what}>
                <b>{mail.subject}</b>
                <span>{words('mail.mine.to', { address: mail.to })}</span>
              </div>
              <div
                className={classes.state}
                data-late={mail.state === 'waiting' || mail.state === 'given_up' || undefined}
              >
                <b>{words(`mail.mine.state.${mail.state}`)}</b>
                <span>{words.moment(new Date(mail.sentAt ?? mail.orderedAt))}</span>
              </div>
            </li>
          ))}
        </Ledger>
      )}
      <GuideBeside name="phishing" />
    </Page>
  )
}
