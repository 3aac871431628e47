/**
 * A dialog: the title is the question, the body the consequence, buttons at the end, Escape leaves. The browser's
 * own modal dialog, so focus stays inside and the page behind is out of reach. A bottom sheet on phones.
 */
import { type ReactNode, useEffect, useId, useRef } from 'react'
import classes from './dialog.module.css'

interface DialogProps {
  title: string
  children: ReactNode
  /** Asked to leave by Escape. */
  onLeave: () => void
}

/** Open as long as it is drawn; its first field or button has the focus, and what had it before gets it back. */
export function Dialog({ title, children, onLeave }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const leave = useRef(onLeave)
  const titleId = useId()
  useEffect(() => {
    leave.current = onLeave
  }, [onLeave])
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    const onCancel = (event: Event) => {
      event.preventDefault()
      leave.current()
    }
    element?.addEventListener('cancel', onCancel)
    if (element && !element.open) element.showModal()
    return () => {
      element?.removeEventListener('cancel', onCancel)
      element?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId}>
      <div className={classes.body}>
        <h2 id={titleId}>{title}</h2>
        {children}
      </div>
    </dialog>
  )
}

/** The row of buttons of a dialog; the main one comes last and stands nearest the thumb on phones. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>
}
