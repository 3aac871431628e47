/** `npm run schema`: writes server/db/schema.ts from the tables that the migrations make. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaText } from '../../server/db/generate-schema.ts'
import { startPostgres } from '../postgres.ts'
import { PROJECT } from './step.ts'

const { server, stop } = await startPostgres()
try {
  writeFileSync(join(PROJECT, 'server/db/schema.ts'), await schemaText(server.owner))
} finally {
  await stop()
}
