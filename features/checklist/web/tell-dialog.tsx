/** A message to hand on to those who have no second step yet. */
import { useId, useState } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import { TextAreaField } from '../../../web/ui/fields.tsx'

interface TellDialogProps {
  names: string
  onLeave: () => void
}

export function TellDialog({ names, onLeave }: TellDialogProps) {
  const words = useWords()
  const id = useId()
  const [text, setText] = useState(() => words('checklist.tell.text', { address: window.location.origin }))
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <Dialog title={words('checklist.tell.title')} onLeave={onLeave}>
      <p>{words('checklist.tell.sentence', { names })}</p>
      <TextAreaField
        id={id}
        name="message"
        label={words('checklist.tell.label')}
        help={copied && words('checklist.tell.copied')}
        rows={6}
        value={text}
        error={undefined}
        onBlur={() => undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <DialogActions>
        <Button variant="bare" onClick={onLeave}>
          {words('checklist.tell.close')}
        </Button>
        {'clipboard' in navigator && (
          <Button onClick={() => void copy()}>{words('checklist.tell.copy')}</Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
