/** "Does any computer here serve more than one person?": until somebody answers, step 3 is not checked. */
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { answerShares, type listSharedComputers } from '../contract.ts'
import classes from './shared.module.css'

interface SharesQuestionProps {
  shares: Answer<typeof listSharedComputers>['shares']
  onAnswered: () => Promise<unknown>
}

export function SharesQuestion({ shares, onAnswered }: SharesQuestionProps) {
  const words = useWords()
  const toast = useToast()
  const [changing, setChanging] = useState(false)
  const say = useAct(async (answer: boolean) => {
    await call(answerShares, { body: { answer } })
    toast({ text: words('shared.question.saved') })
    setChanging(false)
    await onAnswered()
  })
  return (
    <section className={classes.section}>
      <h2>{words('shared.question')}</h2>
      <FormSummary problem={say.problem} />
      {shares && !changing ? (
        <Acts>
          <p>
            {words('shared.question.answered', {
              answer: shares.answer ? 'yes' : 'no',
              name: shares.by,
              when: words.date(new Date(shares.at)),
            })}
          </p>
          <Button variant="bare" size="sm" onClick={() => setChanging(true)}>
            {words('shared.question.change')}
          </Button>
        </Acts>
      ) : (
        <>
          <Note>{words('shared.question.help')}</Note>
          <Acts>
            <Button variant="line" onClick={() => say.run(true)}>
              {words('shared.question.yes')}
            </Button>
            <Button variant="line" onClick={() => say.run(false)}>
              {words('shared.question.no')}
            </Button>
          </Acts>
        </>
      )}
    </section>
  )
}
