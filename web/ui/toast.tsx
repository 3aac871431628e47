/** Confirms a finished act, with the way back where there is one. Never for errors. */
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react'
import classes from './toast.module.css'

interface Toast {
  text: string
  undo?: { label: string; act: () => void }
}

const ToastContext = createContext<((toast: Toast) => void) | undefined>(undefined)

/** Shows a sentence for 6 seconds, 12 with an undo; it waits while it has the focus or the pointer. */
export function useToast(): (toast: Toast) => void {
  const show = use(ToastContext)
  if (!show) throw new Error('useToast outside of ToastProvider')
  return show
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast | undefined>(undefined)
  const [held, setHeld] = useState(false)
  const show = useCallback((next: Toast) => {
    setToast(next)
    setHeld(false)
  }, [])

  useEffect(() => {
    if (!toast || held) return undefined
    const timer = setTimeout(() => setToast(undefined), toast.undo ? 12_000 : 6_000)
    return () => clearTimeout(timer)
  }, [toast, held])

  return (
    <ToastContext value={show}>
      {children}
      <output className={classes.place}>
        {toast && (
          <span
            className={classes.toast}
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
          >
            <IconCheck size={20} stroke={1.75} aria-hidden="true" />
            <span className={classes.text}>{toast.text}</span>
            {toast.undo && (
              <button
                type="button"
                className={classes.undo}
                onClick={() => {
                  toast.undo?.act()
                  setToast(undefined)
                }}
              >
                {toast.undo.label}
              </button>
            )}
          </span>
        )}
      </output>
    </ToastContext>
  )
}
