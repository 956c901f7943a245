import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * The clock of the device is right: events of several devices can only be put in order when their clocks agree.
 *
 * How unsure the measurement is counts against both answers: near the limit the outcome is unknown. The time zone counts where the
 * site record names one: the picture on the screen shows local time.
 *
 * @see ONVIF Core, GetSystemDateAndTime
 */
export const clockAccurate = defineCheck({
  id: 'clock-accurate',
  needs: ['time.clock', 'site.settings'],
  params: z.strictObject({ maxOffsetSeconds: z.number().positive() }),
  strictness: { maxOffsetSeconds: 'lower' },
  evaluate(
    { 'time.clock': { offsetSeconds, uncertaintySeconds, timeZone }, 'site.settings': { timeZone: wanted } },
    { maxOffsetSeconds },
  ) {
    const zone = wanted === undefined ? '' : `, time zone ${wanted}`
    const expected = `within ${maxOffsetSeconds} s of the clock of the technician's computer${zone}`
    const direction = offsetSeconds < 0 ? 'behind' : 'ahead'
    const observed = `${seconds(Math.abs(offsetSeconds))} s ${direction}, measured to ± ${seconds(uncertaintySeconds)} s`
    if (![offsetSeconds, uncertaintySeconds].every(Number.isFinite)) return unknown('no usable measurement', expected)
    const off = Math.abs(offsetSeconds)
    if (off - uncertaintySeconds > maxOffsetSeconds) return fail(observed, expected)
    if (wanted !== undefined && timeZone !== null && timeZone !== wanted) {
      return fail(`${observed}; time zone ${timeZone}`, expected)
    }
    if (off + uncertaintySeconds > maxOffsetSeconds) return unknown(`${observed}: too unsure to tell`, expected)
    if (wanted !== undefined && timeZone === null) return unknown(`${observed}; time zone not named`, expected)
    return pass(`${observed}${wanted === undefined ? '' : `, time zone ${timeZone}`}`, expected)
  },
})

const seconds = (value: number): string => (value < 100 ? value.toFixed(1) : String(Math.round(value)))
