import { ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Facts } from '../../model/facts.ts'
import type { ServiceName, ServiceState, SnmpSettings } from '../../model/security-facts.ts'
import { isWellKnownCommunity } from '../../model/well-known-communities.ts'
import type { Capability, Connection } from '../driver.ts'
import { readConfig, writeConfig } from './config.ts'
import { flagOf, type Lines, lineOf, needFlag, rowsOf } from './lines.ts'

interface Switch {
  readonly name: ServiceName
  readonly table: string
  /** False: known from third-party code alone, and never written. */
  readonly writable: boolean
  readonly read: (table: Lines) => boolean
}

const enable = (table: Lines): boolean => needFlag(table, 'Enable')

/** @see Dahua HTTP API: Telnet, SSHD, UPnP, T2UServer, VSP_PaaS, DDNS */
const switches: readonly Switch[] = [
  { name: 'telnet', table: 'Telnet', writable: true, read: enable },
  { name: 'ssh', table: 'SSHD', writable: true, read: enable },
  { name: 'upnp', table: 'UPnP', writable: true, read: enable },
  { name: 'p2p-cloud', table: 'T2UServer', writable: true, read: enable },
  // The cloud of newer firmware, where the one above is gone.
  { name: 'p2p-cloud', table: 'VSP_PaaS', writable: false, read: enable },
  {
    name: 'ddns',
    table: 'DDNS',
    writable: false,
    // One row per provider, or the one provider without rows.
    read: (table) => {
      const rows = rowsOf(table, '')
      return rows.length === 0 ? enable(table) : rows.map(enable).includes(true)
    },
  },
]

export const dahuaSwitches: readonly ServiceName[] = switches.flatMap(({ name, writable }) => (writable ? [name] : []))

/** One table, or null where the product does not have it. */
async function tableOf(device: Connection, name: string): Promise<Lines | null> {
  try {
    return await readConfig(device, name)
  } catch (error) {
    if (error instanceof Unsupported) return null
    throw error
  }
}

async function readServices(device: Connection): Promise<readonly ServiceState[]> {
  const states: ServiceState[] = []
  for (const { name, table, writable, read } of switches) {
    if (states.some((state) => state.name === name)) continue
    const lines = await tableOf(device, table)
    if (lines !== null) states.push({ name, enabled: read(lines), writable })
  }
  if (states.length === 0) throw new Unsupported('The web interface of the device names none of its network services.')
  return states
}

async function writeServices(device: Connection, wanted: Facts['network.services']): Promise<void> {
  for (const { name, enabled } of wanted) {
    const own = switches.find((candidate) => candidate.name === name && candidate.writable)
    if (own === undefined) throw new Unsupported(`The Dahua driver cannot switch ${name}.`)
    const table = await tableOf(device, own.table)
    if (table === null) throw new WriteRefused(`The device keeps ${name} where this driver does not write it.`)
    if (own.read(table) === enabled) continue
    await writeConfig(device, own.table, new Map([['Enable', enabled]]))
  }
}

/** Names of communities differ from firmware to firmware: whatever the table calls so. */
function snmpOf(table: Lines): SnmpSettings {
  const on = needFlag(table, 'Enable')
  const version = (number: 1 | 2 | 3) => (on ? flagOf(table, `V${number}Enable`) : false)
  const versions = { v1: version(1), v2c: version(2), v3: version(3) }
  if (Object.values(versions).every((state) => state === null))
    throw new ProtocolViolation('The device does not say which versions of SNMP are on.')
  const told = [...table.keys()].filter((key) => /^(?:Read|Write)Comm(?:on|unity)$/i.test(key))
  const writes = told.filter((key) => /^write/i.test(key))
  return {
    ...versions,
    defaultCommunities: told.length === 0 ? null : told.some((key) => isWellKnownCommunity(lineOf(table, key) ?? '')),
    writeCommunity: writes.length === 0 ? null : writes.some((key) => lineOf(table, key) !== null),
    v3Levels: [],
  }
}

/** Versions alone; the agent itself goes off with the last of them. */
async function writeSnmp(device: Connection, { v1, v2c, v3 }: SnmpSettings): Promise<void> {
  const table = await readConfig(device, 'SNMP')
  const changes = new Map<string, boolean>([['Enable', [v1, v2c, v3].includes(true)]])
  for (const [key, on] of [
    ['V1Enable', v1],
    ['V2Enable', v2c],
    ['V3Enable', v3],
  ] as const) {
    if (table.has(key) && on !== null) changes.set(key, on)
    else if (on === true) throw new WriteRefused(`The device has no switch SNMP.${key}; nothing was changed.`)
  }
  await writeConfig(device, 'SNMP', changes)
}

export const serviceFacts: readonly Capability[] = [
  { fact: 'network.services', read: readServices, write: writeServices },
  { fact: 'snmp.settings', read: async (device) => snmpOf(await readConfig(device, 'SNMP')), write: writeSnmp },
]
