/** From anywhere or from these networks only, and whether Owners pass; the consequence stands under each. */
import { useWords } from '../../../web/lib/words.tsx'
import { useMember } from '../../../web/lib/session.ts'
import { Choice, Choices } from '../../../web/ui/choice.tsx'

export function Switch({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  const words = useWords()
  return (
    <Choices legend={words('networks.switch')}>
      {([false, true] as const).map((value) => (
        <Choice
          key={String(value)}
          oneOf="networks-on"
          title={words(value ? 'networks.on' : 'networks.off')}
          help={words(value ? 'networks.on_help' : 'networks.off_help')}
          checked={on === value}
          onChange={() => onChange(value)}
        />
      ))}
    </Choices>
  )
}

export function OwnersPass({ pass, onChange }: { pass: boolean; onChange: (pass: boolean) => void }) {
  const words = useWords()
  const owner = useMember().person.role === 'OWNER'
  return (
    <Choice
      title={words('networks.owners')}
      help={
        <>
          {words(pass ? 'networks.owners_help' : 'networks.owners_off')}
          {!owner && <> {words('networks.owners_by_owner')}</>}
        </>
      }
      checked={pass}
      disabled={!owner}
      onChange={onChange}
    />
  )
}
