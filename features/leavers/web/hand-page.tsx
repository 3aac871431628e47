/** Things about a leaver go to who can do them: a colleague, somebody with a link, or on paper. */
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { openFile } from '../../../web/lib/open-file.ts'
import { reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Banner } from '../../../web/ui/banner.tsx'
import { Button, LinkButton } from '../../../web/ui/button.tsx'
import { Choice, Choices } from '../../../web/ui/choice.tsx'
import { TextField } from '../../../web/ui/fields.tsx'
import { Acts, Form } from '../../../web/ui/form.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { LinkToHand } from '../../../web/ui/link-to-hand.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { ColleagueField } from '../../staff/web/colleague-field.tsx'
import { getRun } from '../contract.ts'
import { askColleague, makeItemsLink } from '../handing-contract.ts'
import { type Run, sectionsOf, titleOf, useReread } from './run.ts'

const route = getRouteApi('/inside/settings/staff/leavers/$runId/hand')
const WAYS = ['colleague', 'link', 'paper'] as const
type Way = (typeof WAYS)[number]

export function HandPage() {
  const words = useWords()
  const { runId } = route.useParams()
  const { data: run } = useSuspenseQuery(reading(getRun, { params: { runId } }))
  const [made, setMade] = useState<{ link: string; endsAt: string; name: string }>()
  return (
    <Page width="read" stacked>
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.staff'), words('menu.settings.staff.leavers')]}
        title={words('leavers.hand.title')}
        sentence={words('leavers.hand.sentence', { name: run.name })}
      />
      {made ? <Made runId={runId} {...made} /> : <HandForm run={run} onMade={setMade} />}
    </Page>
  )
}

function Made({ runId, link, endsAt, name }: { runId: string; link: string; endsAt: string; name: string }) {
  const words = useWords()
  const until = words('leavers.hand.until', { when: words.moment(new Date(endsAt)), name })
  return (
    <>
      <Banner tone="good" live>
        {words('leavers.hand.made', { name })}
      </Banner>
      <LinkToHand link={link} endsAt={new Date(endsAt)} until={until} />
      <Acts>
        <LinkButton to="/settings/staff/leavers/$runId" params={{ runId }}>
          {words('leavers.hand.back')}
        </LinkButton>
      </Acts>
    </>
  )
}

interface HandFormProps {
  run: Run
  onMade: (made: { link: string; endsAt: string; name: string }) => void
}

function HandForm({ run, onMade }: HandFormProps) {
  const words = useWords()
  const navigate = useNavigate()
  const toast = useToast()
  const reread = useReread()
  const open = sectionsOf(run)
    .flatMap(({ items }) => items)
    .filter(({ kind, state }) => kind === 'outside' && state === 'open')
  const [way, setWay] = useState<Way>('colleague')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [nothing, setNothing] = useState(false)
  const all = open.every(({ id }) => chosen.includes(id))
  const params = { runId: run.id }
  const form = useForm({
    schema: way === 'colleague' ? askColleague.body : makeItemsLink.body,
    initial: { personId: '', name: '' },
    send: async ({ personId, name }) => {
      const itemIds = open.flatMap(({ id }) => (chosen.includes(id) ? [id] : []))
      if (way === 'paper') openFile({ url: `/api/leavers/${run.id}/items.pdf` })
      else if (itemIds.length === 0) setNothing(true)
      else if (way === 'link') {
        const made = await call(makeItemsLink, { params, body: { itemIds, name } })
        onMade({ ...made, name })
        await reread()
      } else {
        await call(askColleague, { params, body: { itemIds, personId } })
        await reread()
        await navigate({ to: '/settings/staff/leavers/$runId', params })
        toast({ text: words('leavers.hand.asked') })
      }
    },
  })
  if (open.length === 0 || run.state !== 'running')
    return (
      <>
        <Banner>{words('leavers.hand.none')}</Banner>
        <Acts>
          <LinkButton to="/settings/staff/leavers/$runId" params={params}>
            {words('leavers.hand.back')}
          </LinkButton>
        </Acts>
      </>
    )
  return (
    <Form onSubmit={form.onSubmit}>
      <Choices legend={words('leavers.hand.to')}>
        {WAYS.map((one) => (
          <Choice
            key={one}
            oneOf="way"
            title={words(`leavers.hand.${one}`)}
            help={words(`leavers.hand.${one}.help`)}
            checked={way === one}
            onChange={() => setWay(one)}
          />
        ))}
      </Choices>
      {way === 'colleague' && (
        <ColleagueField {...form.field('personId')} label={words('leavers.give.who')} />
      )}
      {way === 'link' && (
        <TextField
          {...form.field('name')}
          label={words('leavers.hand.name')}
          help={words('leavers.hand.name.help')}
          autoComplete="off"
        />
      )}
      {way !== 'paper' && (
        <Choices legend={words('leavers.hand.what')}>
          {open.length > 3 && (
            <div>
              <Button
                variant="bare"
                size="sm"
                onClick={() => {
                  setNothing(false)
                  setChosen(all ? [] : open.map(({ id }) => id))
                }}
              >
                {words(all ? 'leavers.hand.untick_all' : 'leavers.hand.tick_all')}
              </Button>
            </div>
          )}
          {open.map((item) => (
            <Choice
              key={item.id}
              title={titleOf(words, item)}
              {...(item.asked && { help: words('leavers.item.asked', { name: item.asked.name }) })}
              checked={chosen.includes(item.id)}
              onChange={(checked) => {
                setNothing(false)
                setChosen(checked ? [...chosen, item.id] : chosen.filter((id) => id !== item.id))
              }}
            />
          ))}
        </Choices>
      )}
      {nothing && <Banner tone="bad">{words('leavers.hand.nothing')}</Banner>}
      <FormSummary problem={form.problem} />
      <Acts>
        <Button type="submit" busy={form.busy && words('leavers.hand.acting')}>
          {words(`leavers.hand.${way}.act`)}
        </Button>
        <LinkButton variant="bare" to="/settings/staff/leavers/$runId" params={params}>
          {words('leavers.hand.back')}
        </LinkButton>
      </Acts>
    </Form>
  )
}
