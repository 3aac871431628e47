/** Joining by an invitation: whom it is for, which of two they are, and then one form. */
import { type ReactNode, useState } from 'react'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { call } from '../../../web/lib/api.ts'
import { useSession } from '../../../web/lib/session.ts'
import { problemText, useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { DoorPage } from '../../identity/web/door-page.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import { useOneTimeLink } from '../../recovery/web/one-time-link.ts'
import { openInvitation } from '../join-contract.ts'
import type { Invited } from './join-frame.tsx'
import { JoinKnown } from './join-known.tsx'
import { JoinNew } from './join-new.tsx'
import classes from './join.module.css'

const open = (token: string) => call(openInvitation, { body: { token } })
const bold = (parts: ReactNode[]) => <b key="b">{parts}</b>

export function JoinPage() {
  const { clinic } = useSession()
  const { link, onOver } = useOneTimeLink(open)
  const [which, setWhich] = useState<'new' | 'known'>()
  const orGone = (error: unknown): never => {
    if (error instanceof ApiProblem && error.status === 410) onOver(error.code)
    throw error
  }
  const body = () => {
    if (link.state === 'opening') return <SkeletonRows rows={4} />
    if (link.state === 'failed') return <ErrorState error={link.problem} onRetry={link.again} />
    if (link.state === 'missing') return <Gone code="missing" />
    if (link.state === 'over') return <Gone code={link.code} />
    const form = { token: link.token, about: link.about, onBack: () => setWhich(undefined), orGone }
    if (which === 'new') return <JoinNew key={link.token} {...form} />
    if (which === 'known') return <JoinKnown key={link.token} {...form} />
    return <Which about={link.about} onChoose={setWhich} />
  }
  const name = link.state === 'good' ? link.about.clinic : clinic?.name
  return <DoorPage clinic={name ?? null}>{body()}</DoorPage>
}

function Which({ about, onChoose }: { about: Invited; onChoose: (which: 'new' | 'known') => void }) {
  const words = useWords()
  return (
    <>
      <header>
        <DoorTitle focus>{words('join.title', { clinic: about.clinic })}</DoorTitle>
        <p className={classes.lead}>
          {words.rich<ReactNode>('join.lead', {
            by: about.by,
            role: words(`role.${about.role}`),
            address: about.address,
            b: bold,
          })}
        </p>
      </header>
      <section className={classes.which} aria-labelledby="join-which">
        <h2 id="join-which">{words('join.which')}</h2>
        {(['new', 'known'] as const).map((one) => (
          <button key={one} type="button" className={classes.choice} onClick={() => onChoose(one)}>
            <b>{words(`join.${one}`)}</b>
            <span>{words(`join.${one}.what`)}</span>
          </button>
        ))}
      </section>
    </>
  )
}

const GONE = {
  'join.cancelled': 'join.gone.cancelled',
  'join.over': 'join.gone.over',
  'join.used': 'join.gone.used',
  missing: 'join.gone.missing',
} as const

/** What became of it, and the next step. */
function Gone({ code }: { code: string }) {
  const words = useWords()
  const title = GONE[code as keyof typeof GONE] ?? 'join.gone.unknown'
  const known = code.startsWith('join.') ? code : 'join.link_unknown'
  return (
    <>
      <DoorTitle focus>{words(title)}</DoorTitle>
      <p>
        {code === 'missing'
          ? words('join.gone.missing.what')
          : problemText(words, new ApiProblem(known, 410))}
      </p>
      {(known === 'join.over' || known === 'join.link_unknown') && code !== 'missing' && (
        <p>{words('join.gone.ask')}</p>
      )}
      <LinkButton size="lg" variant={code === 'join.used' ? 'primary' : 'line'} full to="/sign-in">
        {words('join.gone.sign_in')}
      </LinkButton>
    </>
  )
}
