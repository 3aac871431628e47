/** What every page within the frame hangs on: who is let in, and where everybody else goes. */
import { createRoute, redirect, type RouteComponent } from '@tanstack/react-router'
import { insidePath } from './lib/leave.ts'
import { firstCodeOf, root } from './router-root.tsx'

/** Where somebody goes who has to do something before anything else. */
const FIRST = {
  two_factors: '/enrol',
  passkey: '/enrol',
  renew: '/enrol',
  password: '/new-password',
} as const

/** Everything that wants somebody signed in. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: ({ context: { session }, location }) => {
    if (!session.setUp) redirect({ to: '/setup', throw: true })
    const first = session.state === 'enrolling' && session.must && FIRST[session.must]
    if (first && location.pathname !== first) redirect({ to: first, throw: true })
    if (session.state === 'none' || session.state === 'half' || session.state === 'choosing') {
      const from = insidePath(location.href)
      // A shared computer shows its names; whoever is half way in goes on with that.
      if (session.state === 'none' && session.device?.name) redirect({ to: '/locked', throw: true })
      redirect({
        throw: true,
        to: '/sign-in',
        search: { ...(from && from !== '/' && { from }), ...(session.endedWhy && { why: session.endedWhy }) },
      })
    }
  },
  component: firstCodeOf(() => import('./shell.tsx'), 'Shell'),
})

/** A page within the frame. */
export const page = <const P extends string>(path: P, component: RouteComponent) =>
  createRoute({ getParentRoute: () => inside, path, component })

/** The address of a group of the menu leads to its index. */
export const group = <const P extends string>(path: P) =>
  createRoute({
    getParentRoute: () => inside,
    path,
    beforeLoad: () => {
      redirect({ to: '/settings', throw: true })
    },
  })
