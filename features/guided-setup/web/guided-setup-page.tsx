/** The guided setup: one thing a screen, each answered by its feature's own form or skipped; it goes on in any browser. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { answerStep, getGuidedSetup, type Step } from '../contract.ts'
import { EndScreen } from './end-screen.tsx'
import classes from './guided-setup.module.css'
import {
  HolidaysScreen,
  HoursScreen,
  LeaderScreen,
  SharedScreen,
  SystemsScreen,
} from './practice-screens.tsx'
import { OwnerScreen, RangeScreen, StaffScreen } from './people-screens.tsx'
import { after, before, minutesFrom, type Screen } from './steps.ts'
import { Title } from './title.tsx'

export interface ScreenProps {
  /** Reads anew how far it is, and shows the next. */
  onDone: () => Promise<unknown>
  /** It is answered already. */
  answered: boolean
}

const SCREENS: Readonly<Record<Step, (props: ScreenProps) => ReactNode>> = {
  hours: HoursScreen,
  holidays: HolidaysScreen,
  systems: SystemsScreen,
  shared: SharedScreen,
  leader: LeaderScreen,
  second_owner: OwnerScreen,
  range: RangeScreen,
  staff: StaffScreen,
}

const here = getRouteApi('/inside/guided-setup')

export function GuidedSetupPage() {
  const words = useWords()
  const queries = useQueryClient()
  const navigate = here.useNavigate()
  const { step: asked } = here.useSearch()
  const { data } = useSuspenseQuery(reading(getGuidedSetup, {}))
  const { steps } = data
  const isThere = asked === 'end' || steps.some(({ step }) => step === asked)
  const at: Screen = isThere && asked ? asked : (data.next ?? 'end')
  const show = (step: Screen) => navigate({ search: { step } })
  const goOn = async () => {
    await queries.invalidateQueries({ queryKey: keyOf(getGuidedSetup) })
    const now = queries.getQueryData(reading(getGuidedSetup, {}).queryKey) ?? data
    await show(after(now.steps, at))
  }
  const skip = useAct(async () => {
    if (at !== 'end') await call(answerStep, { body: { step: at, answer: 'skipped' } })
    await goOn()
  })
  const previous = before(steps, at)
  const back = previous && (
    <Button variant="line" onClick={() => void show(previous)}>
      {words('guided.back')}
    </Button>
  )
  if (at === 'end') return <EndScreen steps={steps} back={back} onAnswer={(step) => void show(step)} />
  const index = steps.findIndex(({ step }) => step === at)
  const answered = steps[index]?.state === 'answered'
  const Asked = SCREENS[at]
  return (
    <Page width="rows">
      <header className={classes.header}>
        <p className={classes.path}>{words('guided.title')}</p>
        <p className={classes.progress}>
          <span className={classes.bar} aria-hidden="true">
            {steps.map((one) => (
              <i key={one.step} data-state={one.step === at ? 'here' : one.state} />
            ))}
          </span>
          <span>
            {words('guided.progress', { at: index + 1, of: steps.length, minutes: minutesFrom(steps, at) })}
          </span>
        </p>
        <Title key={at}>{words(`guided.${at}.title`)}</Title>
        <p className={classes.lead}>{words(`guided.${at}.lead`)}</p>
      </header>
      <div className={classes.asked}>
        <Asked key={at} answered={answered} onDone={goOn} />
      </div>
      <FormSummary problem={skip.problem} />
      <footer className={classes.foot}>
        {back}
        {!answered && (
          <Button variant="line" busy={skip.busy && words('guided.skipping')} onClick={() => skip.run()}>
            {words('guided.skip')}
          </Button>
        )}
        <LinkButton variant="bare" to="/">
          {words('guided.later')}
        </LinkButton>
        <p>{words('guided.later.kept')}</p>
      </footer>
    </Page>
  )
}
