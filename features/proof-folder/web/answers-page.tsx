/** Proof › What insurers ask: one form, answered from what is known now, and printed. */
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Form, FORMS } from '../../../pure/insurance/questions.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { SelectField } from '../../../web/ui/fields.tsx'
import { Acts, Note } from '../../../web/ui/form.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { getAnswersPdf, getProof } from '../contract.ts'
import { Answers, Counts } from './answers.tsx'

export function AnswersPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(getProof, {}))
  const [form, setForm] = useState<Form>('application')
  const asked = data.answers.filter(({ forms }) => forms.includes(form))
  const unknown = asked.filter(({ answer }) => answer === 'cannot_tell').length
  return (
    <Page stacked>
      <PageHeader
        path={[words('menu.proof')]}
        title={words('proof.answers')}
        sentence={
          unknown > 0 ? words('proof.answers.unknown', { n: unknown }) : words('proof.answers.all_known')
        }
      />
      <SelectField
        id="form"
        name="form"
        label={words('proof.answers.form')}
        value={form}
        error={undefined}
        onChange={(event) => setForm(event.currentTarget.value as Form)}
        onBlur={() => undefined}
        options={FORMS.map((value) => ({ value, label: words(`proof.form.${value}`) }))}
      />
      <Counts answers={asked} />
      <Acts>
        <Button
          icon={<IconPrinter size={20} stroke={1.75} aria-hidden="true" />}
          onClick={() => openFile({ url: `${getAnswersPdf.url}?form=${form}` })}
        >
          {words('proof.answers.print')}
        </Button>
        <LinkButton variant="bare" to="/proof">
          {words('proof.back')}
        </LinkButton>
      </Acts>
      <Answers answers={asked} label={words('proof.answers')} level={2} />
      <Note>{words('proof.form.note')}</Note>
    </Page>
  )
}
