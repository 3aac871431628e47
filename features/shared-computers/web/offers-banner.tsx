/** On Home, for Owners and Admins: browsers that two people used, and nobody has said what they are. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { listSharedComputers } from '../contract.ts'

const toDevices = (parts: ReactNode[]) => (
  <Link key="devices" to="/settings/devices/shared-computers">
    {parts}
  </Link>
)

/** `children`: what stands here while nothing waits; one banner a page. */
export function OffersBanner({ children }: { children: ReactNode }) {
  const words = useWords()
  const n = useQuery(reading(listSharedComputers, {})).data?.offers.length ?? 0
  if (n === 0) return children
  return <Banner tone="warn">{words.rich('shared.offer.home', { n, a: toDevices })}</Banner>
}
