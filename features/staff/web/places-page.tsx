/** Settings › Clinic › Places: the sites of a clinic that has several, and who works at some of them only. */
import IconMapPin from '@tabler/icons-react/dist/esm/icons/IconMapPin.mjs'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../pure/contract/endpoint.ts'
import { keyOf, reading } from '../../../web/lib/query.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/empty-state.tsx'
import { GuideBeside } from '../../../web/ui/guide.tsx'
import { Ledger, LedgerRow, Named, RowAct } from '../../../web/ui/ledger.tsx'
import { Page } from '../../../web/ui/page.tsx'
import { PageHeader } from '../../../web/ui/page-header.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { listPlaces } from '../places-contract.ts'
import { ClosePlaceDialog, PlaceDialog } from './place-dialogs.tsx'

export type Place = Answer<typeof listPlaces>['places'][number]

type Doing = { what: 'add' } | { what: 'rename' | 'close'; place: Place }

export function PlacesPage() {
  const words = useWords()
  const toast = useToast()
  const queries = useQueryClient()
  const { data } = useSuspenseQuery(reading(listPlaces, {}))
  const [doing, setDoing] = useState<Doing>()
  const onDone = async (text: string) => {
    await queries.invalidateQueries({ queryKey: keyOf(listPlaces) })
    setDoing(undefined)
    toast({ text })
  }
  const dialog = { onLeave: () => setDoing(undefined), onDone }
  const add = <Button onClick={() => setDoing({ what: 'add' })}>{words('places.add')}</Button>
  return (
    <Page width="rows">
      <PageHeader
        path={[words('menu.settings'), words('menu.settings.clinic')]}
        title={words('menu.settings.clinic.places')}
        sentence={words('places.sentence')}
        actions={data.places.length > 0 && add}
      />
      {data.places.length === 0 ? (
        <EmptyState
          icon={<IconMapPin size={28} stroke={1.75} aria-hidden="true" />}
          title={words('places.none.title')}
          actions={add}
        >
          {words('places.none')}
        </EmptyState>
      ) : (
        <Ledger label={words('menu.settings.clinic.places')}>
          {data.places.map((place) => (
            <LedgerRow
              key={place.placeId}
              acts={
                <>
                  <RowAct
                    label={words('places.rename.named', { name: place.name })}
                    onClick={() => setDoing({ what: 'rename', place })}
                  >
                    {words('places.rename')}
                  </RowAct>
                  <RowAct
                    look="bare"
                    label={words('places.close.named', { name: place.name })}
                    onClick={() => setDoing({ what: 'close', place })}
                  >
                    {words('places.close')}
                  </RowAct>
                </>
              }
            >
              <Named name={place.name}>
                <span>
                  {place.people.length > 0
                    ? words('places.people', { names: words.list(place.people) })
                    : words('places.nobody')}
                </span>
              </Named>
            </LedgerRow>
          ))}
        </Ledger>
      )}
      {doing?.what === 'close' && <ClosePlaceDialog place={doing.place} {...dialog} />}
      {doing && doing.what !== 'close' && (
        <PlaceDialog place={doing.what === 'rename' ? doing.place : undefined} {...dialog} />
      )}
      <GuideBeside name="roles" />
    </Page>
  )
}
