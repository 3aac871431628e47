/** What is done with one shared computer: its shift ended, another name, its mark taken away, a code to mark it again. */
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { leave } from '../../../web/lib/leave.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { changeSharedComputer, makeSharedCode, takeMark } from '../contract.ts'
import type { Computer, What } from './computer-row.tsx'
import { PlateDialog } from './plate-dialog.tsx'
import { ShiftDialog } from './shift-dialog.tsx'

export interface Doing {
  what: What
  computer: Computer
}

interface ComputerDialogsProps {
  doing: Doing
  onLeave: () => void
  onCode: (made: { code: string; endsAt: string }) => void
  onDone: () => Promise<unknown>
}

export function ComputerDialogs({ doing, onLeave, onCode, onDone }: ComputerDialogsProps) {
  const words = useWords()
  const toast = useToast()
  const { what, computer } = doing
  const { id, name, place, revision } = computer
  const done = async (text: string) => {
    toast({ text })
    onLeave()
    await onDone()
  }
  const take = useAct(async () => {
    const { ended } = await call(takeMark, { params: { computerId: id } }, { purpose: 'shared.purpose.take' })
    if (computer.here) return leave('mark_taken')
    return done(words('shared.take.done', { name, n: ended }))
  })
  if (what === 'shift') return <ShiftDialog computer={computer} onLeave={onLeave} onEnded={onDone} />
  if (what === 'take')
    return (
      <AskDialog
        title={words('shared.take.title', { name })}
        act={words('shared.take.act')}
        acting={words('shared.take.acting')}
        doing={take}
        onLeave={onLeave}
      >
        <p>{words('shared.take.consequence')}</p>
      </AskDialog>
    )
  const again = what === 'again'
  return (
    <PlateDialog
      title={again ? words('shared.code.again', { name }) : words('shared.form.change.title', { name })}
      initial={{ name, place }}
      act={again ? words('shared.form.next') : words('shared.form.save')}
      acting={again ? words('shared.form.making') : words('shared.form.saving')}
      onLeave={onLeave}
      send={async (plate) => {
        if (again) {
          const body = { ...plate, computerId: id }
          const made = await call(makeSharedCode, { body }, { purpose: 'shared.purpose.code' })
          onLeave()
          return onCode(made)
        }
        await call(changeSharedComputer, { params: { computerId: id }, body: { ...plate, revision } })
        return done(words('shared.form.saved', { name: plate.name }))
      }}
    >
      {again && <p>{words('shared.code.again.consequence')}</p>}
    </PlateDialog>
  )
}
