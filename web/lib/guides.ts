/** The help articles of `guides/`, each loaded when it is opened, or all of them when somebody looks for something. */
import { queryOptions } from '@tanstack/react-query'
import type { Guide } from '../../pure/guide/guide.ts'
import { pageCode } from './page-code.ts'

/** What is read first, then in the order of the steps they belong to; the name is the file's and the address's. */
export const GUIDES = [
  'security-best-practices',
  'score',
  'two-factor-authentication',
  'passkeys',
  'session-timeout',
  'networks',
  'access-review',
  'inviting',
  'leavers',
  'roles',
  'two-clinics',
  'log-review',
  'log-proof',
  'keeping-times',
  'phishing',
  'passwords',
  'mail-domain',
  'registration-code',
  'incident-plan',
] as const

export type GuideName = (typeof GUIDES)[number]

export const isGuide = (name: unknown): name is GuideName => GUIDES.some((known) => known === name)

/** Of the ten steps, in their order. */
export const GUIDE_OF_STEP = [
  'two-factor-authentication',
  'passkeys',
  'session-timeout',
  'access-review',
  'log-review',
  'phishing',
  'passwords',
  'mail-domain',
  'registration-code',
  'incident-plan',
] as const satisfies readonly GuideName[]

const files = import.meta.glob<Guide>('../../guides/*.md', { import: 'guide' })

export const guideQuery = (name: GuideName) =>
  queryOptions({
    queryKey: ['guide', name],
    queryFn: () => loadGuide(name),
    staleTime: Number.POSITIVE_INFINITY,
  })

async function loadGuide(name: GuideName): Promise<Guide> {
  const load = files[`../../guides/${name}.md`]
  if (!load) throw new Error(`There is no guide ${name}`)
  return pageCode(load)()
}
