/**
 * A program of its own that holds a data folder and its database as the server does, for tests that kill it.
 * Argument: EmbeddedOptions as JSON. Prints one line of JSON when ready, or `{error}` and ends with 3.
 * SIGTERM ends the database, then the program.
 */
import { acquireFolder } from '../folder-lock.ts'
import { type EmbeddedOptions, startEmbedded } from '../supervisor.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as EmbeddedOptions
try {
  const lock = await acquireFolder({ dataFolder: options.dataFolder, purpose: 'start' })
  const database = await startEmbedded(options)
  const running = setInterval(() => undefined, 60_000)
  process.once('SIGTERM', () => {
    void database.stop().then(() => {
      lock.release()
      clearInterval(running)
    })
  })
  const { version, adopted, notes, pid } = database
  process.stdout.write(
    `${JSON.stringify({ version, adopted, notes, postmaster: pid, owner: database.connect('owner') })}\n`,
  )
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: (error as Error).message })}\n`)
  process.exitCode = 3
}
