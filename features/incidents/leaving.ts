/** Places of the incident plan that name somebody: they want another name when that person leaves. */
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader } from '../../server/db/database.ts'
import type { HeirStep, Leaving } from '../../server/slots.ts'
import * as people from '../people/service.ts'
import { NO_ANSWERS, type PlanAnswers } from './contract.ts'
import { findPlan, updatePlan } from './queries.ts'

type Field = keyof PlanAnswers
const FIELDS = Object.keys(NO_ANSWERS) as Field[]

const folded = (text: string) => text.normalize('NFKC').toLowerCase()

/** The plan, when that answer names this person: by their whole name, as Enamel knows it. */
async function naming(tx: Reader, ctx: Context, field: Field, personId: PersonId) {
  const plan = await findPlan(tx, ctx)
  const name = (await people.listNames(tx, [personId])).get(personId)
  return plan && name && folded(plan.answers[field]).includes(folded(name)) ? plan : undefined
}

const stepOf = (field: Field): HeirStep => ({
  name: `plan_${field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
  tables: ['plan_answers'],
  async list(tx, ctx, personId) {
    const plan = await naming(tx, ctx, field, personId)
    return plan ? [{ key: field, what: plan.answers[field] }] : []
  },
  // The whole answer: a telephone number beside the old name is not the new one's.
  async handOver(tx, ctx, { from, to }) {
    const plan = await naming(tx, ctx, field, from)
    const heir = (await people.listNames(tx, [to])).get(to)
    if (!plan || !heir) return false
    return updatePlan(tx, ctx, to, { ...plan.answers, [field]: heir.slice(0, 80) }, plan.revision)
  },
})

export const incidentsLeaving: Leaving = { heirs: FIELDS.map(stepOf) }
