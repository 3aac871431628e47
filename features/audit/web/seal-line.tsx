/** How far the log is sealed, and since when somebody outside keeps a copy: beside the page's sentence. */
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { useDays } from '../../../web/lib/day.ts'
import { reading } from '../../../web/lib/query.ts'
import { serverNow } from '../../../web/lib/server-time.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { getSeal } from '../proof-contract.ts'
import { isSealFresh, sealSaidOf } from './seal-said.ts'
import classes from './audit-log-page.module.css'

export type Seal = Answer<typeof getSeal>

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
