/** Settings › Clinic › Law: which section each step answers, and what the country leaves open. */
import IconScale from '@tabler/icons-react/dist/esm/icons/IconScale.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { ApiProblem } from '../../../web/lib/api-problem.ts'
import { useCalendar, useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Tag } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { getLaw } from '../contract.ts'
import { AnswersForm } from './answers-form.tsx'
import classes from './law-page.module.css'

export type Law = Answer<typeof getLaw>
type Line = Law['lines'][number]

const STEPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

export function LawPage() {
  const words = useWords()
  const days = useDays()
  const { data } = useSuspenseQuery(reading(getLaw, {}))
  const [refused, setRefused] = useState<ApiProblem | undefined>(undefined)
  const { country, asks, answers, lines } = data
  const { changed } = answers
  const without = STEPS.filter((step) => lines.every((line) => line.step !== step))
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.clinic')]}
        title={words('menu.settings.clinic.law')}
        sentence={words('law.sentence')}
      />
      <p className={classes.adviser}>{words('law.adviser')}</p>
      {(asks.states || asks.nhs) && (
        <section className={classes.answers} aria-labelledby="law-answers">
          <h2 id="law-answers">{words('law.section.answers')}</h2>
          {/* Another revision is another form: what stands now takes the place of what was ticked over the older one. */}
          <AnswersForm key={answers.revision} law={data} refused={refused} onRefused={setRefused} />
          {changed && (
            <Note>{words('law.changed', { by: changed.by, when: days.day(new Date(changed.at)) })}</Note>
          )}
        </section>
      )}
      {lines.length === 0 ? (
        <EmptyState
          icon={<IconScale size={28} stroke={1.75} aria-hidden="true" />}
          title={words('law.none.title')}
        >
          {words('law.none')}
        </EmptyState>
      ) : (
        <section className={classes.lines} aria-labelledby="law-steps">
          <h2 id="law-steps">{words('law.section.lines')}</h2>
          <p>{words('law.country', { country: words.country(country) })}</p>
          <dl>
            {[...Map.groupBy(lines, ({ says }) => says).values()].map((same) => (
              <Section key={same[0]?.id} lines={same} />
            ))}
          </dl>
          {without.length > 0 && (
            <p className={classes.checked}>
              {words('law.step.none', { n: without.length, steps: words.list(without.map(words.number)) })}
            </p>
          )}
        </section>
      )}
      <GuideBeside name="security-best-practices" />
    </Page>
  )
}

/** One section, and the steps that answer it. */
function Section({ lines }: { lines: readonly Line[] }) {
  const words = useWords()
  const calendar = useCalendar()
  const [line, ...others] = lines
  if (!line) return null
  const { regime, section, says, status, checked, source, step } = line
  const key = `law.says.${says}`
  return (
    <div className={classes.line}>
      <dt>
        <code>{section}</code> <small>{words(`law.regime.${regime}`)}</small>{' '}
        {status !== 'law' && <Tag>{words(`law.status.${status}`)}</Tag>}
      </dt>
      <dd>{words.has(key) && words(key)}</dd>
      <dd className={classes.steps}>
        {others.length === 0
          ? words('law.step.one', { step, title: words(`checklist.step.${step as 1}`) })
          : words('law.step.some', { steps: words.list(lines.map((one) => words.number(one.step))) })}
      </dd>
      <dd className={classes.checked}>
        {checked === null ? words('law.not_checked') : words('law.checked', { day: calendar(checked) })}{' '}
        <code>{source}</code>
      </dd>
    </div>
  )
}
