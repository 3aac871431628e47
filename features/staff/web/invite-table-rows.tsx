/** The people of a table, each with what speaks against them. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Caution, Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import type { lookAtTable } from '../invitations-contract.ts'

type Row = Answer<typeof lookAtTable>['rows'][number]

/** Those to mend come first, in the table's order. */
export function InviteTableRows({ rows }: { rows: readonly Row[] }) {
  const words = useWords()
  const inOrder = rows.toSorted((a, b) => Number(a.faults.length === 0) - Number(b.faults.length === 0))
  return (
    <Ledger label={words('invite.table.label')}>
      {inOrder.map((row) => (
        <LedgerRow key={row.line}>
          <Named name={row.name || row.address || words('invite.table.line', { n: row.line })}>
            <span>{words('invite.table.line', { n: row.line })}</span>
            {row.address !== '' && <span>{row.address}</span>}
            {row.role !== '' && <span>{row.role}</span>}
            {row.faults.length === 0 && !row.shared && <span>{words('invite.table.row.ok')}</span>}
          </Named>
          {row.faults.map((fault) => (
            <Caution key={fault}>{words(`invite.table.row.${fault}`)}</Caution>
          ))}
          {row.faults.length === 0 && row.shared && <Caution>{words('invite.table.shared')}</Caution>}
        </LedgerRow>
      ))}
    </Ledger>
  )
}
