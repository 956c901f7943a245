import net from 'node:net'
import type { DeviceState } from './device-state.ts'
import type { Faults } from './faults.ts'

/** Whether the address filter of the device lets this client connect. */
export function letsIn({ state, faults }: { state: DeviceState; faults: Faults }, client: string): boolean {
  const { filter } = state.settings
  if (filter === null || !filter.enabled) return true
  if (faults.filterShutsOut) return false
  const list = new net.BlockList()
  for (const entry of filter.entries) {
    const [base = '', prefix] = entry.split('/')
    const family = net.isIPv6(base) ? 'ipv6' : 'ipv4'
    if (net.isIP(base) !== 0) list.addSubnet(base, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family)
  }
  const plain = client.replace(/^::ffff:/, '')
  return list.check(plain, net.isIPv6(plain) ? 'ipv6' : 'ipv4') === (filter.policy === 'allow')
}
