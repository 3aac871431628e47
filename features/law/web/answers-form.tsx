/** What the clinic says of itself where its country alone does not tell: its states, or whether it works for the NHS. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type State, STATE_CODES } from '../../../pure/law/states.ts'
import { useAct } from '../../../web/lib/act.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { Acts, Form } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { answerLaw, getLaw } from '../contract.ts'
import type { Law } from './law-page.tsx'
import classes from './law-page.module.css'

const NHS = 'law-nhs'

interface AnswersFormProps {
  law: Law
  /** A save that came too late; said above what stands now. */
  refused: ApiProblem | undefined
  onRefused: (problem: ApiProblem | undefined) => void
}

export function AnswersForm({ law: { asks, answers }, refused, onRefused }: AnswersFormProps) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const [states, setStates] = useState<readonly State[]>(answers.states)
  const [nhs, setNhs] = useState(answers.nhs)
  const save = useAct(async () => {
    onRefused(undefined)
    try {
      await call(answerLaw, { body: { states: [...states], nhs, revision: answers.revision } })
      toast({ text: words('law.saved') })
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'law.changed_meanwhile') throw error
      onRefused(error)
    }
    await queries.invalidateQueries({ queryKey: keyOf(getLaw) })
  })
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault()
        save.run()
      }}
    >
      {asks.states && (
        <Choices legend={words('law.states.legend')}>
          <div className={classes.states}>
            {STATE_CODES.map((code) => (
              <Choice
                key={code}
                title={words(`law.state.${code}`)}
                checked={states.includes(code)}
                onChange={(checked) =>
                  setStates(checked ? [...states, code] : states.filter((one) => one !== code))
                }
              />
            ))}
          </div>
          <p className={classes.checked}>{words('law.states.help')}</p>
        </Choices>
      )}
      {asks.nhs && (
        <Choices legend={words('law.nhs.legend')}>
          <Choice
            oneOf={NHS}
            title={words('law.nhs.yes')}
            help={words('law.nhs.yes.help')}
            checked={nhs === true}
            onChange={() => setNhs(true)}
          />
          <Choice
            oneOf={NHS}
            title={words('law.nhs.no')}
            help={words('law.nhs.no.help')}
            checked={nhs === false}
            onChange={() => setNhs(false)}
          />
        </Choices>
      )}
      <FormSummary problem={save.problem ?? refused} />
      <Acts>
        <Button type="submit" busy={save.busy && words('law.saving')}>
          {words('law.save')}
        </Button>
      </Acts>
    </Form>
  )
}
