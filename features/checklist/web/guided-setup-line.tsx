/** One line on Home while the guided setup is open: it goes on where it stopped, or is put away. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { may } from '../../../pure/roles/roles.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getGuidedSetup, putGuidedSetupAway } from '../../guided-setup/contract.ts'
import classes from './guided-setup-line.module.css'

/** Nothing for who may not answer it, and once nothing is open. */
export function GuidedSetupLine() {
  const { role, outsider } = useMember().person
  return outsider !== 'it' && may(role, 'security.manage') ? <Line /> : null
}

function Line() {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const { data } = useQuery(reading(getGuidedSetup, {}))
  const away = useAct(async () => {
    await call(putGuidedSetupAway, {})
    await queries.invalidateQueries({ queryKey: keyOf(getGuidedSetup) })
    toast({ text: words('guided.home.gone') })
  })
  if (data?.stage !== 'open' || data.next === null) return null
  return (
    <div className={classes.line}>
      <p>{words('guided.home.line', { minutes: data.minutesLeft })}</p>
      <LinkButton variant="line" size="sm" to="/guided-setup">
        {words('guided.home.go')}
      </LinkButton>
      <Button variant="bare" size="sm" label={words('guided.home.away.named')} onClick={() => away.run()}>
        {words('guided.home.away')}
      </Button>
    </div>
  )
}
