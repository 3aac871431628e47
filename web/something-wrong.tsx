/** "Something looks wrong": the one button on every signed-in screen, and what it opens. */
import IconMessageReport from '@tabler/icons-react/dist/esm/icons/IconMessageReport.mjs'
import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react'
import { withWords } from './lib/all-words.ts'
import { usePreload } from './lib/preload.ts'
import { useReports } from './lib/reports.ts'
import { useWords } from './lib/words.tsx'
import { useToast } from './ui/toast.tsx'
import classes from './something-wrong.module.css'

const load = withWords(() => import('./something-wrong-dialog.tsx'))
const SomethingWrongDialog = lazy(async () => ({ default: (await load()).SomethingWrongDialog }))

const Opening = createContext<() => void>(() => undefined)

/** Around all that stands on the page: what is not sent yet outlives its dialog. */
export function SomethingWrong({ children }: { children: ReactNode }) {
  const words = useWords()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const reports = useReports(() => toast({ text: words('concerns.report.went') }))
  // Here before the server may be away.
  usePreload(load)
  const opening = useMemo(() => () => setOpen(true), [])
  return (
    <Opening value={opening}>
      {children}
      <Suspense>{open && <SomethingWrongDialog reports={reports} onLeave={() => setOpen(false)} />}</Suspense>
    </Opening>
  )
}

/** rail: its whole name. top: shorter, where a phone has no room. */
export function SomethingWrongButton({ place }: { place: 'rail' | 'top' }) {
  const words = useWords()
  const open = useContext(Opening)
  return (
    <button
      type="button"
      className={classes.button}
      data-place={place}
      aria-label={words('shell.something_wrong')}
      onClick={open}
    >
      <IconMessageReport size={20} stroke={1.75} aria-hidden="true" />
      <span>{words(place === 'rail' ? 'shell.something_wrong' : 'shell.something_wrong.short')}</span>
    </button>
  )
}
