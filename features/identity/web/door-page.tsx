/** A page in front of the door: the clinic's plate on the wall, and what is asked of whoever stands there. */
import type { ReactNode } from 'react'
import { useWords } from '../../../web/lib/words.tsx'
import { DoorPlate } from '../../../web/ui/door-plate.tsx'
import classes from './door-page.module.css'

interface DoorPageProps {
  /** The name on the plate; null where no clinic, or more than one, lives here. */
  clinic: string | null
  children: ReactNode
}

export function DoorPage({ clinic, children }: DoorPageProps) {
  const words = useWords()
  return (
    <div className={classes.page}>
      <main className={classes.asked}>
        <div className={classes.column}>{children}</div>
      </main>
      <aside className={classes.wall}>
        <div className={classes.hung}>
          <DoorPlate
            name={clinic ?? words('shell.enamel')}
            line={words(clinic ? 'identity.door.signs_in' : 'identity.door.product')}
          />
        </div>
      </aside>
    </div>
  )
}
