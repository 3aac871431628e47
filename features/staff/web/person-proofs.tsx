/** What somebody proves themselves with, counted; for Owners and Admins. */
import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import { Fact, Facts } from '../../../web/ui/facts.tsx'
import { Acts } from '../../../web/ui/form.tsx'
import type { Profile, Proofs } from './person.ts'
import classes from './people.module.css'

interface PersonProofsProps {
  proofs: Proofs
  secondStep: Profile['secondStep']
}

export function PersonProofs({ proofs, secondStep }: PersonProofsProps) {
  const words = useWords()
  const { app, passkeys, backupCodes, lastSignIn } = proofs
  return (
    <section className={classes.section}>
      <h2>{words('staff.proofs.title')}</h2>
      {secondStep === 'none' && <p>{words('staff.proofs.none')}</p>}
      {secondStep === 'renew' && <p>{words('staff.proofs.renew')}</p>}
      <Facts>
        <Fact name={words('staff.proofs.app')}>{words(app ? 'staff.proofs.yes' : 'staff.proofs.no')}</Fact>
        <Fact name={words('staff.proofs.passkeys')}>{words.number(passkeys)}</Fact>
        <Fact name={words('staff.proofs.codes')}>{words('staff.proofs.codes.left', { n: backupCodes })}</Fact>
        <Fact
          name={words('staff.fact.seen')}
          more={lastSignIn && words(`staff.proofs.how.${lastSignIn.how}`)}
        >
          {lastSignIn ? words.moment(new Date(lastSignIn.at)) : words('staff.seen.never')}
        </Fact>
      </Facts>
      <Acts>
        <LinkButton variant="line" size="sm" to="/settings/security/protected">
          {words('staff.proofs.help')}
        </LinkButton>
      </Acts>
    </section>
  )
}
