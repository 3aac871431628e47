/** The list of a newcomer, made from what colleagues of the role have; on the screen and on one page of paper. */
import type { Answer } from '../../pure/contract/endpoint.ts'
import type { FileAnswer } from '../../pure/contract/file.ts'
import { dayOf, startOfDay } from '../../pure/days/days.ts'
import type { Role } from '../../pure/roles/roles.ts'
import { createWords, type Words } from '../../pure/words/words.ts'
import type { Context } from '../../server/context.ts'
import { read } from '../../server/db/database.ts'
import type { SessionView } from '../../server/http/session-view.ts'
import { type Block, renderPdf, type Sheet } from '../../server/pdf/pdf.ts'
import * as systems from '../systems/service.ts'
import { listAsked } from './change-queries.ts'
import type { getNewcomerList } from './newcomer-contract.ts'
import { listKnowers, listOfRole, listStored } from './queries.ts'

type List = Answer<typeof getNewcomerList>

export async function newcomer(ctx: Context, role: Role): Promise<List> {
  return read(ctx, async (tx) => {
    const people = new Set<string>(await listOfRole(tx, ctx, role))
    const forgetting = new Set((await listAsked(tx, ctx)).map((one) => `${one.secretId} ${one.personId}`))
    const knowers = (await listKnowers(tx, ctx)).filter(
      (who) => !forgetting.has(`${who.secretId} ${who.personId}`),
    )
    const accounts = (await systems.listUsed(tx, ctx)).map((one) => ({
      systemId: one.systemId,
      kind: one.kind,
      name: one.name,
      runBy: one.runBy ?? null,
      have: one.accounts.filter(({ personId }) => people.has(personId)).length,
    }))
    const known = (await listStored(tx, ctx)).map(({ id, kind, name, place }) => ({
      id,
      kind,
      name,
      place,
      have: knowers.filter(({ secretId, personId }) => secretId === id && people.has(personId)).length,
    }))
    const had = <T extends { have: number }>(list: readonly T[]) =>
      list.filter(({ have }) => have > 0).toSorted((a, b) => b.have - a.have)
    return { people: people.size, accounts: had(accounts), known: had(known) }
  })
}

export async function newcomerPdf(ctx: Context, session: SessionView, role: Role): Promise<FileAnswer> {
  const list = await newcomer(ctx, role)
  const { locale, zone, clinicName: clinic, country } = session
  const words = createWords({ catalogue: ctx.kernel.catalogue, language: 'en', locale, zone })
  // Equal all day: the list is of a day, not of a moment.
  const dated = startOfDay(dayOf(ctx.now, zone), zone)
  const date = words.date(dated)
  const title = words('newcomer.paper.title', { role: words(`role.${role}`) })
  const content = await renderPdf({
    title,
    language: words.language,
    clinic,
    country,
    dated,
    foot: (page, of) => [clinic, words('newcomer.paper.foot', { date, page, of })],
    sheets: [layOut(words, title, clinic, list)],
  })
  return { name: words('newcomer.paper.file', { clinic, role: words(`role.${role}`) }), content }
}

function layOut(words: Words, title: string, clinic: string, list: List): Sheet {
  const part = (number: number, key: 'accounts' | 'known' | 'always', items: readonly string[]): Block[] =>
    items.length === 0
      ? []
      : [
          {
            kind: 'heading',
            plate: { label: String(number), fill: 'measured' },
            text: words(`newcomer.paper.${key}`),
          },
          { kind: 'ticks', items: items.map((text) => [{ text, theirs: true }]) },
        ]
  return {
    blocks: [
      { kind: 'title', text: title, aside: [[{ text: clinic, theirs: true }]] },
      { kind: 'text', text: [words('newcomer.paper.name'), ' ', { blank: 'rest' }] },
      ...part(
        1,
        'accounts',
        list.accounts.map(({ name, runBy }) =>
          runBy === null ? name : words('newcomer.paper.account', { name, runBy }),
        ),
      ),
      ...part(
        2,
        'known',
        list.known.map(({ name, place }) =>
          place === '' ? name : words('newcomer.paper.place', { name, place }),
        ),
      ),
      ...part(
        3,
        'always',
        (['invite', 'second_step', 'agreement', 'write'] as const).map((key) =>
          words(`newcomer.paper.always.${key}`),
        ),
      ),
      { kind: 'heading', text: words('newcomer.paper.more') },
      { kind: 'lines', count: 'rest' },
    ],
  }
}
