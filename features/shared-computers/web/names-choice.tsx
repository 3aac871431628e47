/** How names stand on locked screens; saved as it is chosen. */
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { chooseLockNames, LOCK_NAMES } from '../contract.ts'

type Names = (typeof LOCK_NAMES)[number]

export function NamesChoice({ chosen, onChosen }: { chosen: Names; onChosen: () => Promise<unknown> }) {
  const words = useWords()
  const toast = useToast()
  const choose = useAct(async (names: Names) => {
    await call(chooseLockNames, { body: { names } })
    await onChosen()
    toast({ text: words('shared.names.saved') })
  })
  return (
    <Choices legend={words('shared.names')}>
      <Note>{words('shared.names.help')}</Note>
      <FormSummary problem={choose.problem} />
      {LOCK_NAMES.map((names) => (
        <Choice
          key={names}
          oneOf="lock-names"
          title={words(`shared.names.${names}`)}
          help={words(`shared.names.${names}.help`)}
          checked={chosen === names}
          onChange={() => choose.run(names)}
        />
      ))}
    </Choices>
  )
}
