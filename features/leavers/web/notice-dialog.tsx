/** A draft to other clinics that this person worked at for us: to be copied, changed, and sent within 24 hours. */
import { useWords } from '../../../web/lib/words.tsx'
import { useMember } from '../../../web/lib/session.ts'
import { Button } from '../../../web/ui/button.tsx'
import { CopyButton } from '../../../web/ui/copy-button.tsx'
import { Dialog, DialogActions } from '../../../web/ui/dialog.tsx'
import classes from './leavers.module.css'
import type { Run } from './run.ts'

export function NoticeDialog({ run, onLeave }: { run: Run; onLeave: () => void }) {
  const words = useWords()
  const { clinic, person } = useMember()
  const text = words('leavers.notice.text', {
    name: run.name,
    role: words(`role.${run.role}`),
    clinic: clinic.name,
    ended: words.exact(new Date(run.plannedFor)),
    by: person.name,
  })
  return (
    <Dialog title={words('leavers.notice.title')} onLeave={onLeave}>
      <p>
        {words('leavers.notice.what', {
          until: words.moment(new Date(Date.parse(run.plannedFor) + 24 * 3_600_000)),
        })}
      </p>
      <p className={classes.notice}>{text}</p>
      <DialogActions>
        <CopyButton text={text}>{words('leavers.notice.copy')}</CopyButton>
        <Button variant="bare" onClick={onLeave}>
          {words('leavers.notice.close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
