/** Where a line stands in the sealed log, what came with it, and the ways on: its proof, and everything around it. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { ErrorState } from '../../../web/ui/error-state.tsx'
import { readEvent } from '../log-contract.ts'
import { downloadProof } from '../proof-contract.ts'
import { fieldName } from './event.ts'
import { readLogSearch } from './log-search.ts'
import classes from './event-details.module.css'

type Whole = Answer<typeof readEvent>

export function WholeEvent({ id }: { id: string }) {
  const words = useWords()
  const { data, error, refetch, isFetching } = useQuery({
    ...reading(readEvent, { params: { eventId: id } }),
    // Until it is sealed.
    refetchInterval: ({ state }) => (state.data?.seal.state === 'waiting' ? 1_000 : false),
  })
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} retrying={isFetching} />
  return (
    <div className={classes.seal} data-here={data ? true : undefined}>
      {data && (
        <>
          <span>{sealText(words, data)}</span>
          {data.actor.nameThen !== null && (
            <span>{words('audit.line.name_then', { name: data.actor.nameThen })}</span>
          )}
          {data.session?.startedAt && (
            <span>{words('audit.line.session', { at: words.moment(new Date(data.session.startedAt)) })}</span>
          )}
          {data.erased.length > 0 && (
            <span>
              {words('audit.line.erased', {
                fields: words.list(data.erased.map((field) => fieldName(words, field))),
              })}
            </span>
          )}
          {data.seal.state === 'sealed' && data.seal.signedAt !== null && (
            <a href={proofOf(id)} download>
              {words('audit.line.proof')}
            </a>
          )}
          <Around whole={data} />
        </>
      )}
    </div>
  )
}

const AROUND_MS = 30 * 60_000

const proofOf = (id: string) => downloadProof.url.replace(':eventId', id)

function sealText(words: ReturnType<typeof useWords>, { seal }: Whole): string {
  if (seal.state === 'waiting') return words('audit.line.waiting')
  const n = words.number(Number(seal.index))
  // A second log begins after a backup was put back.
  const line =
    seal.log > 1 ? words('audit.line.number_of', { n, log: seal.log }) : words('audit.line.number', { n })
  return seal.signedAt === null
    ? line
    : `${line}, ${words('audit.line.signed', { at: words.moment(new Date(seal.signedAt)) })}`
}

function Around({ whole: { around, actor, target, device, address, at } }: { whole: Whole }) {
  const words = useWords()
  // Half an hour before and after, as with the person.
  const [from, to] = [-1, 1].map((half) => new Date(Date.parse(at) + half * AROUND_MS).toISOString())
  const links = [
    [
      around.actor?.query,
      words('audit.line.around_actor', { name: actor.name ?? words('audit.actor.person') }),
    ],
    [
      target?.type === 'clinic' ? undefined : around.target?.query,
      target?.name
        ? words('audit.line.around_target', { name: target.name })
        : words('audit.line.around_target_other'),
    ],
    [around.session?.query, words('audit.line.around_session')],
    [around.patient?.query, words('audit.line.around_patient')],
    [
      device.id === null ? undefined : { device: device.id },
      device.name === null
        ? words('audit.line.around_device')
        : words('audit.line.around_device_named', { name: device.name }),
    ],
    [address === null ? undefined : { address, from, to }, words('audit.line.around_address')],
  ] as const
  return (
    <ul className={classes.links} aria-label={words('audit.line.links')}>
      {links.map(
        ([query, text]) =>
          query && (
            <li key={text}>
              <Link to="/settings/security/audit-log" search={readLogSearch(query)}>
                {text}
              </Link>
            </li>
          ),
      )}
    </ul>
  )
}
