/** The insurer's answer sheet: each question with what is known of all that it covers. */
import { answerOf } from '../../pure/insurance/answer.ts'
import { QUESTIONS } from '../../pure/insurance/questions.ts'
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { getProof } from './contract.ts'
import { factsOf } from './facts.ts'
import type { Seen } from './seen.ts'

export type Answered = Answer<typeof getProof>['answers'][number]

export const answersOf = (seen: Seen): Answered[] =>
  QUESTIONS.map(({ id, forms, covers }) => {
    const facts = covers.flatMap((cover) => factsOf(seen, cover))
    return { id, forms: [...forms], answer: answerOf(facts), facts }
  })
