/** Mails that wait or were given up: to whom, why, and when it is tried again. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import type { getMailServer } from '../contract.ts'
import classes from './sending.module.css'

type Unsent = Answer<typeof getMailServer>['unsent'][number]

export function UnsentList({ unsent, waiting }: { unsent: readonly Unsent[]; waiting: number }) {
  const words = useWords()
  const next = ({ givenUp, nextAt }: Unsent) => {
    if (givenUp) return words('mail.unsent.given_up')
    // What is under way stands in the calendar for the case that its process dies.
    return nextAt && new Date(nextAt).getTime() > serverNow()
      ? words('mail.unsent.next', { time: words.moment(new Date(nextAt)) })
      : words('mail.unsent.soon')
  }
  return (
    <section className={classes.unsent}>
      <h2>{words('mail.unsent.title')}</h2>
      <Note>{words('mail.unsent.waiting', { n: waiting })}</Note>
      <Ledger>
        {unsent.map((mail) => (
          <li key={mail.id} className={classes.row}>
            <div className={classes.what}>
              <b>{mail.subject}</b>
              <span>
                {words('mail.unsent.to', { name: mail.person, when: words.moment(new Date(mail.orderedAt)) })}
              </span>
            </div>
            <div className={classes.state} data-late={mail.givenUp || undefined}>
              <b>{next(mail)}</b>
              {mail.reason && <span>{words(`mail.reason.${mail.reason}.what`)}</span>}
            </div>
          </li>
        ))}
      </Ledger>
    </section>
  )
}
