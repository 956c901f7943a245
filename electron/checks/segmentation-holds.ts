import { z } from 'zod'
import type { SegmentationTrial } from '../model/site-facts.ts'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * From a port of the security network none of the named targets of other networks answers.
 *
 * A reset comes from the target as well and counts as an answer. Silence counts only while a neighbour and a host beyond the gateway
 * answered in the same test (behind a gateway that is gone everything is silent), and only for the port and VLAN that it was taken
 * from.
 *
 * @see IEC 62443-3-3 SR 5.1
 */
export const segmentationHolds = defineCheck({
  id: 'segmentation-holds',
  needs: ['site.segmentation'],
  params: z.strictObject({
    minTargets: z.int().min(1),
  }),
  strictness: { minTargets: 'higher' },
  evaluate({ 'site.segmentation': trial }, { minTargets }) {
    const { probes, neighbour, wayOut = null } = trial
    const expected = `none of ${minTargets} or more targets outside the security network answers`
    const place = placeOf(trial)
    const reached = probes.filter(({ answer }) => answer === 'answered' || answer === 'refused')
    if (reached.length > 0) {
      const list = reached.map(({ name, address, port, answer }) => `${name} (${address}:${port}) ${answer}`)
      return fail(`${place}: ${list.join(', ')}`, expected)
    }
    const untried = probes.filter(({ answer }) => answer === 'not-sent')
    if (untried.length > 0) {
      const list = untried.map(({ name, address, port }) => `${name} (${address}:${port})`)
      return unknown(
        `${place}: nothing was sent to ${list.join(', ')}: this computer has no route there, or its gateway does not answer`,
        expected,
      )
    }
    if (neighbour === null)
      return unknown(`${place}: no neighbour answered either, so silence proves nothing`, expected)
    if (wayOut === null)
      return unknown(
        `${place}: nobody named a host beyond the gateway that must answer, so silence proves nothing`,
        expected,
      )
    if (wayOut.answer !== 'answered' && wayOut.answer !== 'refused') {
      const beyond = `${wayOut.address}:${wayOut.port}`
      return unknown(
        `${place}: ${beyond} beyond the gateway did not answer either, so silence proves nothing`,
        expected,
      )
    }
    if (probes.length < minTargets)
      return unknown(`${place}: ${probes.length} of ${minTargets} targets were tried`, expected)
    return pass(
      `${place}: silent: ${probes.map(({ name, address, port }) => `${name} (${address}:${port})`).join(', ')}; ${neighbour} answered, and from beyond the gateway ${wayOut.address}:${wayOut.port}`,
      expected,
    )
  },
})

function placeOf({ from: { address, switchName, port, vlan }, at }: SegmentationTrial): string {
  const where =
    port === null ? 'a port that nobody named' : `port ${port}${switchName === null ? '' : ` of ${switchName}`}`
  return `from ${address} at ${where}, VLAN ${vlan ?? 'not named'}, ${at.slice(0, 10)}`
}
