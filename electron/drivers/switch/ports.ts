import { Unsupported } from '../../model/errors.ts'
import type { SwitchPort } from '../../model/security-facts.ts'
import { visibleText } from '../../model/visible-text.ts'
import type { SnmpReader } from '../../protocols/snmp/reader.ts'
import { type SnmpValue, valueText } from '../../protocols/snmp/value.ts'
import type { Capability } from '../driver.ts'
import { readOverSnmp } from '../snmp/capabilities.ts'

const ifEntry = '1.3.6.1.2.1.2.2.1'
const ifXEntry = '1.3.6.1.2.1.31.1.1.1'
const columns = {
  descr: `${ifEntry}.2`,
  type: `${ifEntry}.3`,
  speed: `${ifEntry}.5`,
  admin: `${ifEntry}.7`,
  oper: `${ifEntry}.8`,
  name: `${ifXEntry}.1`,
  highSpeed: `${ifXEntry}.15`,
} as const
const basePortIfIndex = '1.3.6.1.2.1.17.1.4.1.2'
const bridgeForwarding = '1.3.6.1.2.1.17.4.3.1.2'
const vlanForwarding = '1.3.6.1.2.1.17.7.1.2.2.1.2'
const lldpLocalPortId = '1.0.8802.1.1.2.1.3.7.1.3'
const lldpNeighbour = '1.0.8802.1.1.2.1.4.1.1.9'

/** The largest chassis have a few hundred ports; a small plant has some thousand addresses. */
const mostPorts = 1_024
const mostAddresses = 8_192
const mostPerPort = 1_024
/** @see IANAifType-MIB: ethernetCsmacd and the old names of fast and gigabit Ethernet */
const ethernet = ['6', '62', '69', '117']

/** What hangs on each port of a managed switch. */
export const switchPorts = (): Capability => ({
  fact: 'switch.ports',
  read: (device) => readOverSnmp(device, readSwitchPorts),
})

/**
 * Each Ethernet port with its state, the addresses that were learned behind it and its neighbour.
 *
 * @throws {Unsupported} when the agent has no table of interfaces
 * @see IF-MIB::ifTable, IF-MIB::ifXTable, BRIDGE-MIB::dot1dTpFdbTable, Q-BRIDGE-MIB::dot1qTpFdbTable, LLDP-MIB::lldpRemTable
 */
export async function readSwitchPorts(reader: SnmpReader): Promise<readonly SwitchPort[]> {
  const column = async (root: string) => byIndex(await reader.walk(root, mostPorts), root)
  const types = await column(columns.type)
  const indexes = [...types].filter(([, type]) => ethernet.includes(valueText(type) ?? '')).map(([index]) => index)
  if (indexes.length === 0) throw new Unsupported('The SNMP agent lists no Ethernet ports.')
  const [descr, names, admin, oper] = [
    await column(columns.descr),
    await column(columns.name),
    await column(columns.admin),
    await column(columns.oper),
  ]
  const [speed, highSpeed] = [await column(columns.speed), await column(columns.highSpeed)]
  const name = (index: string) => valueText(names.get(index)) ?? valueText(descr.get(index)) ?? index
  const bridge = await column(basePortIfIndex)
  const macs = await learned(reader, (port) => valueText(bridge.get(port)) ?? port)
  const neighbours = await neighboursOf(reader, indexes, name, (port) => valueText(bridge.get(port)) ?? port)
  return indexes.map((index) => ({
    index: Number(index),
    name: visibleText(name(index), 64),
    enabled: upOrDown(admin.get(index)),
    linked: upOrDown(oper.get(index), ['5', '6', '7']),
    speed: speedOf(highSpeed.get(index), speed.get(index)),
    macs: [...(macs.get(index) ?? [])].slice(0, mostPerPort),
    neighbour: neighbours.get(index) ?? null,
  }))
}

type Row = { readonly oid: string; readonly value: SnmpValue }

const byIndex = (rows: readonly Row[], root: string): ReadonlyMap<string, SnmpValue> =>
  new Map(rows.map(({ oid, value }) => [oid.slice(root.length + 1), value]))

/**
 * Null where the switch does not tell, and for a state that is neither.
 *
 * @param down what means down besides `down`: of a link dormant, notPresent and lowerLayerDown
 * @see IF-MIB::ifAdminStatus, IF-MIB::ifOperStatus
 */
function upOrDown(value: SnmpValue | undefined, down: readonly string[] = []): boolean | null {
  const text = valueText(value)
  if (text === '1') return true
  return text !== null && ['2', ...down].includes(text) ? false : null
}

/** ifHighSpeed counts megabits, and is the only one that can tell more than four gigabits. */
function speedOf(high: SnmpValue | undefined, low: SnmpValue | undefined): number | null {
  const megabits = Number(valueText(high) ?? 0)
  const bits = megabits > 0 ? megabits * 1_000_000 : Number(valueText(low) ?? 0)
  return Number.isFinite(bits) && bits > 0 ? bits : null
}

/** Addresses by interface. Switches with VLANs fill the one table, simple ones the other. */
async function learned(
  reader: SnmpReader,
  interfaceOf: (port: string) => string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>()
  for (const root of [vlanForwarding, bridgeForwarding]) {
    for (const { oid, value } of await reader.walk(root, mostAddresses)) {
      const mac = oid
        .slice(root.length + 1)
        .split('.')
        .slice(-6)
        .map(Number)
      const port = valueText(value) ?? '0'
      // Port 0: the switch knows the address and not where it is.
      if (port === '0' || mac.length !== 6 || mac.some((byte) => byte > 255)) continue
      const index = interfaceOf(port)
      const text = mac.map((byte) => byte.toString(16).padStart(2, '0')).join(':')
      found.set(index, (found.get(index) ?? new Set()).add(text))
    }
  }
  return found
}

/** LLDP has port numbers of its own: the name of the port tells which it is, else it is the one of the bridge. */
async function neighboursOf(
  reader: SnmpReader,
  indexes: readonly string[],
  name: (index: string) => string,
  interfaceOf: (port: string) => string,
): Promise<ReadonlyMap<string, string>> {
  const local = byIndex(await reader.walk(lldpLocalPortId, mostPorts), lldpLocalPortId)
  const found = new Map<string, string>()
  for (const { oid, value } of await reader.walk(lldpNeighbour, mostPorts)) {
    const [, port = ''] = oid.slice(lldpNeighbour.length + 1).split('.')
    const text = valueText(value)
    if (text === null) continue
    const called = valueText(local.get(port))
    const index = indexes.find((candidate) => called !== null && name(candidate) === called) ?? interfaceOf(port)
    if (!found.has(index)) found.set(index, visibleText(text, 128))
  }
  return found
}
