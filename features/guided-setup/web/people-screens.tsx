/** Screens of the guided setup about people: a second Owner, stolen passwords, the team. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { getPasswordRules, savePasswordRules } from '../../password-rules/contract.ts'
import { InviteForm } from '../../staff/web/invite-form.tsx'
import { listStaff } from '../../staff/roster-contract.ts'
import { answerStep, getGuidedSetup } from '../contract.ts'
import type { ScreenProps } from './guided-setup-page.tsx'
import { NextButton } from './practice-screens.tsx'

export function OwnerScreen({ onDone, answered }: ScreenProps) {
  const words = useWords()
  if (answered)
    return (
      <>
        <Note>{words('guided.second_owner.done')}</Note>
        <NextButton onDone={onDone} />
      </>
    )
  return (
    <InviteForm as="OWNER" onInvited={onDone}>
      <LinkButton variant="line" to="/settings/staff/second-owner">
        {words('guided.second_owner.seal')}
      </LinkButton>
    </InviteForm>
  )
}

export function RangeScreen({ onDone }: ScreenProps) {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(getPasswordRules, {}))
  const say = useAct(async (rangeService: boolean) => {
    const { minLength, classes, history, revision } = data
    if (rangeService !== data.rangeService)
      await call(
        savePasswordRules,
        { body: { minLength, classes, history, rangeService, revision } },
        { purpose: 'guided.range.purpose' },
      )
    if (!rangeService) await call(answerStep, { body: { step: 'range', answer: 'answered' } })
    await onDone()
    await queries.invalidateQueries({ queryKey: keyOf(getPasswordRules) })
  })
  return (
    <>
      <FormSummary problem={say.problem} />
      <Acts>
        <Button busy={say.busy && words('guided.range.saving')} onClick={() => say.run(true)}>
          {words('guided.range.yes')}
        </Button>
        <Button variant="line" onClick={() => say.run(false)}>
          {words('guided.range.no')}
        </Button>
      </Acts>
    </>
  )
}

export function StaffScreen({ onDone, answered }: ScreenProps) {
  const words = useWords()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listStaff, {}))
  const alone = useAct(async () => {
    await call(answerStep, { body: { step: 'staff', answer: 'answered' } })
    await onDone()
  })
  const others = data.people.filter(({ state }) => state === 'active').length - 1 + data.pending.length
  return (
    <>
      {others > 0 && <Note>{words('guided.staff.here', { n: others })}</Note>}
      <InviteForm
        // Further people are invited on the same screen.
        onInvited={() => queries.invalidateQueries({ queryKey: keyOf(getGuidedSetup) })}
      >
        <LinkButton variant="line" to="/settings/staff/people/invite/table">
          {words('guided.staff.table')}
        </LinkButton>
      </InviteForm>
      <FormSummary problem={alone.problem} />
      <Acts>
        <Button variant="line" onClick={() => (answered || others > 0 ? void onDone() : alone.run())}>
          {words(answered || others > 0 ? 'guided.next' : 'guided.staff.alone')}
        </Button>
      </Acts>
    </>
  )
}
