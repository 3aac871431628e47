/** What stopped the form: the server's sentence, or the list of fields to mend when there are several. */
import type { ApiProblem } from '../lib/api-problem.ts'
import { problemText, useWords } from '../lib/words.tsx'
import { Banner } from './banner.tsx'
import classes from './form-summary.module.css'

interface FormSummaryProps {
  errors?: readonly { id: string; text: string }[]
  problem: ApiProblem | undefined
}

/** Takes `errors` and `problem` of `useForm`, or the `problem` of `useAct`. Draws nothing when all is well. */
export function FormSummary({ errors = [], problem }: FormSummaryProps) {
  const words = useWords()
  if (problem) {
    return (
      // A window that was closed is no refusal: nothing was sent, and nothing is wrong.
      <Banner live tone={problem.code.startsWith('client.passkey_') ? 'info' : 'bad'}>
        <p>{problemText(words, problem)}</p>
        {problem.status >= 500 && problem.reference && (
          <p className={classes.reference}>{words('error.reference', { reference: problem.reference })}</p>
        )}
      </Banner>
    )
  }
  if (errors.length < 2) return null
  return (
    <Banner tone="bad">
      <p>{words('form.several', { n: errors.length })}</p>
      <ul className={classes.list}>
        {errors.map(({ id, text }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(id)?.focus()
              }}
            >
              {words('form.field', { field: labelOf(id), text })}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  )
}

function labelOf(id: string): string {
  const field = document.getElementById(id)
  const labelled =
    field instanceof HTMLInputElement ||
    field instanceof HTMLSelectElement ||
    field instanceof HTMLTextAreaElement
  return (labelled && field.labels?.[0]?.textContent) || ''
}
