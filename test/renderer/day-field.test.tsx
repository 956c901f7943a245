import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { DayField } from '../../renderer/components/day-field.tsx'
import { readDay } from '../../renderer/text/format.ts'
import './setup.ts'

describe('a day that is typed', () => {
  it.each([
    ['30/06/2027', '2027-06-30'],
    ['3.6.2027', '2027-06-03'],
    ['2027-06-30', '2027-06-30'],
    ['31/06/2027', null],
    ['12/31/2027', null],
    ['30/06/27', null],
    ['soon', null],
    ['', null],
  ])('of %s is %s, day before month', (typed, day) => {
    expect(readDay(typed)).toBe(day)
  })

  it('reads as the language writes it, whatever the operating system speaks, and says when it is none', () => {
    function Form() {
      const [day, setDay] = useState('2026-11-22')
      return (
        <MantineProvider>
          <DayField label="Ends on" value={day} onChange={setDay} />
          <output>{day}</output>
        </MantineProvider>
      )
    }
    render(<Form />)
    const field = screen.getByLabelText<HTMLInputElement>('Ends on')
    expect(field.value).toBe('22 Nov 2026')
    fireEvent.focus(field)
    expect(field.value).toBe('22/11/2026')
    fireEvent.change(field, { target: { value: '31/06/2027' } })
    fireEvent.blur(field)
    expect(screen.getByText('No such day. Write it as 30/06/2027.')).toBeTruthy()
    expect(screen.getByRole('status').textContent).toBe('')
    fireEvent.change(field, { target: { value: '30/06/2027' } })
    fireEvent.blur(field)
    expect(field.value).toBe('30 Jun 2027')
    expect(screen.getByRole('status').textContent).toBe('2027-06-30')
  })
})
