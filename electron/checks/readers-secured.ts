import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Every reader talks to its controller over the secure channel of OSDP: on a plain wire a badge number is copied with a clip.
 *
 * @see SIA OSDP v2.2, secure channel
 */
export const readersSecured = defineCheck({
  id: 'readers-secured',
  needs: ['access.readers'],
  params: z.strictObject({}),
  evaluate({ 'access.readers': readers }) {
    const expected = 'every reader over OSDP with its secure channel'
    if (readers.length === 0) return unknown('the controller named no reader', expected)
    const plain = readers.filter(({ protocol }) => protocol === 'wiegand' || protocol === 'osdp-clear')
    if (plain.length > 0) return fail(plain.map(({ name, protocol }) => `${name}: ${protocol}`).join(', '), expected)
    const open = readers.filter(({ protocol }) => protocol === 'unknown')
    if (open.length > 0) return unknown(`not told of ${open.map(({ name }) => name).join(', ')}`, expected)
    return pass(readers.map(({ name }) => name).join(', '), expected)
  },
})
