/** Settings › Staff › People › Invite many: a table to fill in, what it would do, and everybody at once or nobody. */
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ChangeEvent, useRef, useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { outranks, ROLES } from '../../../pure/roles/roles.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import {
  getInviting,
  invitationTemplate,
  inviteTable,
  lookAtTable,
  TABLE_BYTES,
} from '../invitations-contract.ts'
import { listStaff } from '../roster-contract.ts'
import classes from './invite-table.module.css'
import { InviteTableRows } from './invite-table-rows.tsx'

interface Looked {
  /** The file's name, as the person knows it. */
  file: string
  table: string
  found: Answer<typeof lookAtTable>
}

export function InviteTablePage() {
  const words = useWords()
  const toast = useToast()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { role } = useMember().person
  const [looked, setLooked] = useState<Looked>()
  const [tooLarge, setTooLarge] = useState(false)
  const looking = useAct(async (file: File) => {
    setLooked(undefined)
    setTooLarge(file.size > TABLE_BYTES)
    // Read by nobody: sending five megabytes would take long, and be refused.
    if (file.size > TABLE_BYTES) return
    const table = await base64Of(file)
    setLooked({ file: file.name, table, found: await call(lookAtTable, { body: { table } }) })
  })
  const sending = useAct(async ({ table, found }: Looked) => {
    const { invited } = await call(
      inviteTable,
      { body: { table, rows: found.rows.length } },
      { purpose: 'invite.purpose' },
    )
    await queries.invalidateQueries({ queryKey: keyOf(listStaff) })
    await queries.invalidateQueries({ queryKey: keyOf(getInviting) })
    await navigate({ to: '/settings/staff/people', search: { tab: 'pending' } })
    toast({ text: words('invite.table.sent', { n: invited }) })
  })
  const roles = ROLES.filter((one) => outranks(role, one)).map((one) => words(`role.${one}`))
  return (
    <Page width="rows" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.people')]}
        title={words('invite.table.title')}
        sentence={words('invite.table.sentence')}
      />
      <ol className={classes.steps}>
        <li>
          <h2>{words('invite.table.first')}</h2>
          <p>{words('invite.table.first.what')}</p>
          <Acts>
            <Button variant="line" onClick={() => openFile(invitationTemplate)}>
              {words('invite.table.download')}
            </Button>
          </Acts>
        </li>
        <li>
          <h2>{words('invite.table.second')}</h2>
          <p>{words('invite.table.second.what', { roles: words.list(roles) })}</p>
          <ChooseFile
            busy={looking.busy}
            again={looked !== undefined || tooLarge}
            first={looked === undefined}
            onChosen={looking.run}
          />
        </li>
      </ol>
      <FormSummary problem={looking.problem} />
      {tooLarge && (
        <Banner tone="bad">
          <p>{words('invite.table.file_too_large')}</p>
          <p>{words('invite.table.nothing_done')}</p>
        </Banner>
      )}
      {looked && <Found {...looked} sending={sending} />}
      <Acts>
        <LinkButton variant="bare" to="/settings/staff/people">
          {words('invite.back')}
        </LinkButton>
      </Acts>
    </Page>
  )
}

function Found({ found, file, table, sending }: Looked & { sending: ReturnType<typeof useAct<[Looked]>> }) {
  const words = useWords()
  const { fault, rows } = found
  if (fault)
    return (
      <Banner tone="bad">
        <p>
          {words('invite.table.fault', {
            why: fault.why,
            line: fault.line ?? 0,
            columns: words.list(
              fault.columns.map((one) => (isNeeded(one) ? words(`invitations.table.column.${one}`) : one)),
            ),
          })}
        </p>
        <p>{words('invite.table.nothing_done')}</p>
      </Banner>
    )
  const bad = rows.filter(({ faults }) => faults.length > 0).length
  return (
    <>
      <Banner tone={bad > 0 ? 'warn' : 'good'} live>
        {bad > 0 ? words('invite.table.bad', { bad }) : words('invite.table.good', { n: rows.length })}
      </Banner>
      <InviteTableRows rows={rows} />
      <FormSummary problem={sending.problem} />
      {bad === 0 && (
        <Acts>
          <Button
            busy={sending.busy && words('invite.sending')}
            onClick={() => sending.run({ found, file, table })}
          >
            {words('invite.table.send', { n: rows.length })}
          </Button>
        </Acts>
      )}
    </>
  )
}

const isNeeded = (column: string): column is 'name' | 'address' | 'role' =>
  column === 'name' || column === 'address' || column === 'role'

interface ChooseFileProps {
  busy: boolean
  /** One was chosen before. */
  again: boolean
  /** It is the act of the page still. */
  first: boolean
  onChosen: (file: File) => void
}

function ChooseFile({ busy, again, first, onChosen }: ChooseFileProps) {
  const words = useWords()
  const input = useRef<HTMLInputElement>(null)
  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [file] = currentTarget.files ?? []
    // The same file, mended and saved, is chosen again.
    currentTarget.value = ''
    if (file) onChosen(file)
  }
  return (
    <Acts>
      <input
        ref={input}
        className={classes.file}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        tabIndex={-1}
        aria-label={words('invite.table.choose')}
        onChange={onChange}
      />
      <Button
        variant={first ? 'primary' : 'line'}
        busy={busy && words('invite.table.looking')}
        onClick={() => input.current?.click()}
      >
        {words(again ? 'invite.table.another' : 'invite.table.choose')}
      </Button>
    </Acts>
  )
}

/** The bytes as they are: the server finds out how they were written. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
