/** The data of the folder: what a program reads. Nothing in it says when the folder was made. */
import { csvFile } from '../../pure/csv/csv.ts'
import type { Entry } from '../../server/zip/zip.ts'
import type { Gathered } from './gathering.ts'

const json = (name: string, made: unknown): Entry => ({
  name: `data/${name}.json`,
  content: Buffer.from(`${JSON.stringify(made, null, 2)}\n`),
})

const csv = (name: string, rows: readonly (readonly (string | number | null)[])[]): Entry => ({
  name: `data/${name}.csv`,
  content: Buffer.from(csvFile(rows.map((row) => row.map((cell) => String(cell ?? ''))))),
})

/** `2026-05-03-0195a0`: the day and the end of its id, so that two of a day are told apart. */
export const fileKey = (at: string | null, id: string) => `${(at ?? '').slice(0, 10)}-${id.slice(-6)}`

export function dataFiles(all: Gathered): Entry[] {
  const {
    clinic,
    country,
    zone,
    number,
    held,
    steps,
    exceptions,
    told,
    reviews,
    leavings,
    beyond,
    laws,
    changes,
  } = all
  return [
    json('clinic', { name: clinic, country, zone, number, held }),
    json('steps', steps),
    csv('steps', [
      [
        'step',
        'title',
        'how',
        'points',
        'of',
        'since',
        'fresh_until',
        'says',
        'stated_by',
        'stated_at',
        'looked_after_by',
      ],
      ...steps.map((one) => [
        one.step,
        one.title,
        one.known,
        one.points,
        one.of,
        one.since,
        one.freshUntil,
        one.says,
        one.statement?.by ?? null,
        one.statement?.at ?? null,
        one.lookedAfterBy.join('; '),
      ]),
    ]),
    json('answers', told),
    csv('answers', [
      ['question', 'answer', 'about', 'kept', 'known', 'says', 'except'],
      ...told.flatMap(({ question, answer, facts }) =>
        (facts.length > 0 ? facts : [undefined]).map((fact) => [
          question,
          answer,
          fact?.about ?? null,
          fact?.kept ?? null,
          fact?.known ?? null,
          fact?.says ?? null,
          fact?.except.join('; ') ?? null,
        ]),
      ),
    ]),
    json('exceptions', exceptions),
    json(
      'reviews',
      reviews.map(({ signed: _signed, ...one }) => ({
        ...one,
        file: `data/reviews/${fileKey(one.closedAt, one.id)}.json`,
      })),
    ),
    ...reviews.map(({ id, closedAt, signed }) => ({
      name: `data/reviews/${fileKey(closedAt, id)}.json`,
      content: signed,
    })),
    json(
      'leavings',
      leavings.map(({ certificate: _certificate, ...one }) => ({
        ...one,
        file: `data/leavings/${fileKey(one.closedAt, one.id)}.json`,
      })),
    ),
    ...leavings.map(({ id, closedAt, certificate }) => ({
      name: `data/leavings/${fileKey(closedAt, id)}.json`,
      content: certificate,
    })),
    json('beyond', beyond),
    json('law', laws),
    json('policies', changes),
    csv('policies', [
      ['at', 'what', 'about', 'by', 'before', 'after'],
      ...changes.map(({ at, what, about, by, before, after }) => [at, what, about, by, before, after]),
    ]),
  ]
}
