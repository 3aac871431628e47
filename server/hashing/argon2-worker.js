// One thread of the pool: takes the parameters of an Argon2id computation, answers with the tag (RFC 9106 §3.1).
// JavaScript, because type stripping would load its compiler again in every thread: 15 MB each, measured.
import { argon2Sync } from 'node:crypto'
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', (work) => {
  try {
    const tag = argon2Sync('argon2id', work)
    parentPort.postMessage({ tag })
  } catch (error) {
    parentPort.postMessage({ fault: String(error) })
  }
})
