/** What is known of one step besides its row: since when, until when, by whom, elsewhere by name, and what can be done. */
import { useState } from 'react'
import { FADING_DAYS } from '../../../pure/score/score.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Fact, Facts } from '../../../web/ui/facts.tsx'
import { FileLink } from '../../../web/ui/file-link.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import type { LawLine, Line } from './checklist.ts'
import { ElsewhereList } from './elsewhere-list.tsx'
import { LawList } from './law-list.tsx'
import { KeepersDialog } from './keepers-dialog.tsx'
import { SignDialog } from './sign-dialog.tsx'
import classes from './step-detail.module.css'

interface StepDetailProps {
  line: Line
  law: readonly LawLine[]
  now: string
}

export function StepDetail({ line, law, now }: StepDetailProps) {
  const words = useWords()
  const days = useDays()
  const [dialog, setDialog] = useState<'sign' | 'keepers' | undefined>(undefined)
  const close = () => setDialog(undefined)
  const { since, statement, exception, keepers, mayState } = line
  return (
    <div className={classes.detail}>
      <Facts>
        {since !== null && <Fact name={words('step.since')}>{days.long(new Date(since))}</Fact>}
        <Proof line={line} />
        {statement && (
          <Fact
            name={words('step.stated', { by: statement.by, date: days.day(new Date(statement.at)) })}
            more={statement.file && <FileLink {...statement.file} />}
            wide
          >
            {statement.note}
          </Fact>
        )}
        {exception && (
          <Fact
            name={words(`step.signed.${exception.kind}`)}
            more={words('step.signed.by', {
              by: exception.by,
              date: days.day(new Date(exception.at)),
              end: days.day(new Date(Date.parse(exception.endsAt) - 1)),
            })}
            wide
          >
            {exception.reason}
          </Fact>
        )}
        {keepers && (
          <Fact
            name={words('step.keeper')}
            more={
              keepers.deputy
                ? words('step.keeper.deputy', { name: keepers.deputy.name })
                : keepers.keeper && words('step.keeper.no_deputy')
            }
          >
            {keepers.keeper?.name ?? words('step.keeper.owners')}
          </Fact>
        )}
      </Facts>
      {line.elsewhere.length > 0 && <ElsewhereList line={line} />}
      {law.length > 0 && <LawList law={law} />}
      {mayState && (
        <Acts>
          <Button variant="line" size="sm" onClick={() => setDialog('keepers')}>
            {words('step.keepers.open')}
          </Button>
          <Button variant="line" size="sm" onClick={() => setDialog('sign')}>
            {words(
              exception
                ? 'step.sign.change'
                : line.how === 'measured'
                  ? 'step.sign.open_measured'
                  : 'step.sign.open',
            )}
          </Button>
        </Acts>
      )}
      {dialog === 'sign' && <SignDialog line={line} now={now} onLeave={close} />}
      {dialog === 'keepers' && <KeepersDialog line={line} onLeave={close} />}
    </div>
  )
}

const DAY_MS = 86_400_000

/** Until when its proof counts, and what comes then. */
function Proof({ line: { how, until, freshness } }: { line: Line }) {
  const words = useWords()
  const days = useDays()
  if (how === 'not_applicable' || how === 'risk_accepted') return null
  const name = words('step.proof')
  if (until === null)
    return <Fact name={name}>{words(how === 'measured' ? 'step.proof.always' : 'step.proof.none')}</Fact>
  const fadesAt = Date.parse(until)
  const goneAt = fadesAt + FADING_DAYS * DAY_MS
  const date = (at: number) => days.long(new Date(at))
  return freshness === 'fresh' ? (
    <Fact name={name} more={words('step.proof.then')}>
      {words('step.proof.fresh', { date: date(fadesAt - 1) })}
    </Fact>
  ) : (
    <Fact name={name}>
      {freshness === 'half'
        ? words('step.proof.half', { date: date(goneAt - 1) })
        : words('step.proof.gone', { date: date(goneAt) })}
    </Fact>
  )
}
