/** People as a ledger; one row is open at a time, on phones each becomes a few lines. */
import { useWords } from '../../../web/lib/words.tsx'
import type { Person, ProtectedSearch } from './protected.ts'
import { ProtectedRow } from './protected-row.tsx'
import classes from './protected.module.css'

const COLUMNS = ['person', 'has', 'last', 'dates'] as const

export function ProtectedTable({ people, search }: { people: readonly Person[]; search: ProtectedSearch }) {
  const words = useWords()
  return (
    <table className={classes.people} aria-label={words('protected.table')}>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {words(`protected.head.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <ProtectedRow key={person.id} person={person} search={search} />
        ))}
      </tbody>
    </table>
  )
}
