/** People as a ledger; one row is open at a time, on phones each becomes a few lines. */
import { useWords } from '../../../web/lib/words.tsx'
import { DataTable } from '../../../web/ui/data-table.tsx'
import type { Person, ProtectedSearch } from './protected.ts'
import { ProtectedRow } from './protected-row.tsx'

const COLUMNS = ['person', 'has', 'last', 'dates'] as const

export function ProtectedTable({ people, search }: { people: readonly Person[]; search: ProtectedSearch }) {
  const words = useWords()
  return (
    <DataTable
      label={words('protected.table')}
      heads={COLUMNS.map((column) => words(`protected.head.${column}`))}
    >
      <tbody>
        {people.map((person) => (
          <ProtectedRow key={person.id} person={person} columns={COLUMNS.length} search={search} />
        ))}
      </tbody>
    </DataTable>
  )
}
