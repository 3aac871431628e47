/** What can be done for one person, each act with when it is the right one; and why others are not offered. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { WordKey } from '../../catalogue.ts'
import { useDays } from '../../../web/lib/day.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { listProtected } from '../protected-contract.ts'
import { CodeDialog } from './protected-code.tsx'
import { EndGraceDialog, GraceDialog } from './protected-grace.tsx'
import { LeaveDialog } from './protected-leave.tsx'
import { LinkDialog } from './protected-link.tsx'
import { ResetDialog } from './protected-reset.tsx'
import type { Person } from './protected.ts'
import classes from './protected.module.css'

const DIALOGS = {
  reset: ResetDialog,
  code: CodeDialog,
  grace: GraceDialog,
  end: EndGraceDialog,
  leave: LeaveDialog,
  link: LinkDialog,
}
type Doing = keyof typeof DIALOGS

export interface ActDialogProps {
  person: Person
  onLeave: () => void
  /** Something changed: the list is asked for anew. */
  onDone: () => Promise<unknown>
}

export function ProtectedActs({ person }: { person: Person }) {
  const words = useWords()
  const queries = useQueryClient()
  const [doing, setDoing] = useState<Doing>()
  const { may, grace } = person
  const onDone = () => queries.invalidateQueries({ queryKey: keyOf(listProtected) })
  const Opened = doing && DIALOGS[doing]
  const nothing = may.reset === 'self' ? 'self' : may.reset === 'rank' ? 'rank' : undefined
  return (
    <div className={classes.acts}>
      {nothing && <p className={classes.note}>{words(`protected.act.none.${nothing}`)}</p>}
      {person.elsewhere && !nothing && <p className={classes.note}>{words('protected.elsewhere')}</p>}
      {grace && (
        <p className={classes.note}>
          {words('protected.grace.explain', { by: grace.by, reason: grace.reason })}
        </p>
      )}
      {!nothing && (
        <>
          <Act name="protected.reset" open={() => setDoing('reset')} why={resetWhy(person)} />
          <Act
            name="protected.code"
            open={() => setDoing('code')}
            why={may.beside === 'not_needed' ? 'protected.code.not_needed' : undefined}
          />
          {grace ? (
            <Act name="protected.grace.end" open={() => setDoing('end')} />
          ) : (
            <GraceAct person={person} open={() => setDoing('grace')} />
          )}
          <Act
            name="protected.link"
            open={() => setDoing('link')}
            why={may.link === 'elsewhere' ? 'protected.link.elsewhere' : undefined}
          />
        </>
      )}
      {may.leave === 'yes' && (
        <Act
          name={person.awayUntil ? 'protected.leave.change' : 'protected.leave'}
          when="protected.leave.when"
          open={() => setDoing('leave')}
        />
      )}
      {Opened && <Opened person={person} onLeave={() => setDoing(undefined)} onDone={onDone} />}
    </div>
  )
}

const resetWhy = ({ may }: Person): WordKey | undefined =>
  may.reset === 'nothing' || may.reset === 'last_owner' ? `protected.reset.${may.reset}` : undefined

function GraceAct({ person, open }: { person: Person; open: () => void }) {
  const words = useWords()
  const days = useDays()
  const { may, graceFrom } = person
  if (may.grace === 'not_needed')
    return <Act name="protected.grace.give" open={open} why="protected.grace.not_needed" />
  if (may.grace === 'again' && graceFrom)
    return (
      <p className={classes.act}>
        <span className={classes.name}>{words('protected.grace.give')}</span>
        <span className={classes.when}>
          {words('protected.grace.again', { date: days.day(new Date(graceFrom)) })}
        </span>
      </p>
    )
  return <Act name="protected.grace.give" when="protected.grace.when" open={open} />
}

type Named =
  | 'protected.reset'
  | 'protected.code'
  | 'protected.grace.give'
  | 'protected.grace.end'
  | 'protected.link'
  | 'protected.leave'
  | 'protected.leave.change'

interface ActProps {
  name: Named
  /** When it is the right one; D the key with `.when`, where there is one. */
  when?: WordKey
  /** Why it cannot be done now: it stands in the button's place. */
  why?: WordKey | undefined
  open: () => void
}

function Act({ name, when, why, open }: ActProps) {
  const words = useWords()
  const key = when ?? `${name}.when`
  return (
    <div className={classes.act}>
      {why ? (
        <span className={classes.name}>{words(name)}</span>
      ) : (
        <Button variant="line" size="sm" onClick={open}>
          {words(name)}
        </Button>
      )}
      <span className={classes.when}>{why ? words(why) : words.has(key) ? words(key) : ''}</span>
    </div>
  )
}
