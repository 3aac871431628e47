/** One short screen of the set-up: how far it is, its title, its one sentence. */
import { type ReactNode, useEffect } from 'react'
import { usePageTitle } from '../../../web/lib/page-title.ts'
import { useWords } from '../../../web/lib/words.tsx'
import classes from './setup-step.module.css'

const STEPS = [1, 2, 3, 4, 5, 6] as const
export type StepNumber = (typeof STEPS)[number]

interface SetupStepProps {
  step: StepNumber
  title: string
  lead: string
  /** Reading starts at the title, where no field takes the focus. */
  titleFirst?: boolean
  children: ReactNode
}

export function SetupStep({ step, title, lead, titleFirst = false, children }: SetupStepProps) {
  const words = useWords()
  const heading = usePageTitle(title)
  useEffect(() => {
    if (titleFirst) heading.current?.focus()
  }, [titleFirst, heading])
  return (
    <>
      <header>
        <p className={classes.progress}>
          <span className={classes.bar} aria-hidden="true">
            {STEPS.map((each) => (
              <i key={each} data-reached={each <= step} />
            ))}
          </span>
          <span>{words('setup.progress', { step, of: STEPS.length })}</span>
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className={classes.lead}>{lead}</p>
      </header>
      {children}
    </>
  )
}
