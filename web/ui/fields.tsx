/** Fields of a form: label above, help below, the error in the help's place. Props come from `useForm().field(name)`. */
import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core'
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs'
import IconEyeOff from '@tabler/icons-react/dist/esm/icons/IconEyeOff.mjs'
import type { HTMLInputAutoCompleteAttribute, ReactNode, Ref } from 'react'
import type { FormField } from '../lib/form.ts'
import { useWords } from '../lib/words.tsx'
import classes from './fields.module.css'

interface CommonProps extends FormField {
  label: string
  /** One line below; gives way to the error. */
  help?: ReactNode
  autoFocus?: boolean
}

interface TextFieldProps extends CommonProps {
  type?: 'text' | 'email' | 'tel' | 'url' | 'date'
  autoComplete?: HTMLInputAutoCompleteAttribute
  inputMode?: 'text' | 'numeric' | 'email'
  /** Codes and keys: fixed-width letters. */
  mono?: boolean
  spellCheck?: boolean
  /** Of a date: the first that is offered. */
  min?: string
  ref?: Ref<HTMLInputElement>
}

const look = {
  size: 'md',
  inputWrapperOrder: ['label', 'input', 'description', 'error'] as (
    | 'label'
    | 'input'
    | 'description'
    | 'error'
  )[],
  classNames: {
    label: classes.label ?? '',
    input: classes.input ?? '',
    description: classes.help ?? '',
    error: classes.error ?? '',
  },
}

export function TextField({ help, error, mono, ...rest }: TextFieldProps) {
  return (
    <TextInput
      {...look}
      {...rest}
      description={error ? undefined : help}
      error={error}
      data-mono={mono || undefined}
    />
  )
}

interface PasswordFieldProps extends CommonProps {
  /** off: on a shared computer, where the browser's manager is somebody else's. */
  autoComplete: 'current-password' | 'new-password' | 'off'
}

function Eye({ reveal }: { reveal: boolean }) {
  const Icon = reveal ? IconEyeOff : IconEye
  return <Icon size={20} stroke={1.75} aria-hidden="true" />
}

/** Can be shown; pasting and managers are welcome. */
export function PasswordField({ help, error, ...rest }: PasswordFieldProps) {
  const words = useWords()
  return (
    <PasswordInput
      {...look}
      {...rest}
      classNames={{
        ...look.classNames,
        input: classes.passwordBox ?? '',
        innerInput: classes.innerInput ?? '',
        visibilityToggle: classes.eye ?? '',
      }}
      description={error ? undefined : help}
      error={error}
      aria-invalid={error ? true : undefined}
      spellCheck={false}
      autoCapitalize="off"
      visibilityToggleButtonProps={{ 'aria-label': words('field.password.show'), tabIndex: 0 }}
      visibilityToggleIcon={Eye}
    />
  )
}

interface TextAreaFieldProps extends CommonProps {
  rows?: number
}

export function TextAreaField({ help, error, rows = 3, ...rest }: TextAreaFieldProps) {
  return <Textarea {...look} {...rest} rows={rows} description={error ? undefined : help} error={error} />
}

interface Option {
  value: string
  label: string
}

interface SelectFieldProps extends CommonProps {
  options: readonly (Option | { group: string; items: Option[] })[]
}

export function SelectField({ help, error, options, ...rest }: SelectFieldProps) {
  return (
    <NativeSelect
      {...look}
      {...rest}
      data={[...options]}
      description={error ? undefined : help}
      error={error}
    />
  )
}
