/** One step across all systems by name: Enamel measured, the others stated by somebody, or not known. */
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Ledger, LedgerRow, Named } from '../../../web/ui/ledger.tsx'
import { StateMark } from '../../../web/ui/state-mark.tsx'
import type { Line } from './checklist.ts'

export function ElsewhereList({ line: { how, points, of, stated, elsewhere } }: { line: Line }) {
  const words = useWords()
  const days = useDays()
  return (
    <Ledger label={words('step.elsewhere')}>
      <LedgerRow>
        <Named name={words('step.elsewhere.enamel')}>
          <StateMark how={how === 'measured' ? 'measured' : 'unknown'}>
            {how === 'measured'
              ? words('step.elsewhere.measured', { points: points - (stated?.points ?? 0), of })
              : words('step.elsewhere.not_measured')}
          </StateMark>
        </Named>
      </LedgerRow>
      {elsewhere.map(({ name, said }) => (
        <LedgerRow key={name}>
          <Named name={name}>
            <StateMark how={said ? 'stated' : 'unknown'}>
              {said
                ? words('step.elsewhere.said', {
                    kept: said.kept,
                    by: said.by,
                    date: days.day(new Date(said.at)),
                  })
                : words('step.elsewhere.unknown')}
            </StateMark>
            {said && words.has(said.key) && <span>{words(said.key, said.values)}</span>}
          </Named>
        </LedgerRow>
      ))}
    </Ledger>
  )
}
