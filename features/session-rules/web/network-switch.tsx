/** From anywhere or from these networks only, and whether Owners pass; the consequence stands under each. */
import { useWords } from '../../../web/lib/words.tsx'
import { useMember } from '../../../web/lib/session.ts'
import classes from './session-rules.module.css'

export function Switch({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  const words = useWords()
  return (
    <fieldset className={classes.choices}>
      <legend>{words('networks.switch')}</legend>
      {([false, true] as const).map((value) => (
        <label key={String(value)} className={classes.choice}>
          <input type="radio" name="networks-on" checked={on === value} onChange={() => onChange(value)} />
          <b>{words(value ? 'networks.on' : 'networks.off')}</b>
          <span>{words(value ? 'networks.on_help' : 'networks.off_help')}</span>
        </label>
      ))}
    </fieldset>
  )
}

export function OwnersPass({ pass, onChange }: { pass: boolean; onChange: (pass: boolean) => void }) {
  const words = useWords()
  const owner = useMember().person.role === 'OWNER'
  return (
    <label className={classes.choice}>
      <input
        type="checkbox"
        checked={pass}
        disabled={!owner}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <b>{words('networks.owners')}</b>
      <span>
        {words(pass ? 'networks.owners_help' : 'networks.owners_off')}
        {!owner && <> {words('networks.owners_by_owner')}</>}
      </span>
    </label>
  )
}
