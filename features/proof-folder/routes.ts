import { route } from '../../server/http/route.ts'
import {
  getAnswersPdf,
  getFolder,
  getProof,
  makeFolder,
  makeReaderLink,
  readFolder,
  readProof,
  takeBackReaderLink,
} from './contract.ts'
import * as reader from './reader.ts'
import * as proof from './service.ts'

const READS = { who: 'member', permission: 'proof.manage' } as const
const MANAGES = { ...READS, activity: true } as const
/** It shows names of the team, and what is not kept, to somebody outside. */
const GIVES = { ...MANAGES, fresh: true } as const
const ANYBODY = { who: 'public' } as const

export const proofRoutes = [
  route(getProof, READS, ({ ctx, session }) => proof.proof(ctx, session)),
  route(getAnswersPdf, READS, ({ ctx, session, query }) => proof.answersFile(ctx, session, query.form)),
  route(makeFolder, MANAGES, ({ ctx, session }) => proof.make(ctx, session)),
  route(getFolder, READS, ({ ctx, session, params }) => proof.folderFile(ctx, session, params.folderId)),
  route(makeReaderLink, GIVES, ({ ctx, session, body }) => proof.giveLink(ctx, session, body)),
  route(takeBackReaderLink, MANAGES, ({ ctx, params }) => proof.takeBack(ctx, params.linkId)),
  route(readProof, ANYBODY, ({ ctx, body }) => reader.look(ctx, body.token)),
  route(readFolder, ANYBODY, ({ ctx, body }) => reader.take(ctx, body.token)),
]
