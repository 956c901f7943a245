import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * The clock of the device is right: events of several devices can only be put in order when their clocks agree.
 *
 * How unsure the measurement is counts against both answers: near the limit the outcome is unknown.
 *
 * @see ONVIF Core, GetSystemDateAndTime
 */
export const clockAccurate = defineCheck({
  id: 'clock-accurate',
  needs: ['time.clock'],
  params: z.strictObject({ maxOffsetSeconds: z.number().positive() }),
  evaluate({ 'time.clock': { offsetSeconds, uncertaintySeconds } }, { maxOffsetSeconds }) {
    const expected = `within ${maxOffsetSeconds} s of the clock of the technician's computer`
    const direction = offsetSeconds < 0 ? 'behind' : 'ahead'
    const observed = `${seconds(Math.abs(offsetSeconds))} s ${direction}, measured to ± ${seconds(uncertaintySeconds)} s`
    if (![offsetSeconds, uncertaintySeconds].every(Number.isFinite)) return unknown('no usable measurement', expected)
    const off = Math.abs(offsetSeconds)
    if (off + uncertaintySeconds <= maxOffsetSeconds) return pass(observed, expected)
    if (off - uncertaintySeconds > maxOffsetSeconds) return fail(observed, expected)
    return unknown(`${observed}: too unsure to tell`, expected)
  },
})

const seconds = (value: number): string => (value < 100 ? value.toFixed(1) : String(Math.round(value)))
