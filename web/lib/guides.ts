/** The help articles of `guides/`, each loaded when it is opened. */
import type { Guide } from '../../pure/guide/guide.ts'
import { pageCode } from './page-code.ts'

/** In the order of the steps they belong to; the name is the file's and the address's. */
export const GUIDES = [
  'two-factor-authentication',
  'passkeys',
  'session-timeout',
  'access-review',
  'inviting',
  'leavers',
  'passwords',
  'roles',
] as const

export type GuideName = (typeof GUIDES)[number]

export const isGuide = (name: unknown): name is GuideName => GUIDES.some((known) => known === name)

const files = import.meta.glob<Guide>('../../guides/*.md', { import: 'guide' })

export async function loadGuide(name: GuideName): Promise<Guide> {
  const load = files[`../../guides/${name}.md`]
  if (!load) throw new Error(`There is no guide ${name}`)
  return pageCode(load)()
}
