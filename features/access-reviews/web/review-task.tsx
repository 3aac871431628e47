/** What somebody outside sees by the link of a review: one person’s own access, and the question whether it is kept. */
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { call } from '../../../web/lib/api.ts'
import { ApiProblem } from '../../../web/lib/api-problem.ts'
import { useForm } from '../../../web/lib/form.ts'
import { keyOf } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { TextAreaField } from '../../../web/ui/fields.tsx'
import { Acts, Form, Note } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { SkeletonRows } from '../../../web/ui/skeleton.tsx'
import { DoorTitle } from '../../identity/web/door-title.tsx'
import type { TaskPartProps } from '../../staff/web/task-frame.tsx'
import { decideReviewTask, getReviewTask } from '../second-person-contract.ts'
import { canOf } from './can.ts'
import classes from './review-task.module.css'

type About = Answer<typeof getReviewTask>

const isOver = (error: unknown) =>
  error instanceof ApiProblem &&
  (error.code === 'link.not_valid' || error.code === 'access_reviews.question_over')

export function ReviewTask({ token, onOver }: TaskPartProps) {
  const [done, setDone] = useState<'keep' | 'object'>()
  const { data, error, refetch } = useQuery({
    queryKey: [...keyOf(getReviewTask), token],
    queryFn: () =>
      call(getReviewTask, {}, { link: token }).catch((problem: unknown) => {
        if (isOver(problem)) onOver()
        throw problem
      }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (data && done) return <Answered about={data} decision={done} />
  if (data) return <Question about={data} token={token} onOver={onOver} onDone={setDone} />
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonRows rows={4} />
}

interface QuestionProps {
  about: About
  token: string
  onOver: () => void
  onDone: (decision: 'keep' | 'object') => void
}

function Question({ about, token, onOver, onDone }: QuestionProps) {
  const words = useWords()
  const [decision, setDecision] = useState<'keep' | 'object'>('keep')
  // The form is sent within the press, before the next drawing knows of it.
  const pressed = useRef(decision)
  const press = (what: 'keep' | 'object') => {
    pressed.current = what
    setDecision(what)
  }
  const form = useForm({
    schema: decideReviewTask.body,
    initial: { note: '' },
    problemFields: { 'access_reviews.note_needed': 'note' },
    send: async ({ note }) => {
      await call(decideReviewTask, { body: { decision: pressed.current, note } }, { link: token }).catch(
        (error: unknown) => {
          if (isOver(error)) onOver()
          throw error
        },
      )
      onDone(pressed.current)
    },
  })
  const { name, clinic } = about
  return (
    <>
      <header>
        <DoorTitle>{words('review.task.title', { name })}</DoorTitle>
        <p>{words('review.task.lead', { name, clinic })}</p>
      </header>
      <Facts about={about} />
      <Form onSubmit={form.onSubmit}>
        <TextAreaField
          {...form.field('note')}
          label={words('review.task.note')}
          help={words('review.task.note_help')}
        />
        <FormSummary problem={form.problem} />
        <Acts>
          <Button
            type="submit"
            size="lg"
            onClick={() => press('keep')}
            busy={form.busy && decision === 'keep' && words('review.task.acting')}
          >
            {words('review.task.keep')}
          </Button>
          <Button
            type="submit"
            size="lg"
            variant="line"
            onClick={() => press('object')}
            busy={form.busy && decision === 'object' && words('review.task.acting')}
          >
            {words('review.task.object')}
          </Button>
        </Acts>
        <Note>{words('review.task.object_help', { name })}</Note>
      </Form>
    </>
  )
}

function Facts({ about }: { about: About }) {
  const words = useWords()
  const { name, role, joinedAt, lastSignInAt, secondStep, flags, elsewhere } = about
  const facts: [string, ...string[]][] = [
    [words('review.task.role'), words(`role.${role}`)],
    [words('review.task.here_since'), words.date(new Date(joinedAt))],
    [
      words('review.task.last'),
      lastSignInAt ? words.moment(new Date(lastSignInAt)) : words('review.task.never'),
    ],
    [words('review.task.second_step'), words(secondStep ? 'review.task.yes' : 'review.task.no')],
  ]
  const marks = flags.flatMap((flag) => {
    const key = `review.flag.${flag}`
    return words.has(key) ? [words(key)] : []
  })
  if (marks.length > 0) facts.push([words('review.task.marks'), words.list(marks)])
  if (elsewhere.length > 0)
    facts.push([
      words('review.task.elsewhere'),
      ...elsewhere.map((one) => words('review.task.account', { list: one.list, name: one.name })),
    ])
  return (
    <section className={classes.facts} aria-labelledby="may">
      <h2 id="may">{words('review.task.may', { name })}</h2>
      <p>{canOf(words, role)}</p>
      <dl>
        {facts.map(([term, ...said]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              {said.map((fact) => (
                <p key={fact}>{fact}</p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Answered({ about: { name, clinic }, decision }: { about: About; decision: 'keep' | 'object' }) {
  const words = useWords()
  const said = decision === 'keep' ? 'kept' : 'objected'
  return (
    <>
      <DoorTitle focus>{words(`review.task.${said}.title`)}</DoorTitle>
      <p>{words(`review.task.${said}`, { name, clinic })}</p>
    </>
  )
}
