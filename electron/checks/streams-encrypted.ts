import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Video can be had encrypted: on a plain stream everybody on the way watches along.
 *
 * @see RFC 7826 (rtsps), RFC 3711 (SRTP)
 */
export const streamsEncrypted = defineCheck({
  id: 'streams-encrypted',
  needs: ['rtsp.security'],
  params: z.strictObject({}),
  evaluate({ 'rtsp.security': { encrypted } }) {
    const expected = 'streams over RTSPS or SRTP'
    if (encrypted === null) return unknown('the device does not show whether streams can be encrypted', expected)
    return encrypted ? pass('the device offers encrypted streams', expected) : fail('streams go out readable', expected)
  },
})
