/** The addresses in front of the door: signing in, links of mails, the first run. */
import { createRoute, redirect } from '@tanstack/react-router'
import { getSharedComputer } from '../features/shared-computers/lock-contract.ts'
import { may } from '../pure/roles/roles.ts'
import { insidePath, isEndedWhy, type EndedWhy } from './lib/leave.ts'
import { reading } from './lib/query.ts'
import { codeOf, firstCodeOf, root } from './router-root.tsx'

export interface SignInSearch {
  /** Where to go afterwards, a path of ours. */
  from?: string
  /** Why the session before is over. */
  why?: EndedWhy
}

export interface LockedSearch {
  /** Where the person goes on whose page it was, a path of ours. */
  from?: string
  /** Whose page it was: nobody else goes there. */
  of?: string
  /** The names at once, without a touch. */
  names?: 'yes'
}

const locked = createRoute({
  getParentRoute: () => root,
  path: '/locked',
  validateSearch: ({ from, of, names }: Record<string, unknown>): LockedSearch => {
    const path = insidePath(from)
    return {
      ...(path && { from: path }),
      ...(typeof of === 'string' && { of }),
      ...(names === 'yes' && { names }),
    }
  },
  beforeLoad: async ({ context: { session, queries }, search }) => {
    if (!session.setUp) redirect({ to: '/setup', throw: true })
    if (session.state === 'full' || session.state === 'enrolling')
      redirect({ to: (search.of === session.person?.id && search.from) || '/', throw: true })
    const { computer } = await queries.query(reading(getSharedComputer, {}))
    // No shared computer, or nobody of a shift: the ordinary way in.
    if (!computer || computer.roster.length === 0) redirect({ to: '/sign-in', throw: true })
  },
  component: codeOf(() => import('../features/shared-computers/web/lock-page.tsx'), 'LockPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ from, why }: Record<string, unknown>): SignInSearch => {
    const path = insidePath(from)
    return { ...(path && { from: path }), ...(isEndedWhy(why) && { why }) }
  },
  beforeLoad: ({ context: { session }, search }) => {
    if (!session.setUp) redirect({ to: '/setup', throw: true })
    if (session.state === 'full' || session.state === 'enrolling')
      redirect({ to: search.from ?? '/', throw: true })
  },
  component: firstCodeOf(() => import('../features/identity/web/sign-in-page.tsx'), 'SignInPage'),
})

/** Setting up a second step, where nothing else is open until it is done. */
const enrol = createRoute({
  getParentRoute: () => root,
  path: '/enrol',
  beforeLoad: ({ context: { session } }) => {
    if (session.state === 'full') redirect({ to: '/', throw: true })
    if (session.state !== 'enrolling') redirect({ to: '/sign-in', throw: true })
  },
  component: codeOf(() => import('../features/enforcement/web/enrol-page.tsx'), 'EnrolPage'),
})

/** Typed at the browser that becomes a shared computer; also while somebody is signed in there. */
const markShared = createRoute({
  getParentRoute: () => root,
  path: '/shared-computer',
  beforeLoad: ({ context: { session } }) => {
    if (!session.setUp) redirect({ to: '/setup', throw: true })
  },
  component: codeOf(() => import('../features/shared-computers/web/mark-page.tsx'), 'MarkPage'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: codeOf(() => import('../features/clinics/web/setup-page.tsx'), 'SetupPage'),
})

const recover = createRoute({
  getParentRoute: () => root,
  path: '/recover',
  beforeLoad: ({ context: { session } }) => {
    if (!session.setUp) redirect({ to: '/setup', throw: true })
  },
  component: codeOf(() => import('../features/recovery/web/recover-page.tsx'), 'RecoverPage'),
})

/** Nothing else opens until the password that thieves know is another. */
const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/new-password',
  beforeLoad: ({ context: { session } }) => {
    if (session.state !== 'enrolling' || session.must !== 'password') redirect({ to: '/', throw: true })
  },
  component: codeOf(() => import('../features/identity/web/must-password-page.tsx'), 'MustPasswordPage'),
})

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  beforeLoad: ({ context: { session } }) => {
    if (!session.setUp) redirect({ to: '/setup', throw: true })
  },
  component: codeOf(() => import('../features/recovery/web/forgot-page.tsx'), 'ForgotPage'),
})

const notMe = createRoute({
  getParentRoute: () => root,
  path: '/not-me',
  beforeLoad: ({ context: { session } }) => {
    if (!session.setUp) redirect({ to: '/setup', throw: true })
  },
  component: codeOf(() => import('../features/recovery/web/not-me-page.tsx'), 'NotMePage'),
})

/** For somebody without an account: one thing, by the link they were given. Whoever is signed in here does not matter. */
const task = createRoute({
  getParentRoute: () => root,
  path: '/task',
  component: codeOf(() => import('../features/access-reviews/web/task-page.tsx'), 'TaskPage'),
})

/** For an insurer or auditor: a proof folder, by the link they were given. */
const read = createRoute({
  getParentRoute: () => root,
  path: '/read',
  component: codeOf(() => import('../features/proof-folder/web/read-page.tsx'), 'ReadPage'),
})

/** Whoever holds an invitation; also while somebody is signed in here. */
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  component: codeOf(() => import('../features/staff/web/join-page.tsx'), 'JoinPage'),
})

/** The last screen of the first run; whoever is not signed in as who sees all ten steps begins at its door. */
const setupPages = createRoute({
  getParentRoute: () => root,
  path: '/setup/pages',
  beforeLoad: ({ context: { session } }) => {
    if (!session.person || session.state !== 'full') redirect({ to: '/setup', throw: true })
    else if (!may(session.person.role, 'plan.answer')) redirect({ to: '/', throw: true })
  },
  component: codeOf(() => import('../features/checklist/web/first-pages-page.tsx'), 'FirstPagesPage'),
})

export const doorRoutes = [
  signIn,
  locked,
  recover,
  enrol,
  markShared,
  forgot,
  newPassword,
  notMe,
  task,
  read,
  join,
  setup,
  setupPages,
]
