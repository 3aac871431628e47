/** In the person's menu: the other clinics of whoever is of several. Always by a full load: nothing of the one before stays. */
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { chooseClinic, listOwnClinics } from '../features/identity/choosing-contract.ts'
import { useAct } from './lib/act.ts'
import { call } from './lib/api.ts'
import { saveDrafts } from './lib/draft.ts'
import { reading } from './lib/query.ts'
import { useMember } from './lib/session.ts'
import { tellTabs } from './lib/tabs.ts'
import { problemText, useWords } from './lib/words.tsx'
import { Button } from './ui/button.tsx'
import classes from './person-menu.module.css'

/** Nothing for somebody of one clinic, nor on a shared computer, which belongs to one. */
export function SwitchClinic() {
  const words = useWords()
  const { person } = useMember()
  const title = useId()
  const { data } = useQuery({ ...reading(listOwnClinics, {}), staleTime: 60_000 })
  const going = useAct(async (clinicId: string) => {
    await saveDrafts().catch(() => undefined)
    await call(chooseClinic, { body: { clinicId } })
    tellTabs({ kind: 'arrived', personId: person.id, clinicId })
    window.location.assign('/')
    // The page stays as it is until the other one is there.
    await new Promise<never>(() => undefined)
  })
  const others = (data?.clinics ?? []).filter(({ here }) => !here)
  if (others.length === 0) return null
  return (
    <div className={classes.switch} role="group" aria-labelledby={title}>
      <p id={title} className={classes.legend}>
        {words('identity.clinics.switch')}
      </p>
      {others.map(({ id, name }) => (
        <Button key={id} variant="line" full onClick={() => going.run(id)} busy={going.busy && name}>
          {name}
        </Button>
      ))}
      {going.problem && <p className={classes.problem}>{problemText(words, going.problem)}</p>}
    </div>
  )
}
