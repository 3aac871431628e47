/**
 * Many clients at once over kept connections, each asking again as soon as it was answered. Speaks bare HTTP/1.1,
 * because what asks shares the cores with what answers.
 */
import { connect, type Socket } from 'node:net'
import { nextAddress } from './http.ts'

export interface Asking {
  port: number
  path: string
  /** One each client, in turn: as signIn gives them. */
  cookies: readonly string[]
  clients: number
  /** Whether an answer is the right one. Each is asked. */
  isRight: (answer: string) => boolean
}

export interface Answered {
  perSecond: number
  /** Of each request, in the order of the answers. */
  milliseconds: number[]
}

/** Below what one address may ask within ten seconds (server/http/app.ts): then the client comes from another. */
const REQUESTS_PER_ADDRESS = 500

/** Throws with the first answer that was not the right one, and when a connection ends early. */
export async function askFor(milliseconds: number, asking: Asking): Promise<Answered> {
  const took: number[] = []
  const begin = performance.now()
  const end = begin + milliseconds
  await Promise.all(
    Array.from({ length: asking.clients }, (_, client) =>
      askAgainAndAgain(asking, asking.cookies[client % asking.cookies.length] ?? '', end, took),
    ),
  )
  return { perSecond: took.length / ((performance.now() - begin) / 1000), milliseconds: took }
}

async function askAgainAndAgain(asking: Asking, cookie: string, end: number, took: number[]): Promise<void> {
  const { port, path, isRight } = asking
  const question = `GET ${path} HTTP/1.1\r\nhost: localhost:${port}\r\nuser-agent: ${FIREFOX}\r\naccept: */*\r\ncookie: ${cookie}\r\n\r\n`
  while (performance.now() < end) {
    await overOneConnection(port, (socket, answered) => {
      let asked = performance.now()
      let count = 0
      socket.write(question)
      return (answer) => {
        const now = performance.now()
        took.push(now - asked)
        if (!isRight(answer)) throw new Error(`A request was answered:\n${answer.slice(0, 600)}`)
        count += 1
        if (now >= end || count === REQUESTS_PER_ADDRESS) return answered()
        asked = now
        socket.write(question)
      }
    })
  }
}

/** As a browser of a practice sends it: the server looks at it on every request. */
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

type Talk = (socket: Socket, answered: () => void) => (answer: string) => void

function overOneConnection(port: number, talk: Talk): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress: nextAddress(), noDelay: true })
    const heard = talk(socket, () => {
      resolve()
      socket.destroy()
    })
    let said = ''
    socket.setEncoding('latin1')
    socket.on('data', (part: string) => {
      said += part
      if (!isComplete(said)) return
      const answer = said
      said = ''
      try {
        heard(answer)
      } catch (error) {
        reject(error)
        socket.destroy()
      }
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('A connection ended before its answer')))
  })
}

/** RFC 9112 §6.3, as far as these servers answer: a length, or chunks. */
function isComplete(said: string): boolean {
  const head = said.indexOf('\r\n\r\n')
  if (head < 0) return false
  const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(said.slice(0, head + 2)) ?? []
  return length === undefined ? said.endsWith('\r\n0\r\n\r\n') : said.length >= head + 4 + Number(length)
}
