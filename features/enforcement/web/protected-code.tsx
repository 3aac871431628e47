/** A code for somebody who sits beside this screen: asked for, then shown once, large, with the time that is left. */
import { useEffect, useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { AskDialog } from '../../../web/ui/ask-dialog.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { makeBesideCode } from '../protected-contract.ts'
import type { ActDialogProps } from './protected-acts.tsx'
import classes from './protected.module.css'

type Made = Answer<typeof makeBesideCode>

export function CodeDialog({ person, onLeave }: ActDialogProps) {
  const words = useWords()
  const [made, setMade] = useState<Made>()
  const { name } = person
  const make = useAct(async () => {
    const params = { personId: person.id }
    setMade(await call(makeBesideCode, { params }, { purpose: 'protected.code.purpose' }))
  })
  if (made) return <Shown name={name} made={made} onLeave={onLeave} />
  return (
    <AskDialog
      title={words('protected.code.title', { name })}
      act={words('protected.code.act')}
      acting={words('protected.code.acting')}
      doing={make}
      danger={false}
      onLeave={onLeave}
    >
      <ul>
        <li>{words('protected.code.beside', { name })}</li>
        <li>{words('protected.code.works')}</li>
        <li>{words('protected.code.told', { name })}</li>
      </ul>
    </AskDialog>
  )
}

function Shown({ name, made, onLeave }: { name: string; made: Made; onLeave: () => void }) {
  const words = useWords()
  const endsAt = new Date(made.endsAt)
  const left = useMinutesUntil(endsAt)
  return (
    <Dialog title={words('protected.code.shown', { name })} onLeave={onLeave}>
      {left > 0 ? (
        <>
          <p className={classes.code}>{made.shown}</p>
          <p role="status">{words('protected.code.left', { n: left, time: words.time(endsAt) })}</p>
          <p className={classes.when}>{words('protected.code.how', { name })}</p>
        </>
      ) : (
        <p role="status">{words('protected.code.over')}</p>
      )}
      <DialogActions>
        <Button onClick={onLeave}>{words('protected.code.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}

/** By the server's clock, looked at twice a minute and when this tab is turned to. */
function useMinutesUntil(end: Date): number {
  const until = () => Math.max(0, Math.ceil((end.getTime() - serverNow()) / 60_000))
  const [left, setLeft] = useState(until)
  useEffect(() => {
    const look = () => setLeft(until())
    const timer = setInterval(look, 30_000)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  })
  return left
}
