/** Security best practices: the ten steps as they stand now, each with its guide, and what helps when it does not work. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { holds } from '../../../pure/roles/roles.ts'
import { GUIDE_OF_STEP } from '../../../web/lib/guides.ts'
import { reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { GuideText } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { Plate } from '../../../web/ui/plate.tsx'
import { PrintButton } from '../../../web/ui/print-button.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { StateMark } from '../../../web/ui/state-mark.tsx'
import { getChecklist } from '../contract.ts'
import { evidenceText, fillOf, type Line, titleOf } from './checklist.ts'
import classes from './practices-page.module.css'

export function PracticesPage() {
  const words = useWords()
  const { person } = useMember()
  const mayRead = holds(person, 'checklist.read')
  const { data, error } = useQuery({ ...reading(getChecklist, {}), enabled: mayRead })
  const isWaiting = mayRead && !data && !error
  return (
    <Page width="read">
      <PageHeader
        path={[words('menu.profile'), words('menu.profile.guides')]}
        title={words('guide.security-best-practices')}
        sentence={words('guide.practices.sentence')}
        actions={<PrintButton />}
      />
      <section aria-labelledby="steps">
        <h2 id="steps" className={classes.heading}>
          {words('guide.practices.steps')}
        </h2>
        {error ? (
          <Banner tone="warn">{words('guide.practices.away')}</Banner>
        ) : (
          !isWaiting && data?.lines.length !== GUIDE_OF_STEP.length && <p>{words('guide.practices.own')}</p>
        )}
        {isWaiting ? (
          <SkeletonRows rows={10} plates />
        ) : (
          <ol className={classes.steps}>
            {GUIDE_OF_STEP.map((guide, at) => (
              <StepRow
                key={guide}
                step={at + 1}
                guide={guide}
                line={data?.lines.find(({ step }) => step === at + 1)}
              />
            ))}
          </ol>
        )}
      </section>
      <GuideText name="security-best-practices" asPage />
    </Page>
  )
}

interface StepRowProps {
  step: number
  guide: (typeof GUIDE_OF_STEP)[number]
  /** Undefined: this person has no part in it, or it cannot be read. */
  line: Line | undefined
}

function StepRow({ step, guide, line }: StepRowProps) {
  const words = useWords()
  const title = titleOf(words, step)
  return (
    <li className={classes.step}>
      {line ? (
        <Plate number={step} how={fillOf(line.how)} />
      ) : (
        <span className={classes.number} aria-hidden="true">
          {step}
        </span>
      )}
      <div>
        <h3 className={classes.title}>{line?.page ? <Link to={line.page}>{title}</Link> : title}</h3>
        {line && <Known how={line.how} evidence={evidenceText(words, line)} />}
        {line?.stated && <Known how="stated" evidence={evidenceText(words, line.stated)} />}
        <p className={classes.evidence}>
          <Link to="/guides/$name" params={{ name: guide }}>
            {words('guide.beside', { title: words(`guide.${guide}`) })}
          </Link>
        </p>
      </div>
    </li>
  )
}

function Known({ how, evidence }: { how: Line['how']; evidence: string }) {
  const words = useWords()
  return (
    <div className={classes.known}>
      <StateMark how={fillOf(how)}>{words(`checklist.how.${how}`)}</StateMark>
      <p className={classes.evidence}>{evidence}</p>
    </div>
  )
}
