/** What helps today, for each thing that can be missing. Promises nothing that is not there. */
import type { WordKey } from '../../catalogue.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import classes from './cannot-get-in.module.css'

const CASES = ['phone', 'passkey', 'password', 'owner', 'slowed'] as const satisfies readonly string[]
const titleOf = (what: (typeof CASES)[number]): WordKey => `identity.help.${what}.title`
const adviceFor = (what: (typeof CASES)[number]): WordKey => `identity.help.${what}`

export function CannotGetIn({ onBack }: { onBack: () => void }) {
  const words = useWords()
  return (
    <>
      <dl className={classes.cases}>
        {CASES.map((what) => (
          <div key={what}>
            <dt>{words(titleOf(what))}</dt>
            <dd>{words(adviceFor(what))}</dd>
            {what === 'password' && (
              <dd>
                <LinkButton variant="bare" size="sm" to="/forgot">
                  {words('identity.sign_in.forgot')}
                </LinkButton>
              </dd>
            )}
          </div>
        ))}
      </dl>
      <p className={classes.caution}>{words('identity.help.caution')}</p>
      <Button variant="line" size="lg" full onClick={onBack}>
        {words('identity.help.back')}
      </Button>
    </>
  )
}
