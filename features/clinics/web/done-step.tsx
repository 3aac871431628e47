import { useWords } from '../../../web/lib/words.tsx'
import { LinkButton } from '../../../web/ui/button.tsx'
import classes from './done-step.module.css'
import { SetupStep } from './setup-step.tsx'

interface DoneStepProps {
  clinic: string
  owner: { name: string; address: string }
  /** Undefined when the second factor was put off. */
  codesSaved: number | undefined
}

export function DoneStep({ clinic, owner, codesSaved }: DoneStepProps) {
  const words = useWords()
  return (
    <SetupStep
      step={6}
      title={words('setup.done.title', { clinic })}
      lead={words('setup.done.lead')}
      titleFirst
    >
      <dl className={classes.facts}>
        <div>
          <dt>{words('setup.done.owner')}</dt>
          <dd>
            {owner.name}
            <br />
            {owner.address}
          </dd>
        </div>
        <div>
          <dt>{words('setup.done.second')}</dt>
          <dd>
            {codesSaved === undefined
              ? words('setup.done.second_later')
              : words('setup.done.second_app', { n: codesSaved })}
          </dd>
        </div>
        <div>
          <dt>{words('setup.done.bookmark')}</dt>
          <dd>{window.location.origin}</dd>
        </div>
      </dl>
      <LinkButton size="lg" full to="/">
        {words('setup.done.act')}
      </LinkButton>
    </SetupStep>
  )
}
