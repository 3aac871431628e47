import { recordingNotFound } from '../../server/http/not-found.ts'
import { route } from '../../server/http/route.ts'
import { listEvents, listMyEvents } from './contract.ts'
import { facets, overTime } from './counting.ts'
import { countFacets, countOverTime, listViews, readEvent, removeView, saveView } from './log-contract.ts'
import { whole } from './one-event.ts'
import { list, listOwn } from './service.ts'
import { remove, save, views } from './views.ts'

const reading = { who: 'member', permission: 'audit.read' } as const

export const auditRoutes = [
  route(listEvents, reading, ({ ctx, query }) => list(ctx, query)),
  route(countFacets, reading, ({ ctx, query }) => facets(ctx, query)),
  route(countOverTime, reading, ({ ctx, query }) => overTime(ctx, query)),
  route(readEvent, reading, ({ ctx, params }) =>
    recordingNotFound(ctx, readEvent, whole(ctx, params.eventId)),
  ),
  route(listViews, reading, ({ ctx, session }) => views(ctx, session.personId)),
  route(saveView, reading, ({ ctx, session, body }) => save(ctx, session.personId, body)),
  route(removeView, reading, ({ ctx, session, params }) =>
    recordingNotFound(ctx, removeView, remove(ctx, session.personId, params.viewId)),
  ),
  route(listMyEvents, { who: 'member', permission: 'profile.own' }, ({ ctx, session }) =>
    listOwn(ctx, session.personId),
  ),
]
