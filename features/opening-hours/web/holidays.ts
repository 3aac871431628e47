/** The public holidays of a year while they are chosen: what is proposed, met with what was chosen before. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { holidaysOf, partsOf } from '../../../pure/holidays/holidays.ts'
import type { getOpeningHours } from '../contract.ts'

type Shown = Answer<typeof getOpeningHours>

export interface Row {
  key: string
  /** As it is proposed: tells two rows of one key apart. */
  proposed: string
  day: string
  sure: boolean
  instead: boolean
  chosen: boolean
}

export interface About {
  country: string
  part: string
  year: number
  /** Of the clinic, or of one place. */
  placeId: string | null
  said: Shown['clinic']
  closed: Shown['closed']
}

/** The part that is shown first: as it was saved, else the first of the country. */
export const partOf = (country: string, saved: string): string => saved || (partsOf(country)[0] ?? '')

/** Everything is proposed until somebody chose; then what they chose is, on the day they gave it. */
export function rowsOf({ country, part, year, placeId, said, closed }: About): Row[] {
  const proposed = holidaysOf(country, part, year)
  const isChosen = said.years.includes(year)
  const chosen = closed.filter(
    (one) => one.holiday !== null && one.placeId === placeId && one.first.startsWith(`${year}-`),
  )
  return proposed.map((one) => {
    const mine = chosen.filter(({ holiday }) => holiday === one.key)
    const nth = proposed.filter(({ key }) => key === one.key).indexOf(one)
    // What is announced shortly before may have been given another day.
    const found = one.sure ? mine.find(({ first }) => first === one.day) : mine[nth]
    return {
      ...one,
      proposed: one.day,
      day: found?.first ?? one.day,
      chosen: found !== undefined || !isChosen,
    }
  })
}
