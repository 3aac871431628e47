/** What is stated of a system: each fact with who said it and when. */
import { z } from 'zod'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { SYSTEM_KINDS } from '../../../pure/systems/systems.ts'
import { call } from '../../../web/lib/api.ts'
import { useAct } from '../../../web/lib/act.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Pair } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { ColleagueField } from '../../staff/web/colleague-field.tsx'
import { AGREEMENT, type getSystem, SECOND_FACTOR, SHARED_SIGN_IN, stateSystem } from '../contract.ts'

type One = Answer<typeof getSystem>

const { name, note, runByName } = stateSystem.body.shape
const typed = z.object({ name, note, runByName })

export const initialOf = (one: One) => ({
  kind: one.kind,
  name: one.name,
  note: one.note,
  runBy: one.runBy?.personId ?? '',
  runByName: one.runBy && one.runBy.personId === null ? one.runBy.name : '',
  sharedSignIn: one.sharedSignIn,
  secondFactor: one.secondFactor,
  agreement: one.agreement,
})

interface FactsFormProps {
  one: One
  onStated: () => Promise<unknown>
}

export function FactsForm({ one, onStated }: FactsFormProps) {
  const words = useWords()
  const toast = useToast()
  const days = useDays()
  const send = async (values: Record<string, string>, again: boolean) => {
    const parsed = stateSystem.body.parse({
      ...values,
      runBy: values['runBy'] === '' ? null : values['runBy'],
      runByName: values['runBy'] === '' ? values['runByName'] : '',
      again,
      revision: one.revision,
    })
    await call(stateSystem, { params: { systemId: one.id }, body: parsed })
    toast({ text: words('systems.said', { name: parsed.name }) })
    await onStated()
  }
  const form = useForm({
    schema: typed,
    initial: initialOf(one),
    problemFields: { 'systems.name_taken': 'name', 'systems.person_not_found': 'runBy' },
    send: (values) => send(values, false),
  })
  const again = useAct(() => send(initialOf(one), true))
  const said = (who: One['runSaid']) =>
    who ? words('systems.said_by', { name: who.by, day: days.day(new Date(who.at)) }) : undefined
  const unchanged = JSON.stringify(form.values) === JSON.stringify(initialOf(one))
  const anything = one.runSaid ?? one.sharedSaid ?? one.factorSaid ?? one.agreementSaid
  return (
    <Form onSubmit={form.onSubmit}>
      <Pair>
        <TextField {...form.field('name')} label={words('systems.form.name')} autoComplete="off" />
        <SelectField
          {...form.field('kind')}
          label={words('systems.add.kind')}
          options={SYSTEM_KINDS.map((value) => ({ value, label: words(`systems.kind.${value}`) }))}
        />
      </Pair>
      <Pair>
        <ColleagueField
          {...form.field('runBy')}
          label={words('systems.form.run')}
          help={said(one.runSaid)}
          none={words('systems.form.run.none')}
        />
        {form.values.runBy === '' && (
          <TextField
            {...form.field('runByName')}
            label={words('systems.form.run_name')}
            help={words('systems.form.run_name.help')}
            autoComplete="off"
          />
        )}
      </Pair>
      <Pair>
        <SelectField
          {...form.field('sharedSignIn')}
          label={words('systems.form.shared')}
          help={said(one.sharedSaid)}
          options={SHARED_SIGN_IN.map((value) => ({ value, label: words(`systems.shared_is.${value}`) }))}
        />
        <SelectField
          {...form.field('secondFactor')}
          label={words('systems.form.factor')}
          help={said(one.factorSaid)}
          options={SECOND_FACTOR.map((value) => ({ value, label: words(`systems.factor.${value}`) }))}
        />
      </Pair>
      <Pair>
        <SelectField
          {...form.field('agreement')}
          label={words('systems.form.agreement')}
          help={said(one.agreementSaid) ?? words('systems.form.agreement.help')}
          options={AGREEMENT.map((value) => ({ value, label: words(`systems.agreement.${value}`) }))}
        />
        <TextField
          {...form.field('note')}
          label={words('systems.form.note')}
          help={words('systems.form.note.help')}
          autoComplete="off"
        />
      </Pair>
      <FormSummary errors={form.errors} problem={form.problem ?? again.problem} />
      <Acts>
        <Button type="submit" busy={form.busy && words('systems.saving')}>
          {words('systems.state')}
        </Button>
        {anything && unchanged && (
          <Button variant="line" busy={again.busy && words('systems.saving')} onClick={() => again.run()}>
            {words('systems.again')}
          </Button>
        )}
      </Acts>
    </Form>
  )
}
