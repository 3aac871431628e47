/** The list of networks while it is typed: what each row is, and whom the list would keep out. */
import type { Answer } from '../../../pure/contract/endpoint.ts'
import {
  isWithin,
  type Network,
  readAddress,
  readNetwork,
  type Refusal,
} from '../../../pure/network/networks.ts'
import type { getNetworks } from '../networks-contract.ts'
import type { Signed } from './session-rules-form.ts'

export type Shown = Answer<typeof getNetworks>

export interface Row {
  /** Of this page alone, so that a row keeps its fields when another goes. */
  key: number
  network: string
  note: string
}

export interface List {
  on: boolean
  rows: readonly Row[]
  ownersPass: boolean
}

export const listOf = (shown: Shown): List => ({
  on: shown.on,
  rows: shown.networks.map((row, key) => ({ ...row, key })),
  ownersPass: shown.ownersPass,
})

const isBlank = ({ network, note }: Row) => network.trim() === '' && note.trim() === ''

export interface Fault {
  why: Refusal | 'twice'
  offer: string | undefined
}

/** What is wrong with a row; undefined: nothing, or it is blank. */
export function faultOf(rows: readonly Row[], at: number): Fault | undefined {
  const row = rows[at]
  if (!row || isBlank(row)) return undefined
  const read = readNetwork(row.network)
  if (!read.ok) return read
  const before = rows.slice(0, at).some((other) => {
    const theirs = readNetwork(other.network)
    return theirs.ok && theirs.network.text === read.network.text
  })
  return before ? { why: 'twice', offer: undefined } : undefined
}

export const networksIn = (rows: readonly Row[]): Network[] =>
  rows.flatMap((row) => {
    const read = readNetwork(row.network)
    return read.ok ? [read.network] : []
  })

/** How the list is sent: without blank rows; the server's own words name the row it means. */
export const sentRows = (rows: readonly Row[]) => rows.map(({ network, note }) => ({ network, note }))

export const isIn = (address: string, rows: readonly Row[]) =>
  isWithin(readAddress(address), networksIn(rows))

/** The network of the list that an address is in; undefined: none. */
export const networkWith = (address: string, rows: readonly Row[]) =>
  networksIn(rows).find((network) => isWithin(readAddress(address), [network]))?.text

/** Names of those who are signed in now and would be kept out. */
export function keptOutBy(sessions: readonly Signed[], { on, rows, ownersPass }: List): string[] {
  if (!on) return []
  const out = sessions.filter(
    ({ current, person, address }) =>
      !current && !(ownersPass && person.role === 'OWNER') && !isIn(address, rows),
  )
  return [...new Set(out.map(({ person }) => person.name))]
}
