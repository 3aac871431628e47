// One thread that does nothing but Argon2id, as many milliseconds as it is told, and answers how often.
import { argon2Sync, randomBytes } from 'node:crypto'
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', ({ memory, passes, parallelism, milliseconds }) => {
  const message = Buffer.from('a long password for the bench')
  const inputs = {
    message,
    nonce: randomBytes(16),
    secret: randomBytes(32),
    memory,
    passes,
    parallelism,
    tagLength: 32,
  }
  const end = performance.now() + milliseconds
  let count = 0
  for (; performance.now() < end; count += 1) argon2Sync('argon2id', inputs)
  parentPort?.postMessage(count)
})
