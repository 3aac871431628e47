/** The server that mail goes by: whose, which account, which sender, and whether it works. */
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import type { ReactNode } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useWords } from '../../../web/lib/words.tsx'
import type { getMailServer } from '../contract.ts'
import classes from './sending.module.css'

export function ServerFacts({ shown }: { shown: Answer<typeof getMailServer> }) {
  const words = useWords()
  const { own, preset, last } = shown
  const server = own ?? preset
  if (!server) return null
  const facts: [string, ReactNode][] = [
    ...(own
      ? ([[words('mail.server.provider_row'), words(`mail.provider.${own.provider}`)]] satisfies [
          string,
          ReactNode,
        ][])
      : []),
    [
      words('mail.server.server'),
      words('mail.server.server_row', {
        server: `${server.host}:${server.port}`,
        security: words(`mail.security.short.${server.security}`),
      }),
    ],
    [words('mail.server.account'), server.username || words('mail.server.no_account')],
    [words('mail.server.sender'), server.from],
    [words('mail.server.state'), <State key="state" last={last} />],
  ]
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function State({ last }: { last: Answer<typeof getMailServer>['last'] }) {
  const words = useWords()
  if (!last) return words('mail.server.untried')
  const when = words.moment(new Date(last.at))
  if (last.reason !== 'sent') return words('mail.server.fails', { when })
  return (
    <span className={classes.works}>
      <IconCheck size={20} stroke={2} aria-hidden="true" />
      {words('mail.server.works', { when })}
    </span>
  )
}
