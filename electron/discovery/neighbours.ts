import { readFile } from 'node:fs/promises'
import { macText } from '../protocols/mac-text.ts'
import { ouiVendor } from './oui.ts'
import { defineProbe } from './probe.ts'

/**
 * Names the registrant of the network chip of each device in the same network, from the table of neighbours that the operating
 * system keeps. Sends nothing. Linux alone shows the table as a file; elsewhere there is nothing to read. A weak mark and no
 * identity: a router may answer for many, and then none of its addresses is believed.
 *
 * @see RFC 826; proc(5), /proc/net/arp
 */
export const neighboursProbe = defineProbe({
  name: 'neighbours',
  after: ['tcp', 'ws-discovery', 'snmp'],
  async run(context) {
    const table = parseNeighbours(await readTable())
    for (const address of context.addresses()) {
      const mac = table.get(address)
      if (mac === undefined || context.earlier(address, null).length === 0) continue
      const vendor = ouiVendor(mac)
      context.sight({ address, marks: { 'arp.mac': mac, 'oui.vendor': vendor ?? '' } })
    }
    return undefined
  },
})

async function readTable(): Promise<string> {
  if (process.platform !== 'linux') return ''
  try {
    return await readFile('/proc/net/arp', 'latin1')
  } catch (error) {
    // No such file, or not for us: one weak mark is missing.
    if (['ENOENT', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return ''
    throw error
  }
}

/** MAC address by IPv4 address, complete entries only, without those that stand for several addresses. */
export function parseNeighbours(table: string): ReadonlyMap<string, string> {
  const rows = table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .flatMap(([address, , flags, hardware]) => {
      const mac = macText(hardware)
      return address === undefined || mac === null || (Number(flags) & 0x2) === 0 ? [] : [[address, mac] as const]
    })
  return new Map(rows.filter(([, mac]) => rows.filter(([, other]) => other === mac).length === 1))
}
