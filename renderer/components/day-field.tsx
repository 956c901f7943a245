import './day-field.css'
import { TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { dateText, dayHint, readDay, typedDay } from '../text/format.ts'
import { text } from '../text/text.ts'
import { IconButton } from './icon-button.tsx'

interface DayFieldProps {
  readonly label?: string
  /** Where the label stands elsewhere, as the head of a column. */
  readonly 'aria-label'?: string
  readonly description?: ReactNode
  readonly error?: ReactNode
  /** `2027-06-30`; empty for none. */
  readonly value: string
  /** Empty also while what is typed is no day, which the field says itself. */
  readonly onChange: (day: string) => void
  readonly min?: string
  readonly max?: string
}

/** A day as the language of the app writes it, typed or chosen. The field of the browser follows the operating system instead. */
export function DayField({ value, onChange, error, min, max, ...rest }: DayFieldProps) {
  const picker = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [isWrong, setWrong] = useState(false)
  const said = rest.label ?? rest['aria-label'] ?? ''
  return (
    <div className="day-field">
      <TextInput
        {...rest}
        value={typed ?? (value === '' ? '' : dateText(value))}
        placeholder={dayHint}
        autoComplete="off"
        spellCheck={false}
        error={isWrong ? text.common.noDay(dayHint) : error}
        rightSection={
          <IconButton label={text.common.chooseDay(said)} onClick={() => picker.current?.showPicker()}>
            <IconCalendar size="1.1rem" aria-hidden />
          </IconButton>
        }
        onFocus={() => setTyped(value === '' ? '' : typedDay(value))}
        onChange={(event) => {
          const words = event.currentTarget.value
          setTyped(words)
          setWrong(false)
          onChange(readDay(words) ?? '')
        }}
        onBlur={() => {
          const isDay = typed === null || typed.trim() === '' || readDay(typed) !== null
          setWrong(!isDay)
          if (isDay) setTyped(null)
        }}
      />
      <input
        ref={picker}
        className="day-picker"
        type="date"
        tabIndex={-1}
        aria-hidden="true"
        value={value}
        min={min}
        max={max}
        onChange={(event) => {
          setTyped(null)
          setWrong(false)
          onChange(event.currentTarget.value)
        }}
      />
    </div>
  )
}
