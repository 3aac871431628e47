/** Verifies a file of any size: read in pieces, its lines checked by as many threads as there are cores, its tree by one. */
import { open } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type Block, Blocks, readBlock } from '../../pure/log-proof/blocks.ts'
import { MOST_LINE_BYTES } from '../../pure/log-proof/export-line.ts'
import type { Read } from '../../pure/log-proof/read-line.ts'
import { TLOG_PROOF } from '../../pure/log-proof/tlog-proof.ts'
import type { Verdict } from '../../pure/log-proof/verdict.ts'
import { type Apart, createVerifier, type Verifier } from '../../pure/log-proof/verifier.ts'
import { verifyProof } from '../../pure/log-proof/verify-proof.ts'
import { nodePrimitives } from '../seal/primitives.ts'

const PIECE_BYTES = 262_144
/** A thread takes longer to start than so much takes to read. */
const WORTH_THREADS = 8_388_608
/** Blocks on their way to and from one thread: bounds the memory. */
const UNDER_WAY = 2
/** More of them wait for the one that follows the tree. */
const MOST_THREADS = 4

/** Of a thread: what it reads is done with at once, and much room would only be filled before it is swept. */
const MEMORY = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 }

export interface VerifyOptions extends Apart {
  threads?: number | undefined
  /** How many bytes were read, now and then. */
  onRead?: ((bytes: number) => void) | undefined
}

/** Rejects when the file cannot be read. */
export async function verifyFile(file: string, options: VerifyOptions = {}): Promise<Verdict> {
  const handle = await open(file)
  const verifier = createVerifier(nodePrimitives, options)
  const readers: Reader[] = []
  try {
    const { size } = await handle.stat()
    const isProof = (await readStart(handle, TLOG_PROOF.length)) === TLOG_PROOF
    if (isProof && size <= MOST_LINE_BYTES) return verifyProof(verifier, await handle.readFile('utf8'))
    const threads =
      size < WORTH_THREADS ? 0 : Math.min(options.threads ?? availableParallelism(), MOST_THREADS)
    for (let thread = 0; thread < threads; thread += 1) readers.push(threadReader())
    await follow(handle, verifier, readers.length > 0 ? readers : [ownReader], options)
    return verifier.end()
  } finally {
    await Promise.all([handle.close(), ...readers.map(({ close }) => close())])
  }
}

type Handle = Awaited<ReturnType<typeof open>>

async function readStart(handle: Handle, bytes: number): Promise<string> {
  const start = Buffer.alloc(bytes)
  const { bytesRead } = await handle.read(start, 0, bytes, 0)
  return start.toString('latin1', 0, bytesRead)
}

interface Reader {
  read(block: Block): Promise<readonly Read[]>
  close(): Promise<unknown>
}

const ownReader: Reader = {
  read: (block) => Promise.resolve(readBlock(nodePrimitives, block)),
  close: () => Promise.resolve(),
}

/** Answers come in the order of the questions. */
function threadReader(): Reader {
  const worker = new Worker(new URL('read-thread.ts', import.meta.url), { resourceLimits: MEMORY })
  const waiting: PromiseWithResolvers<readonly Read[]>[] = []
  worker.on('message', (reads: readonly Read[]) => waiting.shift()?.resolve(reads))
  worker.on('error', (error) => {
    for (const { reject } of waiting.splice(0)) reject(error)
  })
  return {
    read(block) {
      const answer = Promise.withResolvers<readonly Read[]>()
      waiting.push(answer)
      worker.postMessage(block, block === 'too long' ? [] : [block.buffer])
      return answer.promise
    },
    close: () => worker.terminate(),
  }
}

/** Hands the blocks round, and takes what they say in the order of the file. */
async function follow(
  handle: Handle,
  verifier: Verifier,
  readers: readonly Reader[],
  { onRead }: VerifyOptions,
): Promise<void> {
  const blocks = new Blocks()
  const underWay: Promise<readonly Read[]>[] = []
  let turn = 0
  const takeOldest = async () => {
    for (const read of (await underWay.shift()) ?? []) verifier.take(read)
  }
  const hand = async (block: Block) => {
    const answer = (readers[turn % readers.length] ?? ownReader).read(block)
    // It is awaited in its turn: until then a thread that died is nobody's surprise.
    answer.catch(() => undefined)
    underWay.push(answer)
    turn += 1
    if (underWay.length >= UNDER_WAY * readers.length) await takeOldest()
  }
  const piece = Buffer.allocUnsafe(PIECE_BYTES)
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES, at)
    if (bytesRead === 0) break
    at += bytesRead
    for (const block of blocks.push(piece.subarray(0, bytesRead))) await hand(block)
    onRead?.(at)
  }
  for (const block of blocks.end()) await hand(block)
  while (underWay.length > 0) await takeOldest()
}
