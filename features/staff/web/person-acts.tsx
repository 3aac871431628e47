/** On a person's page: what can be done to them, each act with when it is the right one; and why others are not offered. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { WordKey } from '../../catalogue.ts'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { noonOf } from '../../../pure/days/days.ts'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getActs } from '../acts-contract.ts'
import { withdrawOwnership } from '../handover-contract.ts'
import { DeleteDialog, DisableDialog, EnableDialog } from './person-access-dialogs.tsx'
import { EndDateDialog } from './person-end-dialog.tsx'
import { OfferDialog } from './person-offer-dialog.tsx'
import { RoleDialog } from './person-role-dialog.tsx'
import classes from './person-acts.module.css'

export type Standing = Answer<typeof getActs>

export interface ActDialogProps {
  personId: string
  person: Standing
  onLeave: () => void
  /** It is done: said, and everything about people is asked for anew. gone: there is no page of theirs any more. */
  onDone: (said: string, gone?: 'gone') => Promise<unknown>
}

const DIALOGS = {
  role: RoleDialog,
  end: EndDateDialog,
  offer: OfferDialog,
  disable: DisableDialog,
  enable: EnableDialog,
  delete: DeleteDialog,
}
type Doing = keyof typeof DIALOGS

export function PersonActs({ personId }: { personId: string }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { data: person } = useQuery(reading(getActs, { params: { personId } }))
  const [doing, setDoing] = useState<Doing>()
  if (!person) return null
  const { name, not, state } = person
  const Opened = doing && DIALOGS[doing]
  const onDone = async (said: string, gone?: 'gone') => {
    if (gone) await navigate({ to: '/settings/staff/people', search: { tab: 'disabled' } })
    await queries.invalidateQueries({
      predicate: ({ queryKey: [url] }) => typeof url === 'string' && url.startsWith('/api/staff/'),
    })
    setDoing(undefined)
    toast({ text: said })
  }
  return (
    <section className={classes.section} aria-labelledby="person-acts">
      <h2 id="person-acts">{words('staff.acts.title')}</h2>
      {not ? (
        <p className={classes.note}>{words(`staff.acts.none.${not}`, { name })}</p>
      ) : state === 'active' ? (
        <OfActive person={person} open={setDoing} onDone={onDone} />
      ) : (
        <OfEnded person={person} open={setDoing} />
      )}
      {Opened && (
        <Opened personId={personId} person={person} onLeave={() => setDoing(undefined)} onDone={onDone} />
      )}
    </section>
  )
}

interface ActsProps {
  person: Standing
  open: (doing: Doing) => void
}

function OfActive({ person, open, onDone }: ActsProps & Pick<ActDialogProps, 'onDone'>) {
  const words = useWords()
  const days = useDays()
  const { name, role, roles, lastOwner, endsOn, offered, mayOffer } = person
  const stays = lastOwner ? words('staff.acts.last_owner', { name }) : undefined
  return (
    <div>
      <Act
        name="staff.acts.role"
        when={stays ?? words('staff.acts.role.when')}
        open={stays === undefined && roles.length > 0 ? () => open('role') : undefined}
      />
      <Act
        name={endsOn ? 'staff.acts.end.change' : 'staff.acts.end'}
        when={
          role === 'OWNER'
            ? words('staff.acts.end.owner')
            : endsOn
              ? words('staff.acts.end.when_set', { date: days.day(noonOf(endsOn)) })
              : words('staff.acts.end.when')
        }
        open={role === 'OWNER' ? undefined : () => open('end')}
      />
      {offered && <Offered person={person} endsAt={offered.endsAt} onDone={onDone} />}
      {mayOffer && !endsOn && (
        <Act
          name="staff.acts.offer"
          when={words('staff.acts.offer.when', { name })}
          open={() => open('offer')}
        />
      )}
      <Act
        name="staff.acts.disable"
        when={stays ?? words('staff.acts.disable.when')}
        open={stays === undefined ? () => open('disable') : undefined}
        danger
      />
    </div>
  )
}

function OfEnded({ person, open }: ActsProps) {
  const words = useWords()
  const { name, state } = person
  return (
    <div>
      {state === 'left' ? (
        <p className={classes.note}>{words('staff.acts.left', { name })}</p>
      ) : (
        <Act name="staff.acts.enable" when={words('staff.acts.enable.when')} open={() => open('enable')} />
      )}
      <Act
        name="staff.acts.delete"
        when={words('staff.acts.delete.when')}
        open={() => open('delete')}
        danger
      />
    </div>
  )
}

/** The ownership as one offered it to them, and the way back. */
function Offered({
  person: { name },
  endsAt,
  onDone,
}: { person: Standing; endsAt: string } & Pick<ActDialogProps, 'onDone'>) {
  const words = useWords()
  const back = useAct(async () => {
    await call(withdrawOwnership, {})
    await onDone(words('staff.acts.offer.withdrawn'))
  })
  return (
    <>
      <div className={classes.act}>
        <Button
          variant="line"
          size="sm"
          busy={back.busy && words('staff.acts.offer.withdrawing')}
          onClick={back.run}
        >
          {words('staff.acts.offer.withdraw')}
        </Button>
        <span className={classes.when}>
          {words('staff.acts.offered', { name, until: words.moment(new Date(endsAt)) })}
        </span>
      </div>
      <FormSummary problem={back.problem} />
    </>
  )
}

interface ActProps {
  name: WordKey
  when: ReactNode
  /** Undefined: it cannot be done now, and `when` says why. */
  open: (() => void) | undefined
  danger?: boolean
}

function Act({ name, when, open, danger = false }: ActProps) {
  const words = useWords()
  return (
    <div className={classes.act}>
      {open ? (
        <Button variant={danger ? 'danger' : 'line'} size="sm" onClick={open}>
          {words(name)}
        </Button>
      ) : (
        <span className={classes.name}>{words(name)}</span>
      )}
      <span className={classes.when}>{when}</span>
    </div>
  )
}
