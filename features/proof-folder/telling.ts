/** Facts in words: for paper and for the data of the folder, which people and spreadsheets read. */
import { aboutOf, exceptOf, knownOf, say } from '../../pure/insurance/saying.ts'
import type { Words } from '../../pure/words/words.ts'
import type { Answered } from './sheet.ts'

/** An answer as data: the question as it was asked, and everything in words. */
export const answerTold = (words: Words, { id, answer, facts }: Answered) => ({
  question: words(`proof.question.${id}`),
  answer: words(`proof.answer.${answer}`),
  facts: facts.map((fact) => ({
    about: aboutOf(words, fact.about),
    kept: fact.kept,
    known: knownOf(words, fact),
    says: say(words, fact.says),
    except: exceptOf(words, fact),
  })),
})
export type AnswerTold = ReturnType<typeof answerTold>
