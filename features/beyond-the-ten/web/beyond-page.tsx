/** Settings › Clinic › Beyond the ten: what Enamel cannot see and the number leaves out, each stated or not known. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { BEYOND, BEYOND_ITEMS, type BeyondItem } from '../../../pure/beyond/beyond.ts'
import { daysBetween } from '../../../pure/days/days.ts'
import { useCalendar, useDays } from '../../../web/lib/day.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { FileLink } from '../../../web/ui/file-link.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Caution, Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { StateMark } from '../../../web/ui/state-mark.tsx'
import { listBeyond } from '../contract.ts'
import { answerText, type Line } from './beyond.ts'
import { BeyondDialog } from './beyond-dialog.tsx'

export function BeyondPage() {
  const words = useWords()
  const queries = useQueryClient()
  const { country } = useMember().clinic
  const { data } = useSuspenseQuery(reading(listBeyond, {}))
  const [open, setOpen] = useState<BeyondItem | undefined>(undefined)
  const line = data.lines.find(({ item }) => item === open)
  return (
    <Page stacked width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.clinic')]}
        title={words('menu.settings.clinic.beyond')}
        sentence={words('beyond.sentence', { known: data.known, n: BEYOND_ITEMS.length })}
      />
      <Ledger label={words('beyond.list')}>
        {data.lines.map((one) => (
          <Row key={one.item} line={one} mayState={data.mayState} onState={() => setOpen(one.item)} />
        ))}
      </Ledger>
      <Note>{words('beyond.neither', { us: country === 'US' ? 'yes' : 'no' })}</Note>
      {line && (
        <BeyondDialog
          line={line}
          onStated={() => queries.invalidateQueries({ queryKey: keyOf(listBeyond) })}
          onLeave={() => setOpen(undefined)}
        />
      )}
      <GuideBeside name="security-best-practices" />
    </Page>
  )
}

interface RowProps {
  line: Line
  mayState: boolean
  onState: () => void
}

function Row({ line, mayState, onState }: RowProps) {
  const words = useWords()
  const days = useDays()
  const calendar = useCalendar()
  const { item, stated, standing } = line
  const what = words(`beyond.${item}`)
  const unknown = standing === 'unknown'
  return (
    <LedgerRow
      acts={
        item === 'agreements' ? (
          <LinkButton
            variant="line"
            size="sm"
            to="/settings/staff/systems"
            aria-label={words('beyond.systems_named')}
          >
            {words('beyond.systems')}
          </LinkButton>
        ) : (
          mayState && (
            <RowAct
              onClick={onState}
              label={words(unknown ? 'beyond.state_named' : 'beyond.change_named', { what })}
            >
              {words(unknown ? 'beyond.state' : 'beyond.change')}
            </RowAct>
          )
        )
      }
    >
      <Named name={what}>
        <StateMark how={unknown ? 'unknown' : 'stated'}>
          {words(unknown ? 'beyond.not_known' : 'beyond.stated')}
        </StateMark>
        <span>
          {unknown && item !== 'agreements' ? words(`beyond.${item}.ask`) : answerText(words, line, calendar)}
        </span>
        {stated && (
          <span>{words('beyond.by_day', { name: stated.by, day: days.day(new Date(stated.at)) })}</span>
        )}
        {stated?.note && <span>{stated.note}</span>}
      </Named>
      {stated?.file && <FileLink id={stated.file.id} name={stated.file.name} />}
      <Attention line={line} />
    </LedgerRow>
  )
}

/** What of it wants something done. */
function Attention({ line: { item, stated, standing } }: { line: Line }) {
  const words = useWords()
  if (standing === 'old') return <Caution>{words('beyond.old', { form: BEYOND[item].form })}</Caution>
  if (standing === 'ended') return <Caution>{words('beyond.ended')}</Caution>
  if (standing === 'soon' && stated?.day) {
    const today = new Date(serverNow()).toISOString().slice(0, 10)
    return <Caution>{words('beyond.soon', { days: Math.max(0, daysBetween(today, stated.day)) })}</Caution>
  }
  if (standing !== 'no') return null
  if (item === 'insurance') return <Caution>{words('beyond.no_insurance')}</Caution>
  if (item === 'restore') return <Caution>{words('beyond.never_restored')}</Caution>
  return null
}
