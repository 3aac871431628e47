/** My profile › Questions to me: what reviewers asked, and the answer. */
import IconMessageQuestion from '@tabler/icons-react/dist/esm/icons/IconMessageQuestion.mjs'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { answerQuestion, listQuestions } from '../questions-contract.ts'
import { said } from './review.ts'

type Question = Answer<typeof listQuestions>['questions'][number]

export function QuestionsPage() {
  const words = useWords()
  const { data } = useSuspenseQuery(reading(listQuestions, {}))
  const { questions } = data
  return (
    <Page width="read" stacked>
      <PageHeader
        path={[words('menu.profile')]}
        title={words('menu.profile.questions')}
        sentence={words('review.questions.sentence', { n: questions.length })}
      />
      {questions.length === 0 ? (
        <EmptyState
          icon={<IconMessageQuestion size={28} stroke={1.75} aria-hidden="true" />}
          title={words('review.questions.none')}
        >
          {words('review.questions.none.why')}
        </EmptyState>
      ) : (
        questions.map((question) => <QuestionPanel key={question.rowId} question={question} />)
      )}
    </Page>
  )
}

function QuestionPanel({ question }: { question: Question }) {
  const words = useWords()
  const days = useDays()
  const queries = useQueryClient()
  const toast = useToast()
  const { rowId, own, name, role, kind } = question
  const [needed, setNeeded] = useState(question.needed ?? true)
  const form = useForm({
    schema: answerQuestion.body,
    initial: { answer: question.answer ?? '' },
    send: async ({ answer }) => {
      await call(answerQuestion, { params: { rowId }, body: { needed, answer } })
      await queries.invalidateQueries({ queryKey: keyOf(listQuestions) })
      toast({ text: words('review.questions.sent') })
    },
  })
  const what = role
    ? words('review.questions.role', { role: words(`role.${role}`) })
    : said(words, `review.what.${kind}`, { list: '' })
  return (
    <Panel
      title={words('review.questions.title', { whose: own ? 'own' : 'other', name, what })}
      over={words('review.questions.over', {
        by: question.askedBy,
        date: days.day(new Date(question.askedAt)),
      })}
    >
      <Form onSubmit={form.onSubmit}>
        <Choices legend={words('review.questions.needed')}>
          <Choice
            oneOf={`needed-${rowId}`}
            title={words('review.questions.yes')}
            checked={needed}
            onChange={() => setNeeded(true)}
          />
          <Choice
            oneOf={`needed-${rowId}`}
            title={words('review.questions.no')}
            checked={!needed}
            onChange={() => setNeeded(false)}
          />
        </Choices>
        <TextField
          {...form.field('answer')}
          label={words('review.questions.why')}
          help={words('review.questions.why.help')}
          autoComplete="off"
        />
        <FormSummary problem={form.problem} />
        <Acts>
          <Button type="submit" variant="line" busy={form.busy && words('review.questions.sending')}>
            {words(question.answer === null ? 'review.questions.act' : 'review.questions.again')}
          </Button>
        </Acts>
      </Form>
    </Panel>
  )
}
