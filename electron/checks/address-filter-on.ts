import { z } from 'zod'
import { holdsRange, rangeBits } from '../model/address-range.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * The device answers the recorder and the hosts that administer it, and nobody else.
 *
 * @see ONVIF Core, GetIPAddressFilter
 */
export const addressFilterOn = defineCheck({
  id: 'address-filter-on',
  needs: ['network.filter', 'site.settings'],
  params: z.strictObject({}),
  evaluate({ 'network.filter': { enabled, entriesAre, entries }, 'site.settings': { allowedClients = [] } }) {
    const expected = `only ${allowedClients.length === 0 ? 'the clients of the site record' : allowedClients.join(', ')} may connect`
    if (!enabled) return fail('no filter of addresses is on', expected)
    const list = entries.length === 0 ? 'nobody' : entries.join(', ')
    if (entriesAre === 'mixed')
      return unknown(
        `the filter has rules of several kinds${entries.length === 0 ? '' : `, naming ${list}`}: who may connect was not told from them`,
        expected,
      )
    if (entriesAre === 'denied')
      return fail(entries.length === 0 ? 'everybody may connect' : `everybody but ${list} may connect`, expected)
    if (entries.length === 0) return fail('the filter is on and names nobody', expected)
    if (allowedClients.length === 0)
      return unknown(`${list} may connect; the site record names no allowed clients`, expected)
    const odd = entries.filter((entry) => rangeBits(entry) === null)
    if (odd.length > 0) return unknown(`${list} may connect; ${odd.join(', ')} cannot be compared`, expected)
    const strange = entries.filter((entry) => !allowedClients.some((client) => holdsRange(client, entry)))
    return strange.length > 0
      ? fail(`${strange.join(', ')} may connect as well`, expected)
      : pass(`${list} may connect`, expected)
  },
})
