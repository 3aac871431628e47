import { useMemo, useState } from 'react'
import type { WordKey } from '../../catalogue.ts'
import { COUNTRIES } from '../../../pure/countries/countries.ts'
import type { Words } from '../../../pure/words/words.ts'
import { call } from '../../../web/lib/api.ts'
import { useForm } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { SelectField, TextField } from '../../../web/ui/fields.tsx'
import { FormSummary } from '../../../web/ui/form-summary.tsx'
import { clinicFields, nameClinic } from '../contract.ts'
import { LocaleSample } from './locale-sample.tsx'
import { likelyCountry, localesFor, type Place, proposedFor, thisBrowser, zonesFor } from './places.ts'
import { SetupStep } from './setup-step.tsx'
import classes from './setup-step.module.css'

interface ClinicStepProps {
  /** What was answered before. */
  clinic: ({ name: string } & Place) | null
  /** Each letter of the name, for the plate on the wall. */
  onName: (name: string) => void
  onDone: () => Promise<unknown>
  /** For `.catch()`. */
  onRefused: (error: unknown) => never
}

export function ClinicStep({ clinic, onName, onDone, onRefused }: ClinicStepProps) {
  const words = useWords()
  const [browser] = useState(thisBrowser)
  const form = useForm({
    schema: clinicFields,
    initial: clinic ?? { name: '', ...proposedFor(likelyCountry(browser), browser) },
    send: async (body) => {
      await call(nameClinic, { body }).catch(onRefused)
      await onDone()
    },
  })
  const { country, zone, locale } = form.values
  const zones = useMemo(() => zonesFor(country, zone), [country, zone])
  const name = form.field('name')
  const chosen = form.field('country')
  return (
    <SetupStep step={1} title={words('setup.clinic.title')} lead={words('setup.clinic.lead')}>
      <form className={classes.form} noValidate onSubmit={form.onSubmit}>
        <FormSummary errors={form.errors} problem={form.problem} />
        <TextField
          {...name}
          label={words('setup.clinic.name')}
          help={words('setup.clinic.name_help')}
          autoComplete="organization"
          autoFocus
          onChange={(event) => {
            name.onChange(event)
            onName(event.currentTarget.value)
          }}
        />
        <SelectField
          {...chosen}
          label={words('setup.clinic.country')}
          help={words('setup.clinic.country_help')}
          options={countryOptions(words)}
          onChange={(event) => {
            const proposed = proposedFor(event.currentTarget.value, browser)
            for (const [field, value] of Object.entries(proposed)) form.set(field as keyof Place, value)
          }}
        />
        <div className={classes.pair}>
          <SelectField
            {...form.field('zone')}
            label={words('setup.clinic.zone')}
            options={[
              { group: words('setup.clinic.zone_likely'), items: zones.likely.map(zoneOption) },
              { group: words('setup.clinic.zone_all'), items: zones.others.map(zoneOption) },
            ]}
          />
          <SelectField
            {...form.field('locale')}
            label={words('setup.clinic.locale')}
            options={localesFor(country, locale, browser).map((value) => ({
              value,
              label: nameOf(words, 'language', value),
            }))}
          />
        </div>
        <LocaleSample zone={zone} locale={locale} />
        <Button type="submit" size="lg" full busy={form.busy && words('setup.saving')}>
          {words('setup.next')}
        </Button>
      </form>
    </SetupStep>
  )
}

/** Countries and languages by the names the reader's own language has for them. */
function nameOf(words: Words<WordKey>, type: 'region' | 'language', code: string): string {
  return new Intl.DisplayNames([words.locale, 'en'], { type, languageDisplay: 'standard' }).of(code) ?? code
}

function countryOptions(words: Words<WordKey>) {
  const option = ({ code }: { code: string }) => ({ value: code, label: nameOf(words, 'region', code) })
  const known = COUNTRIES.filter(({ code }) => code !== 'ZZ')
  const union = known.filter(({ eu }) => eu).map(option)
  return [
    { value: '', label: words('setup.clinic.country_choose') },
    ...known.filter(({ eu }) => !eu).map(option),
    {
      group: words('setup.clinic.country_eu'),
      items: union.toSorted((a, b) => a.label.localeCompare(b.label, words.locale)),
    },
    { value: 'ZZ', label: words('setup.clinic.country_other') },
  ]
}

const zoneOption = (zone: string) => ({
  value: zone,
  label: zone.replaceAll('_', ' ').replaceAll('/', ' / '),
})
