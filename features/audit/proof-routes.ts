import { route } from '../../server/http/route.ts'
import { downloadProof, getEventProof, getSeal } from './proof-contract.ts'
import { eventProof, seal, takeProof } from './proofs.ts'

const READS = { who: 'member', permission: 'audit.read' } as const

export const proofRoutes = [
  route(getSeal, READS, ({ ctx }) => seal(ctx)),
  route(getEventProof, READS, ({ ctx, params }) => eventProof(ctx, params.eventId)),
  route(downloadProof, READS, ({ ctx, params }) => takeProof(ctx, params.eventId)),
]
