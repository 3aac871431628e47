import { recordingNotFound } from '../../server/http/not-found.ts'
import { route } from '../../server/http/route.ts'
import { addPart, begin, finish } from './bringing.ts'
import { addFilePart, beginFile, finishFile, getFile } from './contract.ts'
import { save } from './service.ts'

const BRINGING = { who: 'member', permission: 'files.add', activity: true } as const

export const filesRoutes = [
  route(beginFile, BRINGING, ({ ctx, session, body }) => begin(ctx, session, body)),
  route(addFilePart, BRINGING, ({ ctx, session, params, body }) =>
    recordingNotFound(ctx, addFilePart, addPart(ctx, session, params, body.content)),
  ),
  route(finishFile, BRINGING, ({ ctx, session, params }) =>
    recordingNotFound(ctx, finishFile, finish(ctx, session, params.fileId)),
  ),
  route(getFile, { who: 'member', permission: 'files.read' }, ({ ctx, session, params }) =>
    recordingNotFound(ctx, getFile, save(ctx, session, params.fileId)),
  ),
]
