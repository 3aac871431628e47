/** Who may unlock one shared computer now, and taking one of them, or all, off its shift. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { leave } from '../../../web/lib/leave.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useMember } from '../../../web/lib/session.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { endShiftOfPerson, endWholeShift, listShift } from '../lock-contract.ts'
import type { Computer } from './computer-row.tsx'

type OfShift = Answer<typeof listShift>['people'][number]

interface ShiftDialogProps {
  computer: Computer
  onLeave: () => void
  /** Somebody was taken off. */
  onEnded: () => Promise<unknown>
}

export function ShiftDialog({ computer, onLeave, onEnded }: ShiftDialogProps) {
  const words = useWords()
  const { id: computerId, name } = computer
  const { data, error } = useQuery(reading(listShift, { params: { computerId } }))
  const [ending, setEnding] = useState<OfShift | 'all'>()
  if (ending)
    return (
      <EndDialog
        computer={computer}
        ending={ending}
        // Nobody is left to show.
        onEnded={() => (ending === 'all' || data?.people.length === 1 ? onLeave() : setEnding(undefined))}
        onLeave={() => setEnding(undefined)}
        reread={onEnded}
      />
    )
  const people = data?.people ?? []
  return (
    <Dialog title={words('shared.shift.title', { name })} onLeave={onLeave}>
      <p>{words('shared.shift.lead')}</p>
      {error instanceof ApiProblem && <Banner tone="bad">{problemText(words, error)}</Banner>}
      {data && people.length === 0 && <p>{words('shared.list.roster_nobody')}</p>}
      {people.length > 0 && (
        <Ledger label={words('lock.names')}>
          {people.map((one) => (
            <ShiftRow key={one.personId} one={one} onEnd={() => setEnding(one)} />
          ))}
        </Ledger>
      )}
      <DialogActions>
        {people.length > 1 && (
          <Button variant="danger" onClick={() => setEnding('all')}>
            {words('shared.shift.end_all')}
          </Button>
        )}
        <Button onClick={onLeave}>{words('shared.shift.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}

function ShiftRow({ one, onEnd }: { one: OfShift; onEnd: () => void }) {
  const words = useWords()
  const time = (at: string) => words.time(new Date(at))
  return (
    <LedgerRow
      acts={
        <RowAct label={words('shared.shift.end_named', { name: one.name })} onClick={onEnd}>
          {words('shared.shift.end')}
        </RowAct>
      }
    >
      <Named name={one.name} tags={[one.open && words('shared.shift.open')]}>
        {!one.open && <span>{words('shared.shift.active', { time: time(one.lastActiveAt) })}</span>}
        <span>{words('shared.shift.until', { since: time(one.since), until: time(one.endsAt) })}</span>
      </Named>
    </LedgerRow>
  )
}

interface EndDialogProps {
  computer: Computer
  ending: OfShift | 'all'
  onEnded: () => void
  onLeave: () => void
  reread: () => Promise<unknown>
}

function EndDialog({ computer, ending, onEnded, onLeave, reread }: EndDialogProps) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const { person: me } = useMember()
  const { id: computerId, name } = computer
  const mine = computer.here && (ending === 'all' || ending.personId === me.id)
  const who = ending === 'all' ? undefined : ending.name
  const act = useAct(async () => {
    const n =
      ending === 'all'
        ? (await call(endWholeShift, { params: { computerId } })).ended
        : (await call(endShiftOfPerson, { params: { computerId, personId: ending.personId } }), 1)
    if (mine) return leave('shift_ended')
    toast({
      text:
        who === undefined
          ? words('shared.shift.ended_all', { n, name })
          : words('shared.shift.ended', { who, name }),
    })
    await Promise.all([queries.invalidateQueries({ queryKey: keyOf(listShift) }), reread()])
    return onEnded()
  })
  return (
    <AskDialog
      title={
        who === undefined
          ? words('shared.shift.end_all.title', { name })
          : words('shared.shift.end.title', { who, name })
      }
      act={words(who === undefined ? 'shared.shift.end_all' : 'shared.shift.end.act')}
      acting={words('shared.shift.ending')}
      doing={act}
      onLeave={onLeave}
    >
      <p>
        {who === undefined
          ? words('shared.shift.end_all.consequence')
          : words('shared.shift.end.consequence', { who })}
        {mine && ` ${words('shared.shift.end.mine')}`}
      </p>
    </AskDialog>
  )
}
