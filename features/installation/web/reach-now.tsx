/** How it stands: the address as Enamel itself sees it. */
import type { ReactNode } from 'react'
import type { WordKey } from '../../catalogue.ts'
import { Rich } from '../../../web/lib/rich.tsx'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import type { Reach } from './reach.ts'
import classes from './reach-page.module.css'

const TAGS = { code: { as: 'code' } } as const

export function ReachNow({ reach }: { reach: Reach }) {
  const words = useWords()
  const { origin, listens, https, trustedProxies, seen } = reach
  return (
    <section className={classes.section}>
      <h2>{words('it.reach.now')}</h2>
      <dl className={classes.facts}>
        <Fact name="it.reach.now.origin">
          <code>{origin}</code>
        </Fact>
        <Fact name="it.reach.now.https">{words(`it.reach.now.https.${https}`)}</Fact>
        <Fact name="it.reach.now.certificate">
          <Certificate reach={reach} />
        </Fact>
        <Fact name="it.reach.now.listens">
          <Rich
            of={listens.loopback ? 'it.reach.now.listens.loopback' : 'it.reach.now.listens.open'}
            values={{ listens: `${listens.host}:${listens.port}` }}
            tags={TAGS}
          />
        </Fact>
        <Fact name="it.reach.now.proxies">
          {trustedProxies.length > 0 ? (
            <Rich
              of="it.reach.now.proxies.some"
              values={{ proxies: words.list(trustedProxies) }}
              tags={TAGS}
            />
          ) : (
            words('it.reach.now.proxies.none')
          )}
        </Fact>
        <Fact name="it.reach.now.seen">
          <Rich of={`it.reach.now.seen.${seen.by}`} values={{ address: seen.address }} tags={TAGS} />
        </Fact>
      </dl>
    </section>
  )
}

function Certificate({ reach: { certificate, https } }: { reach: Reach }) {
  const words = useWords()
  if (!certificate)
    return words(https === 'proxy' ? 'it.reach.now.certificate.proxy' : 'it.reach.now.certificate.none')
  const validTo = new Date(certificate.validTo)
  return (
    <Rich
      of={
        validTo.getTime() > serverNow() ? 'it.reach.now.certificate.enamel' : 'it.reach.now.certificate.over'
      }
      values={{
        names: words.list(certificate.names),
        date: words.date(validTo),
        days: certificate.daysLeft,
      }}
      tags={TAGS}
    />
  )
}

function Fact({ name, children }: { name: WordKey; children: ReactNode }) {
  const words = useWords()
  return (
    <div>
      <dt>{words(name)}</dt>
      <dd>{children}</dd>
    </div>
  )
}
