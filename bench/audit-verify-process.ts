/** Verifies the file of its first argument in a process of its own, and prints how long it took and what memory it needed at most. */
import { readFileSync } from 'node:fs'
import { verifyFile } from '../server/log-proof/verify-file.ts'

const [file = '', vkey = ''] = process.argv.slice(2)
const begun = performance.now()
const { state, found } = await verifyFile(file, { keys: [vkey] })
const seconds = (performance.now() - begun) / 1000
// The most this process itself ever held: maxRSS would begin with what its parent held.
const [, peak = '0'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
console.log(JSON.stringify({ state, found, seconds, peakBytes: Number(peak) * 1024 }))
