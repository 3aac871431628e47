/** Whether one of this person's devices can keep a passkey, said by them; asked beside the offer too. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { answerPasskeyDevices, getPasskeyDevices } from '../../passkey-adoption/contract.ts'
import { ProofRow } from './proof-row.tsx'

export function PasskeyDevices() {
  const words = useWords()
  const queries = useQueryClient()
  const toast = useToast()
  const { data } = useQuery(reading(getPasskeyDevices, {}))
  const say = useAct(async (answer: 'can' | 'cannot') => {
    await call(answerPasskeyDevices, { body: { answer } })
    await queries.invalidateQueries({ queryKey: keyOf(getPasskeyDevices) })
    toast({ text: words('devices.saved') })
  })
  if (!data) return null
  const { answer } = data
  return (
    <ProofRow
      title={words('devices.title')}
      state={<p>{words(`devices.${answer ?? 'unanswered'}`)}</p>}
      act={
        <Acts>
          {answer !== 'can' && (
            <Button variant="line" size="sm" onClick={() => say.run('can')}>
              {words('devices.say.can')}
            </Button>
          )}
          {answer !== 'cannot' && (
            <Button variant="line" size="sm" onClick={() => say.run('cannot')}>
              {words('devices.say.cannot')}
            </Button>
          )}
        </Acts>
      }
    >
      <FormSummary problem={say.problem} />
    </ProofRow>
  )
}
