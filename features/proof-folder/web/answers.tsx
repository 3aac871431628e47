/** Questions of insurers with their answers, and under each all that is known and by whom. */
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { aboutOf, exceptOf, knownOf, say } from '../../../pure/insurance/saying.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import type { getProof } from '../contract.ts'
import classes from './proof.module.css'

export type Answered = Answer<typeof getProof>['answers'][number]
type Fact = Answered['facts'][number]

interface AnswersProps {
  answers: readonly Answered[]
  label: string
  /** Of the questions, one below the heading above them. */
  level: 2 | 3
}

export function Answers({ answers, label, level }: AnswersProps) {
  const words = useWords()
  const Question = level === 2 ? 'h2' : 'h3'
  return (
    <Ledger label={label}>
      {answers.map((one) => (
        <li key={one.id} className={classes.asked} data-question={one.id}>
          <Question className={classes.question}>
            {say(words, { key: `proof.question.${one.id}`, values: {} })}
          </Question>
          <p className={classes.answer} data-answer={one.answer}>
            {one.answer === 'yes' && <IconCheck size={20} stroke={2} aria-hidden="true" />}
            {words(`proof.answer.${one.answer}`)}
          </p>
          <ul className={classes.facts}>
            {one.facts.map((fact, index) => (
              <FactLine key={`${fact.about.kind} ${fact.about.name} ${index}`} fact={fact} />
            ))}
            {one.facts.length === 0 && <li>{words('proof.fact.not_in_enamel')}</li>}
          </ul>
        </li>
      ))}
    </Ledger>
  )
}

/** "Mail (stated by Ada Marsh, 3 May 2026): every account has a second step. Except: Tobi Larkspur." */
function FactLine({ fact }: { fact: Fact }) {
  const words = useWords()
  const except = exceptOf(words, fact)
  return (
    <li>
      <b>{aboutOf(words, fact.about)}</b>{' '}
      {words('proof.fact.said', { known: knownOf(words, fact), says: say(words, fact.says) })}
      {except.length > 0 && (
        <>
          {' '}
          <strong>{words('proof.except')}</strong> {except.join('; ')}
        </>
      )}
    </li>
  )
}

/** How many of each answer. */
export function Counts({ answers }: { answers: readonly Answered[] }) {
  const words = useWords()
  return (
    <ul className={classes.counts}>
      {(['yes', 'yes_except', 'no', 'cannot_tell'] as const).map((kind) => (
        <li key={kind}>
          <b>{words.number(answers.filter(({ answer }) => answer === kind).length)}</b>{' '}
          {words(`proof.answer.${kind}`)}
        </li>
      ))}
    </ul>
  )
}
