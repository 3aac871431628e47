/** What a choice would do, by name, before it is saved. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useDays } from '../../../web/lib/day.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Note } from '../../../web/ui/form.tsx'
import { Ledger } from '../../../web/ui/ledger.tsx'
import { Panel } from '../../../web/ui/panel.tsx'
import type { Choice, Preview } from './choice.ts'
import classes from './enforcement.module.css'

const toProtected = (parts: ReactNode[]) => (
  <Link key="protected" to="/settings/security/protected">
    {parts}
  </Link>
)

interface EffectProps {
  level: Choice['level']
  /** As it is before anything is saved. */
  present: Choice['level']
  preview: Preview
  /** Nothing would change: who still has something to set up is told, not what saving does. */
  isAsNow: boolean
}

export function Effect({ level, present, preview, isAsNow }: EffectProps) {
  const words = useWords()
  const days = useDays()
  if (level !== 'required')
    return (
      <Panel title={words('enforcement.effect')}>
        <p>{words(`enforcement.effect.${present === 'required' ? 'fewer' : level}`)}</p>
      </Panel>
    )
  const affected = preview.people.filter(({ lacks }) => lacks !== null)
  const ready = preview.people.filter(({ lacks, asked }) => lacks === null && asked !== 'any')
  const kept = Map.groupBy(isAsNow ? [] : preview.roles.filter((role) => role.kept), ({ from }) => from)
  return (
    <Panel live title={words(isAsNow ? 'enforcement.stands' : 'enforcement.effect')}>
      {[...kept].map(([from, roles]) => (
        <Banner key={from}>
          {words('enforcement.effect.kept', {
            roles:
              roles.length === preview.roles.length
                ? words('enforcement.effect.kept_all')
                : words.list(roles.map(({ role }) => words(`role.${role}`))),
            day: days.day(new Date(from)),
          })}
        </Banner>
      ))}
      <p>
        {affected.length === 0
          ? words('enforcement.effect.none')
          : isAsNow
            ? words.rich('enforcement.stands.affected', { n: affected.length, a: toProtected })
            : words('enforcement.effect.affected', { n: affected.length })}
      </p>
      {affected.length > 0 && (
        <Ledger>
          {affected.map((person) => (
            <Affected key={person.id} person={person} />
          ))}
        </Ledger>
      )}
      {ready.length > 0 && (
        <Note>
          {words('enforcement.ready', {
            n: ready.length,
            names: words.list(ready.map(({ name }) => name)),
          })}
        </Note>
      )}
    </Panel>
  )
}

function Affected({ person }: { person: Preview['people'][number] }) {
  const words = useWords()
  const days = useDays()
  const has =
    person.app && person.passkeys > 0 ? 'both' : person.app ? 'app' : person.passkeys > 0 ? 'passkey' : 'none'
  const state = [
    words(`role.${person.role}`),
    words(`enforcement.person.has.${has}`),
    ...(person.neverSignedIn ? [words('enforcement.person.never')] : []),
    ...(person.awayUntil
      ? [words('enforcement.person.away', { day: days.day(new Date(person.awayUntil)) })]
      : []),
    ...(person.graceEndsAt
      ? [words('enforcement.person.grace', { time: words.moment(new Date(person.graceEndsAt)) })]
      : []),
  ]
  return (
    <li className={classes.person}>
      <div>
        <b>{person.name}</b>
        <span>{state.join(' · ')}</span>
      </div>
      <span>
        {person.lacks && person.graceEndsAt
          ? words('enforcement.person.grace_first')
          : words(`enforcement.person.${person.sees}`, {
              day: person.from ? days.day(new Date(person.from)) : '',
            })}
      </span>
    </li>
  )
}
