/** Into which of their clinics somebody goes: the one they were in last at this browser first, and ready to be pressed. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { chooseClinic, listOwnClinics } from '../choosing-contract.ts'
import classes from './choose-clinic.module.css'

interface ChooseClinicProps {
  onIn: () => Promise<unknown>
  /** The sign-in is over. */
  onOver: (error: unknown) => never
}

export function ChooseClinic({ onIn, onOver }: ChooseClinicProps) {
  const words = useWords()
  const { clinics } = useSuspenseQuery({ ...reading(listOwnClinics, {}), staleTime: 0 }).data
  const going = useAct(async (clinicId: string) => {
    await call(chooseClinic, { body: { clinicId } }).catch(onOver)
    await onIn()
  })
  if (clinics.length === 0) return <Banner tone="warn">{words('identity.clinics.none')}</Banner>
  return (
    <>
      <FormSummary problem={going.problem} />
      <ul className={classes.clinics} aria-label={words('identity.clinics.list')}>
        {clinics.map(({ id, name }, index) => (
          <li key={id}>
            <Button
              full
              size="lg"
              variant={index === 0 ? 'primary' : 'line'}
              autoFocus={index === 0}
              onClick={() => going.run(id)}
              busy={going.busy && name}
            >
              {name}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
