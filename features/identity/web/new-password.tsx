/** The field for a new password: the rule, how hard it is to guess, and why it would be refused, while it is typed. */
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import type { FormField } from '../../../web/lib/form.ts'
import { useWords } from '../../../web/lib/words.tsx'
import { PasswordField } from '../../../web/ui/fields.tsx'
import { ForManagers } from './for-managers.tsx'
import classes from './new-password.module.css'
import { type PasswordRules, reasonSentence, usePasswordJudgement } from './password-judgement.ts'
import { StrengthMeter } from './strength-meter.tsx'

interface NewPasswordProps {
  /** Of `useForm`, by the name `password`. */
  field: FormField
  rules: PasswordRules
  /** Whose it is: password managers keep both together. */
  address: string
  label: string
  autoFocus?: boolean
}

export function NewPassword({ field, rules, address, label, autoFocus = false }: NewPasswordProps) {
  const words = useWords()
  const judgement = usePasswordJudgement(field.value, rules)
  const reasons = judgement?.answer?.ok === false ? judgement.answer.reasons : []
  const has = [...field.value.normalize('NFC')].length
  const missing = rules.minLength - has
  const told = reasons
    .filter(({ code }) => code !== 'too_short')
    .map((reason) => reasonSentence(words, reason))
    .filter((sentence) => sentence !== field.error)
  return (
    <div className={classes.new}>
      <ForManagers name="email" autoComplete="username" value={address} />
      <PasswordField
        {...field}
        label={label}
        help={words('identity.new_password.rule', { min: rules.minLength })}
        autoComplete="new-password"
        autoFocus={autoFocus}
      />
      <div className={classes.told}>
        <p className={classes.meter}>
          <StrengthMeter score={judgement?.score} />
          {has > 0 && (
            <span className={classes.length} data-enough={missing <= 0}>
              {missing > 0 ? (
                words('identity.new_password.missing', { n: missing })
              ) : (
                <>
                  <IconCheck size={16} stroke={2} aria-hidden="true" />
                  {words('identity.new_password.has', { n: has })}
                </>
              )}
            </span>
          )}
        </p>
        {told.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {judgement && judgement.answer === undefined && <p>{words('identity.new_password.unrated')}</p>}
        <p>{words('identity.new_password.advice')}</p>
      </div>
    </div>
  )
}
