/** What a line besides the ten steps says, in words. */
import type { WordKey } from '../../catalogue.ts'
import { BEYOND } from '../../../pure/beyond/beyond.ts'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import type { Words } from '../../../pure/words/words.ts'
import type { listBeyond } from '../contract.ts'

export type Line = Answer<typeof listBeyond>['lines'][number]

/** The answer in a few words: "Yes", "Done on 3 May", "Not signed or not known with Mail". */
export function answerText(words: Words<WordKey>, line: Line, day: (day: string) => string): string {
  const { item, stated, systems, standing } = line
  const { form } = BEYOND[item]
  if (form === 'agreements') {
    const open = systems.filter(({ agreement }) => agreement === 'not_signed' || agreement === 'unknown')
    const known = standing === 'yes' || standing === 'partly' || standing === 'no' || standing === 'none'
    return words(`beyond.is.agreements.${known ? standing : 'unknown'}`, {
      n: systems.length,
      names: words.list(open.map(({ name }) => name)),
    })
  }
  if (!stated) return words('beyond.not_known')
  if (form === 'kept') return words(`beyond.is.kept.${stated.kept}`)
  return stated.day === null
    ? words(`beyond.is.${form}.no`)
    : words(`beyond.is.${form}.yes`, { day: day(stated.day) })
}
