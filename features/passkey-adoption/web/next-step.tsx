/** What whoever reads the page does next: their own passkey first, then the others. */
import { useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import type { Adoption } from './adoption.ts'
import classes from './passkeys-page.module.css'

const NAMED = 4

export function NextStep({ missing }: Pick<Adoption, 'missing'>) {
  const words = useWords()
  const { person } = useMember()
  const own = missing.find(({ id }) => id === person.id)
  const others = missing.filter(({ id }) => id !== person.id)
  if (missing.length === 0) return null
  return (
    <Panel rim title={words('adoption.next.title')}>
      {own ? (
        <>
          <p className={classes.text}>{words('adoption.next.own', { have: own.passkeys })}</p>
          <div>
            <LinkButton to="/profile/security">{words('adoption.next.own.act')}</LinkButton>
          </div>
        </>
      ) : (
        <p className={classes.text}>
          {words('adoption.next.others', {
            names: others
              .slice(0, NAMED)
              .map(({ name }) => name)
              .join(', '),
            more: Math.max(0, others.length - NAMED),
          })}
        </p>
      )}
    </Panel>
  )
}
