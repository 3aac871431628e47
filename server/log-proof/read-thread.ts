/** One of the threads that read the lines of an export: blocks of bytes come in, what they say goes out. */
import { parentPort } from 'node:worker_threads'
import { type Block, readBlock } from '../../pure/log-proof/blocks.ts'
import { nodePrimitives } from '../seal/primitives.ts'

parentPort?.on('message', (block: Block) => {
  parentPort?.postMessage(readBlock(nodePrimitives, block))
})
