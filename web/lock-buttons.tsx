/** On a shared computer: its name, and how to leave it to somebody else without signing out. */
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { lockComputer } from '../features/shared-computers/lock-contract.ts'
import { useAct } from './lib/act.ts'
import { call } from './lib/api.ts'
import { saveDrafts } from './lib/draft.ts'
import { useSession } from './lib/session.ts'
import { leaveAllTabs } from './lib/watch.ts'
import { problemText, useWords } from './lib/words.tsx'
import { Button } from './ui/button.tsx'
import classes from './lock-buttons.module.css'

/** Nothing elsewhere than on a shared computer. */
export function LockButtons() {
  const words = useWords()
  const { device } = useSession()
  const locking = useAct(async (names: boolean) => {
    // What is typed in this tab is kept before the token dies.
    await saveDrafts()
    const { locked } = await call(lockComputer, {})
    leaveAllTabs(locked ? 'locked' : 'signed_out', { names })
  })
  if (device?.class !== 'shared' || device.name === null) return null
  return (
    <div className={classes.shared}>
      <p className={classes.name}>{device.name}</p>
      {locking.problem && <p className={classes.problem}>{problemText(words, locking.problem)}</p>}
      <div className={classes.acts}>
        <Button
          variant="line"
          size="sm"
          full
          icon={<IconUsers size={16} stroke={2} aria-hidden="true" />}
          onClick={() => locking.run(true)}
          busy={locking.busy && words('lock.locking')}
        >
          {words('lock.switch')}
        </Button>
        <Button
          variant="line"
          size="sm"
          full
          icon={<IconLock size={16} stroke={2} aria-hidden="true" />}
          onClick={() => locking.run(false)}
          busy={locking.busy && words('lock.locking')}
        >
          {words('lock.act')}
        </Button>
      </div>
    </div>
  )
}
