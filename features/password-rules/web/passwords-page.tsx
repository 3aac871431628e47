/** Settings › Security › Passwords: what a new one must be like, and what it is compared with. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { HISTORY, lengthNow, MIN_LENGTH } from '../../../pure/password/rules.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Note, Pair } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getPasswordRules, savePasswordRules } from '../contract.ts'
import classes from './password-rules.module.css'

type Rules = Answer<typeof getPasswordRules>

export function PasswordsPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(getPasswordRules, {}))
  return (
    <Page stacked width="read">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.security')]}
        title={words('password_rules.title')}
        sentence={words('password_rules.lead')}
      />
      {/* Another revision is another form. */}
      <RulesForm key={data.revision} rules={data} />
      <GuideBeside name="passwords" />
    </Page>
  )
}

const whole = (least: number, most: number) => (text: string) =>
  /^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= most

const typedRules = z.object({
  minLength: z
    .string()
    .refine((text) => text.trim() === '' || whole(MIN_LENGTH.withTwo.least, MIN_LENGTH.most)(text.trim()), {
      error: 'password_length',
    }),
  history: z
    .string()
    .refine((text) => whole(HISTORY.least, HISTORY.most)(text.trim()), { error: 'password_history' }),
})

function RulesForm({ rules }: { rules: Rules }) {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const [classesAsked, setClassesAsked] = useState(rules.classes)
  const [rangeService, setRangeService] = useState(rules.rangeService)
  const initial = { minLength: rules.minLength?.toString() ?? '', history: String(rules.history) }
  const form = useForm({
    schema: typedRules,
    initial,
    problemFields: { 'password_rules.two_factors_first': 'minLength' },
    send: async ({ minLength, history }) => {
      await call(
        savePasswordRules,
        {
          body: {
            minLength: minLength.trim() === '' ? null : Number(minLength),
            history: Number(history),
            classes: classesAsked,
            rangeService,
            revision: rules.revision,
          },
        },
        { purpose: 'password_rules.purpose.save' },
      )
      toast({ text: words('password_rules.saved') })
      await queries.invalidateQueries()
    },
  })
  const typed = form.values.minLength.trim()
  const same =
    JSON.stringify([form.values, classesAsked, rangeService]) ===
    JSON.stringify([initial, rules.classes, rules.rangeService])
  const tick = (name: keyof Rules['classes']) => (on: boolean) =>
    setClassesAsked({ ...classesAsked, [name]: on })
  return (
    <Form onSubmit={form.onSubmit}>
      <Pair>
        <TextField
          {...form.field('minLength')}
          label={words('password_rules.length')}
          help={words('password_rules.length_help', { state: rules.twoFactorsHold ? 'two' : 'alone' })}
          inputMode="numeric"
          autoComplete="off"
        />
        <TextField
          {...form.field('history')}
          label={words('password_rules.history')}
          help={words('password_rules.history_help')}
          inputMode="numeric"
          autoComplete="off"
        />
      </Pair>
      <Choices legend={words('password_rules.lists')}>
        <ul className={classes.lists}>
          <li>{words('password_rules.lists.shipped')}</li>
          <li>{words('password_rules.lists.file', { file: rules.file })}</li>
        </ul>
        <Choice
          checked={rangeService}
          onChange={setRangeService}
          title={words('password_rules.range')}
          help={words('password_rules.range_help')}
        />
      </Choices>
      <Choices legend={words('password_rules.classes')}>
        <Note>{words('password_rules.classes_help')}</Note>
        <Choice
          checked={classesAsked.mixedCase}
          onChange={tick('mixedCase')}
          title={words('password_rules.mixed_case')}
        />
        <Choice checked={classesAsked.digit} onChange={tick('digit')} title={words('password_rules.digit')} />
        <Choice
          checked={classesAsked.symbol}
          onChange={tick('symbol')}
          title={words('password_rules.symbol')}
        />
      </Choices>
      <Panel live title={words('password_rules.now.title')}>
        <p>
          {same
            ? words('password_rules.now.same')
            : words('password_rules.now.what', {
                n: lengthNow(/^\d+$/.test(typed) ? Number(typed) : null, rules.twoFactorsHold),
              })}
        </p>
      </Panel>
      <FormSummary errors={form.errors} problem={form.problem} />
      <Acts>
        <Button type="submit" busy={form.busy && words('password_rules.saving')}>
          {words('password_rules.save')}
        </Button>
      </Acts>
    </Form>
  )
}
