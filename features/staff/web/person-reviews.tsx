/** On a person's page: what reviews decided about them. */
import { useQuery } from '@tanstack/react-query'
import { useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { personReviews } from '../../access-reviews/contract.ts'
import classes from './people.module.css'

const MOST = 8

export function PersonReviews({ personId }: { personId: string }) {
  const words = useWords()
  const days = useDays()
  const { data } = useQuery(reading(personReviews, { params: { personId } }))
  if (!data) return null
  const { decisions } = data
  return (
    <section className={classes.section} aria-labelledby="person-reviews">
      <h2 id="person-reviews">{words('review.person')}</h2>
      {decisions.length === 0 ? (
        <p>{words('review.person.none')}</p>
      ) : (
        <Ledger labelledBy="person-reviews">
          {decisions.slice(0, MOST).map((one) => (
            <LedgerRow key={`${one.reviewId} ${one.kind} ${one.at} ${one.list ?? ''}`}>
              <Named
                name={words(`review.decided.${one.what}`, {
                  role: one.newRole ? words(`role.${one.newRole}`) : '',
                })}
                tags={[
                  one.list === null
                    ? one.kind === 'pin' && words('review.what.pin')
                    : words('review.what.list_entry', { list: one.list }),
                ]}
              >
                <span>{words('review.decided.by', { by: one.by, when: days.day(new Date(one.at)) })}</span>
                {one.note !== '' && <span>{words('review.decided.why', { note: one.note })}</span>}
              </Named>
            </LedgerRow>
          ))}
        </Ledger>
      )}
    </section>
  )
}
