/** A review in a test: its rows by name, and decisions on them. */
import type { Role } from '../../../pure/roles/roles.ts'
import type { House } from '../../../test/app.ts'
import { buildClinic, type Clinic, confirm, type Person, signIn } from '../../../test/builders.ts'
import type { Visitor } from '../../../test/visitor.ts'
import { getReview, keepRows, type ReviewRow, startReview, takeAway } from '../contract.ts'

export interface Underway {
  clinic: Clinic
  reviewId: string
  /** Somebody of the clinic, confirmed just now. */
  as(person: Person): Promise<Visitor>
  rows(by: Visitor): Promise<ReviewRow[]>
  row(by: Visitor, name: string, kind?: string): Promise<ReviewRow>
  keep(by: Visitor, ...names: string[]): ReturnType<typeof keepNamed>
  take(by: Visitor, name: string, body: Taking): ReturnType<typeof takeNamed>
}

type Taking = { decision: 'change_role' | 'disable' | 'remove'; newRole?: Role; note?: string; kind?: string }

const rowsOf = async (by: Visitor, reviewId: string) =>
  (await by.must(getReview, { params: { reviewId } })).rows

async function keepNamed(by: Visitor, reviewId: string, names: readonly string[]) {
  const all = await rowsOf(by, reviewId)
  const rows = all
    .filter(({ name, kind }) => names.includes(name) && kind === 'person')
    .map(({ id, revision }) => ({ id, revision }))
  return by.call(keepRows, { params: { reviewId }, body: { rows } })
}

async function takeNamed(
  by: Visitor,
  reviewId: string,
  name: string,
  { kind = 'person', ...taking }: Taking,
) {
  const row = (await rowsOf(by, reviewId)).find((one) => one.name === name && one.kind === kind)
  if (!row) throw new Error(`Nothing of ${name}`)
  return by.call(takeAway, {
    params: { reviewId, rowId: row.id },
    body: { note: 'Moved to another town', revision: row.revision, ...taking },
  })
}

/** A clinic of these roles whose first person has just begun a review. */
export async function underway(house: House, roles: readonly Role[], made?: Clinic): Promise<Underway> {
  const clinic = made ?? (await buildClinic(house, { roles }))
  const as = async (person: Person) => {
    const visitor = await signIn(house, person)
    await confirm(house, visitor, person)
    return visitor
  }
  const [first] = clinic.people
  if (!first) throw new Error('A clinic of nobody')
  const { reviewId } = await (await as(first)).must(startReview)
  return {
    clinic,
    reviewId,
    as,
    rows: (by) => rowsOf(by, reviewId),
    async row(by, name, kind = 'person') {
      const row = (await rowsOf(by, reviewId)).find((one) => one.name === name && one.kind === kind)
      if (!row) throw new Error(`Nothing of ${name}`)
      return row
    },
    keep: (by, ...names) => keepNamed(by, reviewId, names),
    take: (by, name, body) => takeNamed(by, reviewId, name, body),
  }
}
