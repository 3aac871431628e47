/** SQL of the plan's answers. */
import type { Context, PersonId } from '../../server/context.ts'
import type { Reader, Writer } from '../../server/db/database.ts'
import type { PlanAnswers } from './contract.ts'

export interface StoredPlan {
  answers: PlanAnswers
  revision: number
  changedAt: Date
  changedBy: string
}

/** Undefined before the first answer. */
export async function findPlan(tx: Reader, ctx: Context): Promise<StoredPlan | undefined> {
  const row = await tx
    .selectFrom('plan_answers')
    .innerJoin('person', 'person.id', 'plan_answers.changed_by')
    .selectAll('plan_answers')
    .select('person.name as by')
    .where('plan_answers.clinic_id', '=', ctx.clinicId)
    .executeTakeFirst()
  return (
    row && {
      answers: {
        leader: row.leader,
        deputy: row.deputy,
        itHelp: row.it_help,
        insurer: row.insurer,
        policyNumber: row.policy_number,
        meetingPlace: row.meeting_place,
        spokesperson: row.spokesperson,
        onPaper: row.on_paper,
        restorer: row.restorer,
      },
      revision: row.revision,
      changedAt: row.changed_at,
      changedBy: row.by,
    }
  )
}

const columnsOf = (ctx: Context, personId: PersonId, answers: PlanAnswers) => ({
  leader: answers.leader,
  deputy: answers.deputy,
  it_help: answers.itHelp,
  insurer: answers.insurer,
  policy_number: answers.policyNumber,
  meeting_place: answers.meetingPlace,
  spokesperson: answers.spokesperson,
  on_paper: answers.onPaper,
  restorer: answers.restorer,
  changed_at: ctx.now,
  changed_by: personId,
})

/** The first answers, revision 1; false when somebody else gave the first ones meanwhile. */
export async function insertPlan(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  answers: PlanAnswers,
): Promise<boolean> {
  const row = await tx
    .insertInto('plan_answers')
    .values({ clinic_id: ctx.clinicId, ...columnsOf(ctx, personId, answers), revision: 1 })
    .onConflict((conflict) => conflict.column('clinic_id').doNothing())
    .returning('revision')
    .executeTakeFirst()
  return row !== undefined
}

/** False when the plan is no longer at this revision. */
export async function updatePlan(
  tx: Writer,
  ctx: Context,
  personId: PersonId,
  answers: PlanAnswers,
  revision: number,
): Promise<boolean> {
  const row = await tx
    .updateTable('plan_answers')
    .set({ ...columnsOf(ctx, personId, answers), revision: revision + 1 })
    .where('clinic_id', '=', ctx.clinicId)
    .where('revision', '=', revision)
    .returning('revision')
    .executeTakeFirst()
  return row !== undefined
}
