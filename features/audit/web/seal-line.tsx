/** How far the log is sealed, since when somebody outside keeps a copy, and when it was last checked: beside the page's sentence. */
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { getLogCheck } from '../../audit-check/contract.ts'
import { getSeal } from '../proof-contract.ts'
import { checkSaidOf, isSealFresh, sealSaidOf } from './seal-said.ts'
import classes from './audit-log-page.module.css'

export type Seal = Answer<typeof getSeal>
export type Check = Answer<typeof getLogCheck>

const AGAIN_MS = 60_000

export function SealLine() {
  const words = useWords()
  const days = useDays()
  const { data } = useQuery({ ...reading(getSeal, {}), refetchInterval: AGAIN_MS })
  if (!data) return null
  return (
    <span className={classes.seal} data-good={isSealFresh(data, serverNow()) || undefined}>
      <IconShieldCheck size={16} stroke={2} aria-hidden="true" />
      <span>
        {sealSaidOf(words, days, data)}
        {data.outside === null && (
          <>
            {' '}
            <Link to="/settings/security/outside-copies">{words('audit.seal.name_one')}</Link>
          </>
        )}
      </span>
    </span>
  )
}

/** The ways to see for oneself that nothing was changed: what the nightly check says, and the page that needs no Enamel. */
export function CheckLine() {
  const words = useWords()
  const days = useDays()
  const { data } = useQuery(reading(getLogCheck, {}))
  return (
    <p className={classes.checks}>
      {data && (
        <Link
          className={classes.check}
          to="/settings/security/audit-log/check"
          data-bad={data.findings.some(({ looked }) => looked === null) || undefined}
        >
          {checkSaidOf(words, days, data)}
        </Link>
      )}
      <a href="/log-verifier.html" download>
        {words('audit.save_verifier')}
      </a>
    </p>
  )
}
