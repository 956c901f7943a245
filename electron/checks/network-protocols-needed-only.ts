import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Of the protocols that ONVIF can switch, only those are on that this kind of device needs here: each other one is an open
 * port with a login of its own.
 *
 * @see ONVIF Core, GetNetworkProtocols
 */
export const networkProtocolsNeededOnly = defineCheck({
  id: 'network-protocols-needed-only',
  needs: ['network.protocols'],
  params: z.strictObject({ needed: z.array(z.enum(['HTTP', 'HTTPS', 'RTSP'])).min(1) }),
  strictness: { needed: 'fewer-entries' },
  evaluate({ 'network.protocols': protocols }, { needed }) {
    const expected = `nothing on but ${needed.join(', ')}`
    if (protocols.length === 0) return unknown('the device named no protocol at all', expected)
    const on = protocols.filter(({ enabled }) => enabled)
    const surplus = on.filter(({ name }) => !needed.includes(name))
    const list = (some: typeof on): string => some.map(({ name, ports }) => `${name} (${ports.join(', ')})`).join(', ')
    if (surplus.length > 0) return fail(`on without need: ${list(surplus)}`, expected)
    return pass(on.length === 0 ? 'all protocols are reported off' : `on: ${list(on)}`, expected)
  },
})
