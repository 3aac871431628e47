import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { endGrace, giveGrace } from '../protected-contract.ts'
import type { ActDialogProps } from './protected-acts.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

export function GraceDialog({ person, onLeave, onDone }: ActDialogProps) {
  const words = useWords()
  const toast = useToast()
  const { name } = person
  const send = async (reason: string) => {
    const params = { personId: person.id }
    const { endsAt } = await call(
      giveGrace,
      { params, body: { reason } },
      { purpose: 'protected.grace.purpose' },
    )
    await onDone()
    onLeave()
    toast({ text: words('protected.grace.done', { name, until: words.moment(new Date(endsAt)) }) })
  }
  return (
    <ReasonDialog
      title={words('protected.grace.title', { name })}
      consequences={[
        words('protected.grace.until', { name }),
        words('protected.grace.once'),
        words('protected.reset.told', { name }),
      ]}
      act={words('protected.grace.act')}
      acting={words('protected.grace.acting')}
      send={send}
      onLeave={onLeave}
    />
  )
}

export function EndGraceDialog({ person, onLeave, onDone }: ActDialogProps) {
  const words = useWords()
  const toast = useToast()
  const { name } = person
  const end = useAct(async () => {
    await call(endGrace, { params: { personId: person.id } })
    await onDone()
    onLeave()
    toast({ text: words('protected.grace.end.done', { name }) })
  })
  return (
    <AskDialog
      title={words('protected.grace.end.title', { name })}
      act={words('protected.grace.end.act')}
      acting={words('protected.grace.end.acting')}
      doing={end}
      onLeave={onLeave}
    >
      <p>{words('protected.grace.end.what', { name })}</p>
    </AskDialog>
  )
}
