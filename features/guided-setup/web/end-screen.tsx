/** The end of the guided setup: the first score, the two pages for the wall, and what is not checked yet. */
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { getChecklist, getFirstPages } from '../../checklist/contract.ts'
import { finishGuidedSetup, getGuidedSetup, type Step } from '../contract.ts'
import classes from './guided-setup.module.css'
import { Title } from './title.tsx'

interface EndScreenProps {
  steps: Answer<typeof getGuidedSetup>['steps']
  back: ReactNode
  onAnswer: (step: Step) => void
}

export function EndScreen({ steps, back, onAnswer }: EndScreenProps) {
  const words = useWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(getChecklist, {}))
  // What was answered on the way here moved the number.
  useEffect(() => void queries.invalidateQueries({ queryKey: keyOf(getChecklist) }), [queries])
  const home = useAct(async () => {
    await call(finishGuidedSetup, {})
    await queries.invalidateQueries({ queryKey: keyOf(getGuidedSetup) })
    await navigate({ to: '/' })
  })
  const left = steps.filter(({ state }) => state !== 'answered')
  return (
    <Page width="rows">
      <header className={classes.header}>
        <p className={classes.path}>{words('guided.title')}</p>
        <Title>{words('guided.end.title')}</Title>
        <p className={classes.lead}>{words('guided.end.lead')}</p>
      </header>
      {data.number !== null && (
        <Panel title={words('guided.end.score')}>
          <p className={classes.score}>{data.number}</p>
          <p>{words('guided.end.score.what', { n: data.number })}</p>
        </Panel>
      )}
      <FormSummary problem={home.problem} />
      <div className={classes.endActs}>
        <Button
          icon={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
          onClick={() => openFile(getFirstPages)}
        >
          {words('guided.end.print')}
        </Button>
        <Button variant="line" busy={home.busy && words('guided.skipping')} onClick={() => home.run()}>
          {words('guided.end.home')}
        </Button>
        {back}
      </div>
      <section className={classes.left} aria-labelledby="left">
        <h2 id="left">{words('guided.end.left')}</h2>
        {left.length === 0 ? (
          <p>{words('guided.end.all')}</p>
        ) : (
          <Ledger labelledBy="left">
            {left.map(({ step, minutes }) => (
              <LedgerRow
                key={step}
                acts={
                  <RowAct
                    label={words('guided.end.answer', { step: words(`guided.step.${step}`) })}
                    onClick={() => onAnswer(step)}
                  >
                    {words('guided.end.answer.short')}
                  </RowAct>
                }
              >
                <Named name={words(`guided.step.${step}`)}>
                  <span>{words('guided.end.minutes', { n: minutes })}</span>
                </Named>
              </LedgerRow>
            ))}
          </Ledger>
        )}
      </section>
    </Page>
  )
}
