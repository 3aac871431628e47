/** Brings a list of another system's users: a file, what was copied, or names typed one a line. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { line } from '../../../pure/contract/fields.ts'
import { call } from '../../../web/lib/api.ts'
import { type FormField, useForm } from '../../../web/lib/form.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { SelectField, TextAreaField, TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { listSystems } from '../../systems/contract.ts'
import { bringList, LIST_BYTES, listText } from '../lists-contract.ts'
import classes from './lists.module.css'

const HOW = ['csv', 'pasted', 'typed'] as const
type How = (typeof HOW)[number]

const schemaOf = (how: How) =>
  z.object({
    name: line(80),
    content: how === 'csv' ? z.string().min(1, { error: 'not_empty' }) : listText,
  })

interface BringListProps {
  reviewId: string
  onBrought: () => Promise<void>
}

export function BringList({ reviewId, onBrought }: BringListProps) {
  const words = useWords()
  const toast = useToast()
  const [how, setHow] = useState<How>('csv')
  const systems = useQuery(reading(listSystems, {})).data?.systems ?? []
  const form = useForm({
    schema: schemaOf(how),
    initial: { system: '', name: '', content: '' },
    problemFields: {
      'access_reviews.list_there': 'name',
      'access_reviews.list_not_read': 'content',
    },
    send: async ({ system, name, content }) => {
      const named = systems.some(({ id }) => id === system) && { systemId: system }
      const list = how === 'csv' ? { how, file: content } : { how, text: content }
      const { entries, nobody } = await call(bringList, {
        params: { reviewId },
        body: { name, list, ...named },
      })
      toast({ text: words('review.lists.done', { name, entries, nobody, known: entries - nobody }) })
      form.reset()
      await onBrought()
    },
  })
  return (
    <Form onSubmit={form.onSubmit}>
      {systems.length > 0 && (
        <SelectField
          {...form.field('system')}
          label={words('review.lists.name')}
          onChange={({ currentTarget: { value } }) => {
            form.set('system', value)
            form.set('name', systems.find(({ id }) => id === value)?.name ?? '')
          }}
          options={[
            { value: '', label: words('review.lists.other_system') },
            ...systems.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {form.values.system === '' && (
        <TextField
          {...form.field('name')}
          label={words(systems.length > 0 ? 'review.lists.other_name' : 'review.lists.name')}
          help={words('review.lists.name_help')}
          autoComplete="off"
        />
      )}
      <Choices legend={words('review.lists.how')}>
        {HOW.map((one) => (
          <Choice
            key={one}
            oneOf="how"
            title={words(`review.lists.how.${one}`)}
            help={words(`review.lists.how.${one}.help`)}
            checked={how === one}
            onChange={() => {
              setHow(one)
              form.set('content', '')
            }}
          />
        ))}
      </Choices>
      {how === 'csv' ? (
        <FileField field={form.field('content')} onFile={(file) => form.set('content', file)} />
      ) : (
        <TextAreaField
          {...form.field('content')}
          label={words('review.lists.text')}
          help={words('review.lists.text_help')}
          rows={8}
        />
      )}
      <FormSummary problem={form.problem} />
      <Acts>
        <Button type="submit" busy={form.busy && words('review.lists.acting')}>
          {words('review.lists.act')}
        </Button>
      </Acts>
    </Form>
  )
}

interface FileFieldProps {
  field: FormField
  /** The bytes in base64; empty: no file, or one that is too large. */
  onFile: (file: string) => void
}

function FileField({ field, onFile }: FileFieldProps) {
  const words = useWords()
  const [large, setLarge] = useState(false)
  const wrong = large
    ? words('problem.access_reviews.list_not_read', { why: 'too_large', line: 0 })
    : field.error
  const chosen = async (file: File | undefined) => {
    const tooLarge = file !== undefined && file.size > LIST_BYTES
    setLarge(tooLarge)
    onFile(file && !tooLarge ? await base64Of(file) : '')
  }
  return (
    <div className={classes.file}>
      <label htmlFor={field.id}>{words('review.lists.file')}</label>
      <input
        id={field.id}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${field.id}-said`}
        onChange={({ currentTarget }) => void chosen(currentTarget.files?.[0])}
      />
      <p id={`${field.id}-said`} data-wrong={wrong ? true : undefined}>
        {wrong}
      </p>
    </div>
  )
}

/** In parts: a call cannot have a million arguments. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return btoa(text)
}
