import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Caution, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import type { listSharedComputers } from '../contract.ts'
import { browserName } from '../../sessions/web/browser-name.ts'

export type Computer = Answer<typeof listSharedComputers>['computers'][number]
export type What = 'again' | 'shift' | 'change' | 'take'

/** A shared computer: where it stands, who is in its shift, and whether it may have forgotten who it is. */
export function ComputerRow({ computer, onDo }: { computer: Computer; onDo: (what: What) => void }) {
  const words = useWords()
  const { name, place, roster, lookalikeSince } = computer
  const moment = (at: string) => words.moment(new Date(at))
  const forgot = computer.silent || lookalikeSince !== null
  return (
    <LedgerRow
      acts={
        <>
          {forgot && (
            <RowAct label={words('shared.list.again_named', { name })} onClick={() => onDo('again')}>
              {words('shared.list.again')}
            </RowAct>
          )}
          {roster.length > 0 && (
            <RowAct label={words('shared.list.shift_named', { name })} onClick={() => onDo('shift')}>
              {words('shared.list.shift')}
            </RowAct>
          )}
          <RowAct label={words('shared.list.change_named', { name })} onClick={() => onDo('change')}>
            {words('shared.list.change')}
          </RowAct>
          <RowAct look="bare" label={words('shared.list.take_named', { name })} onClick={() => onDo('take')}>
            {words('shared.list.take')}
          </RowAct>
        </>
      }
    >
      <Named name={name} tags={[computer.here && words('shared.list.here')]}>
        <span>{words('shared.list.place', { place, browser: browserName(words, computer) })}</span>
        <span>
          {roster.length > 0
            ? words('shared.list.roster', { names: words.list(roster) })
            : words('shared.list.roster_nobody')}
        </span>
        <span>
          {computer.lastUsedAt
            ? words('shared.list.used', { when: moment(computer.lastUsedAt) })
            : words('shared.list.never_used')}
        </span>
        <span>
          {words('shared.list.since', { when: moment(computer.markedAt), name: computer.markedBy })}
        </span>
      </Named>
      {forgot && (
        <Caution>
          {lookalikeSince
            ? words('shared.list.lookalike', { when: moment(lookalikeSince) })
            : words('shared.list.silent')}
        </Caution>
      )}
    </LedgerRow>
  )
}
