import { z } from 'zod'
import { fail, pass, unknown } from '../model/verdict.ts'
import { defineCheck } from './check.ts'

/**
 * Ports of the switch without a link are shut, and behind each other port is one device, but where another switch hangs on it.
 *
 * @see IF-MIB::ifAdminStatus, BRIDGE-MIB::dot1dTpFdbTable, LLDP-MIB::lldpRemTable
 */
export const unusedPortsShut = defineCheck({
  id: 'unused-ports-shut',
  needs: ['switch.ports'],
  params: z.strictObject({
    /** Addresses that may be learned on a port without a neighbour that says it is a switch. */
    maxAddresses: z.int().min(1),
  }),
  strictness: { maxAddresses: 'lower' },
  evaluate({ 'switch.ports': ports }, { maxAddresses }) {
    const expected = `no enabled port without a link, at most ${maxAddresses} ${maxAddresses === 1 ? 'device' : 'devices'} behind a port`
    if (ports.length === 0) return unknown('the switch named no port', expected)
    const idle = ports.filter(({ enabled, linked }) => enabled === true && linked === false)
    const crowded = ports.filter(({ macs, neighbour }) => neighbour === null && macs.length > maxAddresses)
    const wrong = [
      ...(idle.length > 0 ? [`enabled without a link: ${idle.map(({ name }) => name).join(', ')}`] : []),
      ...crowded.map(({ name, macs }) => `${macs.length} addresses behind ${name}`),
    ]
    if (wrong.length > 0) return fail(wrong.join('; '), expected)
    // A link says that the port is enabled, and a port that is shut has none.
    const untold = ports.filter(({ enabled, linked }) => linked !== true && enabled !== false)
    const used = ports.filter(({ linked }) => linked === true)
    const open = [
      ...(untold.length > 0 ? [`not told whether shut: ${untold.map(({ name }) => name).join(', ')}`] : []),
      // This computer alone is behind one of them.
      ...(ports.every(({ macs }) => macs.length === 0) ? ['no address was told behind any port'] : []),
    ]
    if (open.length > 0) return unknown(open.join('; '), expected)
    return pass(`${ports.length} ports, ${used.length} in use, the others shut`, expected)
  },
})
