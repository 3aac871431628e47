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
      <h2>{words('reach.steps')}</h2>
      <ol className={classes.steps}>
        <Step title="reach.name.title">
          <p>
            <Rich of="reach.name.text" values={{ example: plan.name }} tags={TAGS} />
          </p>
          {reach.https === 'none' && (
            <div className={classes.write} aria-hidden="true">
              <span>{words('reach.name.write')}</span>
              <span>{words('reach.name.write_address')}</span>
            </div>
          )}
        </Step>
        <Step title="reach.https.title">
          <div className={classes.ways}>
            <div className={classes.way}>
              <p>
                <Rich
                  of="reach.https.proxy"
                  values={{ target: plan.target, header: 'X-Forwarded-For' }}
                  tags={TAGS}
                />
              </p>
              <Settings label={words('reach.https.proxy_label')} lines={plan.proxy} />
            </div>
            <div className={classes.way}>
              <p>
                <Rich of="reach.https.direct" tags={TAGS} />
              </p>
              <Settings label={words('reach.https.direct_label')} lines={plan.direct} />
            </div>
          </div>
        </Step>
        <Step title="reach.ports.title">
          <Ports port={reach.https === 'enamel' ? 3000 : reach.listens.port} />
        </Step>
        <Step title="reach.check.title">
          <p>
            <Rich
              of="reach.check.text"
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

function Step({ title, children }: { title: WordKey; children: ReactNode }) {
  const words = useWords()
  return (
    <li>
      <h3>{words(title)}</h3>
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
    [words('reach.ports.443'), words('reach.ports.443_who')],
    [words('reach.ports.80'), words('reach.ports.80_who')],
    [
      words('reach.ports.own', { port: String(port) }),
      <Rich key="own" of="reach.ports.own_who" values={loopback} tags={TAGS} />,
    ],
    [words('reach.ports.database'), words('reach.ports.database_who')],
    [
      words('reach.ports.metrics'),
      <Rich key="metrics" of="reach.ports.metrics_who" values={loopback} tags={TAGS} />,
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
