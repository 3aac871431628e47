/** The four steps, with this installation's own values in them. */
import type { ReactNode } from 'react'
import type { WordKey } from '../../catalogue.ts'
import { Rich } from '../../../web/lib/rich.tsx'
import { useWords } from '../../../web/lib/words.tsx'
import { planOf, type Reach } from './reach.ts'
import classes from './reach-page.module.css'

const TAGS = { code: { as: 'code' }, b: { as: 'b' } } as const
const LOOPBACK = '127.0.0.1'

export function ReachSteps({ reach }: { reach: Reach }) {
  const words = useWords()
  const plan = planOf(reach)
  return (
    <section className={classes.section}>
      <h2>{words('it.reach.steps')}</h2>
      <ol className={classes.steps}>
        <Step name="it.reach.name.title">
          <p>
            <Rich of="it.reach.name.text" values={{ example: plan.name }} tags={TAGS} />
          </p>
          {reach.https === 'none' && (
            <div className={classes.write} aria-hidden="true">
              <span>{words('it.reach.name.write')}</span>
              <span>{words('it.reach.name.write_address')}</span>
            </div>
          )}
        </Step>
        <Step name="it.reach.https.title">
          <div className={classes.ways}>
            <div className={classes.way}>
              <p>
                <Rich
                  of="it.reach.https.proxy"
                  values={{ target: plan.target, header: 'X-Forwarded-For' }}
                  tags={TAGS}
                />
              </p>
              <Settings label={words('it.reach.https.proxy_label')} lines={plan.proxy} />
            </div>
            <div className={classes.way}>
              <p>
                <Rich of="it.reach.https.direct" tags={TAGS} />
              </p>
              <Settings label={words('it.reach.https.direct_label')} lines={plan.direct} />
            </div>
          </div>
        </Step>
        <Step name="it.reach.ports.title">
          <Ports port={reach.https === 'enamel' ? 3000 : reach.listens.port} />
        </Step>
        <Step name="it.reach.check.title">
          <p>
            <Rich
              of="it.reach.check.text"
              values={{
                doctor: 'npx enamel doctor',
                address: plan.address,
                guide: 'docs/operate/reach.md',
              }}
              tags={TAGS}
            />
          </p>
        </Step>
      </ol>
    </section>
  )
}

function Step({ name, children }: { name: WordKey; children: ReactNode }) {
  const words = useWords()
  return (
    <li>
      <h3>{words(name)}</h3>
      {children}
    </li>
  )
}

function Settings({ label, lines }: { label: string; lines: readonly string[] }) {
  return (
    <pre className={classes.settings} role="group" aria-label={label}>
      <code>{lines.join('\n')}</code>
    </pre>
  )
}

function Ports({ port }: { port: number }) {
  const words = useWords()
  const loopback = { loopback: LOOPBACK }
  const rows: [name: string, who: ReactNode][] = [
    [words('it.reach.ports.443'), words('it.reach.ports.443_who')],
    [words('it.reach.ports.80'), words('it.reach.ports.80_who')],
    [
      words('it.reach.ports.own', { port: String(port) }),
      <Rich key="own" of="it.reach.ports.own_who" values={loopback} tags={TAGS} />,
    ],
    [words('it.reach.ports.database'), words('it.reach.ports.database_who')],
    [
      words('it.reach.ports.metrics'),
      <Rich key="metrics" of="it.reach.ports.metrics_who" values={loopback} tags={TAGS} />,
    ],
  ]
  return (
    <dl className={classes.facts}>
      {rows.map(([name, who]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{who}</dd>
        </div>
      ))}
    </dl>
  )
}
