import { route } from '../../server/http/route.ts'
import { getMailServer, listMyMails, removeMailServer, saveMailServer, testMailServer } from './contract.ts'
import { remove, save, test } from './mail-server.ts'
import { mailServer, myMails } from './service.ts'

const KEEPERS = { who: 'member', permission: 'mail.manage' } as const
const CHANGE = { ...KEEPERS, fresh: true, activity: true } as const

export const mailRoutes = [
  route(getMailServer, KEEPERS, ({ ctx }) => mailServer(ctx)),
  route(testMailServer, CHANGE, ({ ctx, session }) => test(ctx, session)),
  route(saveMailServer, CHANGE, ({ ctx, session, body }) => save(ctx, session, body)),
  route(removeMailServer, CHANGE, ({ ctx, session }) => remove(ctx, session)),
  route(listMyMails, { who: 'member', permission: 'profile.own' }, ({ ctx, session }) =>
    myMails(ctx, session),
  ),
]
