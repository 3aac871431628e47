/** On a person's page: the way to their leaving, and what there is of one already. */
import { useQuery } from '@tanstack/react-query'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { previewLeaving } from '../../leavers/contract.ts'
import classes from './people.module.css'

export function PersonLeaving({ personId }: { personId: string }) {
  const words = useWords()
  const { data } = useQuery(reading(previewLeaving, { params: { personId } }))
  if (!data) return null
  const [run] = data.runs
  if (!run && data.refused !== null) return null
  const open = run?.state === 'running' || run?.state === 'planned'
  return (
    <section className={classes.section} aria-labelledby="person-leaving">
      <h2 id="person-leaving">{words('leavers.person')}</h2>
      <p>
        {run
          ? words(`leavers.person.${run.state}`, { when: words.moment(new Date(run.at)) })
          : words('leavers.person.none')}
      </p>
      <Acts>
        {run && (
          <LinkButton variant="line" to="/settings/staff/leavers/$runId" params={{ runId: run.id }}>
            {words('leavers.person.look')}
          </LinkButton>
        )}
        {!open && data.refused === null && (
          <LinkButton variant="line" to="/settings/staff/leavers/start/$personId" params={{ personId }}>
            {words('leavers.person.begin')}
          </LinkButton>
        )}
      </Acts>
    </section>
  )
}
