/** The practice most walks look at, its Owner signed in: named in Japanese, so that what is data is told from what Enamel says. */
import { comeIn, type Person } from './marsh-lane.ts'
import { PRACTICE, type Walker } from './screens.ts'
import { type At, PASSWORD } from './steps.ts'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXE'

export const HANAKO = { ...PRACTICE.owner, role: 'OWNER', secret: SECRET } as const satisfies Person
export const TARO = {
  name: '鈴木 太郎',
  email: 'taro@shika.example',
  role: 'NURSE',
} as const satisfies Person

/** Begins with an Enamel without a clinic; ends where somebody is who has just signed in. */
export async function openAsHanako(
  at: At,
  say: Walker['say'],
  {
    people = [],
    country = 'NG',
    zone = 'Africa/Lagos',
  }: { people?: readonly Person[]; country?: string; zone?: string } = {},
): Promise<void> {
  const { page, enamel } = at
  await enamel.seed({
    clinics: [
      {
        name: PRACTICE.clinic,
        country,
        zone,
        people: [HANAKO, ...people].map(({ secret, ...person }) => ({
          ...person,
          password: PASSWORD,
          ...(secret !== undefined && { totpSecret: secret }),
        })),
      },
    ],
  })
  await page.goto(`${enamel.origin}/sign-in?lang=${say.language}`)
  await comeIn({ ...at, say }, HANAKO)
}
