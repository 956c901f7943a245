import { z } from 'zod'
import { Unsupported, WriteRefused } from '../model/errors.ts'
import type { HttpPolicy } from '../model/security-facts.ts'
import { fail, pass } from '../model/verdict.ts'
import { defineFix } from './fix.ts'
import { readIfOffered } from './parts/read-if-offered.ts'

/**
 * Lets plain HTTP lead to HTTPS. Where the device knows no such redirect, HTTPS is switched on beside it first, and plain HTTP off
 * only then: a driver refuses the second step while HTTPS does not answer. A recorder that cannot connect over HTTPS loses the
 * picture.
 */
export const switchOnHttps = defineFix<HttpPolicy>({
  id: 'https-on',
  siteSettings: z.object({}),
  disruption: 'high',
  reboot: false,
  cutsOff: true,
  approval: 'none',
  writes: ['http.policy'],
  async plan(device) {
    const asFound = await readIfOffered(device, 'http.policy')
    if (asFound === null || asFound === 'https-only' || asFound === 'redirects-to-https') return null
    return { asFound, target: 'redirects-to-https' }
  },
  async apply(device, { asFound, target }) {
    try {
      await device.write('http.policy', target)
    } catch (error) {
      if (!(error instanceof Unsupported || error instanceof WriteRefused)) throw error
      if (asFound === 'http-only') await device.write('http.policy', 'http-and-https')
      await device.write('http.policy', 'https-only')
    }
  },
  /** A device that knows no redirect and went all the way is as good. */
  async verify(device, { target }) {
    const kept = await device.read('http.policy')
    return kept === target || kept === 'https-only'
      ? pass(inWords(kept), inWords(target))
      : fail(inWords(kept), inWords(target))
  },
  /** No driver switches off the HTTPS that it is reached over: plain HTTP comes on first, and we go back to it. */
  async rollback(device, { asFound }) {
    try {
      await device.write('http.policy', asFound)
    } catch (error) {
      if (asFound !== 'http-only' || !(error instanceof WriteRefused)) throw error
      await device.write('http.policy', 'http-and-https')
      await device.returnToOldPort()
      await device.write('http.policy', asFound)
    }
    await device.returnToOldPort()
  },
  describe: (policy) =>
    policy === 'redirects-to-https' ? 'redirects to https, or https only where it knows no redirect' : inWords(policy),
})

function inWords(policy: HttpPolicy): string {
  return policy.replaceAll('-', ' ')
}
