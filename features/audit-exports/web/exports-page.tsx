/** What was taken out of the log: who, when, why, and the files as long as they are here. */
import IconFileExport from '@tabler/icons-react/dist/esm/icons/IconFileExport.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useAct } from '../../../web/lib/act.ts'
import { reading } from '../../../web/lib/query.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { Caution, Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { KEPT_DAYS, listExports } from '../contract.ts'
import { ExportDialog } from './export-dialog.tsx'
import { filtersSaid, sizeSaid } from './said.ts'
import { saveNow } from './saving.ts'
import classes from './exports-page.module.css'

type Export = Answer<typeof listExports>['exports'][number]

const route = getRouteApi('/inside/settings/security/audit-log/exports')

/** One that is being prepared is followed. */
const FOLLOW_MS = 3_000

export function ExportsPage() {
  const words = useWords()
  const { data } = useSuspenseQuery({
    ...reading(listExports, {}),
    refetchInterval: ({ state }) =>
      state.data?.exports.some((one) => one.state === 'preparing') ? FOLLOW_MS : false,
  })
  const saving = useAct(saveNow)
  const { take, ...filters } = route.useSearch()
  const navigate = route.useNavigate()
  const { exports } = data
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[
          words('menu.settings'),
          words('menu.settings.security'),
          words('menu.settings.security.audit_log'),
        ]}
        title={words('log_exports.title')}
        sentence={words('log_exports.sentence', { days: KEPT_DAYS })}
        actions={
          exports.length > 0 && (
            <LinkButton variant="line" to="/settings/security/audit-log">
              {words('log_exports.back')}
            </LinkButton>
          )
        }
      />
      {saving.problem && (
        <Banner tone="bad" live>
          {problemText(words, saving.problem)}
        </Banner>
      )}
      {exports.length === 0 ? (
        <EmptyState
          icon={<IconFileExport size={28} stroke={1.75} aria-hidden="true" />}
          title={words('log_exports.empty.title')}
          actions={
            <LinkButton to="/settings/security/audit-log">{words('log_exports.empty.way')}</LinkButton>
          }
        >
          {words('log_exports.empty.sentence')}
        </EmptyState>
      ) : (
        <Ledger label={words('log_exports.list')}>
          {exports.map((one) => (
            <ExportRow
              key={one.id}
              one={one}
              now={new Date(data.now)}
              onSave={() => saving.run(one.id)}
              busy={saving.busy}
            />
          ))}
        </Ledger>
      )}
      {take && (
        <ExportDialog filters={filters} onLeave={() => void navigate({ search: {}, replace: true })} />
      )}
    </Page>
  )
}

interface ExportRowProps {
  one: Export
  now: Date
  onSave: () => void
  busy: boolean
}

function ExportRow({ one, now, onSave, busy }: ExportRowProps) {
  const words = useWords()
  const when = words.moment(new Date(one.orderedAt))
  const savable = one.state === 'at_once' || one.state === 'ready'
  const known = one.state !== 'preparing' && one.state !== 'failed' && one.state !== 'too_large'
  return (
    <LedgerRow
      acts={
        savable && (
          <RowAct
            label={words('log_exports.save_named', { when })}
            onClick={onSave}
            busy={busy && words('log_exports.saving')}
          >
            {words('log_exports.save')}
          </RowAct>
        )
      }
    >
      <Named
        name={words(`log_export.format.${one.format}`)}
        tags={[known && words('log_exports.lines', { lines: one.lines })]}
      >
        <span>{words('log_exports.by', { by: one.by, when })}</span>
        <span>{words('log_exports.reason', { reason: one.reason })}</span>
        <span>
          {one.format === 'whole'
            ? words('log_export.filter.whole', { to: words.date(new Date(one.orderedAt)) })
            : filtersSaid(words, one.filters, now)}
        </span>
        {one.bytes !== null && <span>{sizeSaid(words, one.bytes)}</span>}
        {savable && <span>{words('log_exports.kept', { date: words.date(new Date(one.keptUntil)) })}</span>}
        {one.state === 'gone' && <span>{words('log_exports.gone')}</span>}
      </Named>
      {one.state === 'preparing' && (
        <div className={classes.progress}>
          <progress max={1} value={one.done} aria-label={words('log_exports.progress', { when })} />
          <span>{words('log_exports.preparing', { lines: one.lines })}</span>
        </div>
      )}
      {one.state === 'failed' && <Caution>{words('log_exports.failed')}</Caution>}
      {one.state === 'too_large' && <Caution>{words('log_exports.too_large')}</Caution>}
    </LedgerRow>
  )
}
