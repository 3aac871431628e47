/** Settings › Security › 2FA enforcement: what is asked of a sign-in, of whom and from when, with what it does before it is saved. */
import { Link } from '@tanstack/react-router'
import { keepPreviousData, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useAct } from '../../../web/lib/act.ts'
import { call } from '../../../web/lib/api.ts'
import { useDays } from '../../../web/lib/day.ts'
import { dayOf, noonOf } from '../../../pure/days/days.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { refreshSession, useMember } from '../../../web/lib/session.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { getEnforcement, previewEnforcement, saveEnforcement } from '../contract.ts'
import { asItStands, type Choice, sameWish, wishOf } from './choice.ts'
import { ChoiceList, LEVELS, RoleRungs, WHO } from './choices.tsx'
import { Effect } from './effect.tsx'
import classes from './enforcement.module.css'

const toSecurity = (parts: ReactNode[]) => (
  <Link key="security" to="/profile/security">
    {parts}
  </Link>
)

export function EnforcementPage() {
  const words = useWords()
  const days = useDays()
  const queries = useQueryClient()
  const toast = useToast()
  const { clinic } = useMember()
  const { data: present } = useSuspenseQuery(reading(getEnforcement, {}))
  const [choice, setChoice] = useState(() => asItStands(present))
  const change = (part: Partial<Choice>) => setChoice({ ...choice, ...part })
  const wish = wishOf(choice)
  const isRequired = choice.level === 'required'
  /** Nothing is chosen that saving would change. */
  const isAsNow = sameWish(wish, wishOf(asItStands(present)))
  const { data: preview } = useQuery({
    ...reading(previewEnforcement, {
      query: {
        level: wish.level,
        roles: wish.roles.join(','),
        passkeyRoles: wish.passkeyRoles.join(','),
        ...(wish.from && { from: wish.from }),
      },
    }),
    placeholderData: keepPreviousData,
  })
  const save = useAct(async () => {
    const { told } = await call(
      saveEnforcement,
      { body: { ...wish, revision: present.revision } },
      { purpose: 'enforcement.purpose' },
    )
    await queries.invalidateQueries({ queryKey: keyOf(getEnforcement) })
    await queries.invalidateQueries({ queryKey: keyOf(previewEnforcement) })
    await refreshSession(queries)
    toast({ text: words('enforcement.saved', { n: told }) })
  })
  const isInForce = present.roles.every(
    ({ asked, from }) =>
      asked === 'any' || (from !== null && dayOf(new Date(from), clinic.zone) <= present.today),
  )
  const refused = preview?.refused
  const isSaverFirst = isRequired && present.first !== null
  /** The last of the days it holds from, as they will be: a date that was announced before stays. */
  const begins = preview?.roles
    .map(({ from }) => from)
    .toSorted()
    .at(-1)
  const isAhead = begins !== undefined && dayOf(new Date(begins), clinic.zone) > present.today
  const dayInWords = new Intl.DateTimeFormat(words.locale, { timeZone: 'UTC', day: 'numeric', month: 'long' })
  return (
    <Page>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.security')]}
        title={words('menu.settings.security.enforcement')}
        sentence={words(`enforcement.lead.${present.level}`, {
          ready: present.ready,
          people: present.people,
        })}
      />
      <div className={classes.form}>
        <ChoiceList
          name="level"
          legend="enforcement.level"
          value={choice.level}
          options={LEVELS}
          onChoose={(level) => change({ level })}
        />
        {isSaverFirst && (
          <Banner tone="warn">
            <p>
              {words.rich(`enforcement.first.${present.first ?? 'second_way_first'}`, {
                a: toSecurity,
              })}
            </p>
          </Banner>
        )}
        {isRequired && (
          <>
            <div>
              <ChoiceList
                name="who"
                legend="enforcement.who"
                value={choice.who}
                options={WHO}
                onChoose={(who) => change({ who })}
              />
              {choice.who === 'some' && (
                <RoleRungs
                  present={present}
                  asked={choice.asked}
                  onAsk={(role, rung) => change({ asked: { ...choice.asked, [role]: rung } })}
                />
              )}
            </div>
            {!(isAsNow && isInForce) && (
              <div className={classes.day}>
                <TextField
                  id="from"
                  name="from"
                  type="date"
                  label={words('enforcement.from')}
                  help={words('enforcement.from.help', { latest: dayInWords.format(noonOf(present.latest)) })}
                  value={choice.from}
                  error={
                    refused?.why.startsWith('enforcement.date_')
                      ? words(dateProblem(refused.why), {
                          latest: dayInWords.format(noonOf(refused.latest ?? present.latest)),
                        })
                      : undefined
                  }
                  onChange={(event) => change({ from: event.currentTarget.value })}
                  onBlur={() => undefined}
                />
              </div>
            )}
          </>
        )}
        {preview &&
          !refused?.why.startsWith('enforcement.date_') &&
          refused?.why !== 'enforcement.nobody_chosen' &&
          (isRequired || !isAsNow) && (
            <Effect level={choice.level} present={present.level} preview={preview} isAsNow={isAsNow} />
          )}
        {refused?.why === 'enforcement.nobody_chosen' && <p>{words('problem.enforcement.nobody_chosen')}</p>}
        {isAsNow && !isRequired && <p>{words('enforcement.as_now')}</p>}
        <FormSummary problem={save.problem} />
        {!isAsNow && refused?.why !== 'enforcement.nobody_chosen' && (
          <div>
            <Button size="lg" onClick={() => save.run()} busy={save.busy && words('enforcement.saving')}>
              {isRequired
                ? isAhead
                  ? words('enforcement.save.required', { day: days.day(new Date(begins)) })
                  : words('enforcement.save.now')
                : words(`enforcement.save.${choice.level as 'optional' | 'recommended'}`)}
            </Button>
          </div>
        )}
        <GuideBeside name="two-factor-authentication" />
      </div>
    </Page>
  )
}

const dateProblem = (why: string) =>
  why === 'enforcement.date_past'
    ? 'problem.enforcement.date_past'
    : why === 'enforcement.date_too_late'
      ? 'problem.enforcement.date_too_late'
      : 'problem.enforcement.date_needed'
