/** A practice whose log is taken out, for tests of exports. */
import { expect } from 'vitest'
import type { House } from '../../../test/app.ts'
import { buildClinic, confirm, type Person, signIn } from '../../../test/builders.ts'
import type { Visitor } from '../../../test/visitor.ts'
import { type Format, listExports, orderExport, saveExport } from '../contract.ts'

export const REASON = 'Asked for by Harbour Audit'

export async function practiceIn(house: House) {
  const clinic = await buildClinic(house, { roles: ['OWNER', 'ADMIN', 'NURSE'] })
  const owner = clinic.the('OWNER')
  return { clinic, owner, visitor: await confirmed(house, owner) }
}

/** Signed in, and confirmed just now. */
export async function confirmed(house: House, person: Person): Promise<Visitor> {
  const visitor = await signIn(house, person)
  await confirm(house, visitor, person)
  return visitor
}

export const order = (
  visitor: Visitor,
  format: Format,
  filters: Record<string, string> = {},
  reason = REASON,
) => visitor.must(orderExport, { body: { format, reason, filters } })

export async function fileOf(visitor: Visitor, exportId: string): Promise<string> {
  const reply = await visitor.send<string>({
    method: 'GET',
    url: saveExport.url.replace(':exportId', exportId),
  })
  expect([reply.status, reply.code]).toEqual([200, undefined])
  return reply.body
}

/** The one ordered last. */
export const newest = async (visitor: Visitor) => (await visitor.must(listExports)).exports[0]
