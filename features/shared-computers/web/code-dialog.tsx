/** Shows a code once: where to type it, and until when. */
import type { ReactNode } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import classes from './shared.module.css'

/** Typed as it stands. */
const typed = (parts: ReactNode[]) => <code key="typed">{parts}</code>

interface CodeDialogProps {
  name: string
  code: string
  endsAt: string
  onLeave: () => void
}

export function CodeDialog({ name, code, endsAt, onLeave }: CodeDialogProps) {
  const words = useWords()
  const address = `${window.location.origin}/shared-computer`
  return (
    <Dialog title={words('shared.code.title', { name })} onLeave={onLeave}>
      <p className={classes.where}>{words.rich('shared.code.where', { address, b: typed })}</p>
      <p className={classes.code}>
        <code>{code}</code>
      </p>
      <p>{words('shared.code.until', { time: words.time(new Date(endsAt)) })}</p>
      <DialogActions>
        <Button onClick={onLeave}>{words('shared.code.done')}</Button>
      </DialogActions>
    </Dialog>
  )
}
