/** What the tabs of one browser tell each other: the session is theirs together. */
import type { EndedWhy } from './leave.ts'

export type TabMessage =
  /** Somebody was active in one tab: the deadlines of all have moved. */
  | { kind: 'deadlines'; sessionId: string; idleEndsAt: string; endsAt: string }
  /** The session is over. */
  | { kind: 'left'; why: EndedWhy }
  /** Somebody signed in, or went on in another of their clinics. */
  | { kind: 'arrived'; personId: string; clinicId?: string | null }

const channel = new BroadcastChannel('enamel')

/** Tells the other tabs, never this one. */
export function tellTabs(message: TabMessage): void {
  channel.postMessage(message)
}

/** Hears the other tabs; returns the end of it. */
export function hearTabs(hear: (message: TabMessage) => void): () => void {
  const onMessage = (event: MessageEvent<TabMessage>) => hear(event.data)
  channel.addEventListener('message', onMessage)
  return () => channel.removeEventListener('message', onMessage)
}
