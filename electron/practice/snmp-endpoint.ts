import type dgram from 'node:dgram'
import { EventEmitter } from 'node:events'
import snmp from 'net-snmp'
import { isLoopback } from './loopback.ts'
import type { SnmpCell, SnmpObject, SnmpTable } from './maker.ts'
import type { PracticeDevice } from './practice-device.ts'
import { boundUdpSocket, closeUdpSocket } from './udp-socket.ts'

type Agent = ReturnType<typeof snmp.createAgent>

/** What net-snmp tells of a request that it answered; only version 3 has a context. */
interface Heard {
  readonly pdu: { readonly type: number; readonly contextEngineID?: string }
  readonly rinfo: { readonly address: string }
}
interface Refusal {
  readonly rinfo?: { readonly address: string }
}

/** SNMPv2-MIB::system and IF-MIB::ifTable, as far as commissioning looks at them. */
const oids = {
  sysUpTime: '1.3.6.1.2.1.1.3',
  sysContact: '1.3.6.1.2.1.1.4',
  sysName: '1.3.6.1.2.1.1.5',
  sysLocation: '1.3.6.1.2.1.1.6',
  ifTable: '1.3.6.1.2.1.2.2.1',
}

/**
 * The SNMP agent of a device. The socket stands from the start; net-snmp's agent with its tree of objects is made at the
 * first datagram, so that hundreds of devices that nobody asks cost little.
 */
export class SnmpEndpoint {
  readonly #device: PracticeDevice
  #socket: dgram.Socket | null = null
  #agent: Agent | null = null

  constructor(device: PracticeDevice) {
    this.#device = device
  }

  /** @throws the system error, for example EADDRINUSE or EACCES */
  async start(): Promise<void> {
    if (this.#socket !== null || this.#device.state.snmp === null) return
    const socket = await boundUdpSocket(this.#device.address, this.#device.ports.snmp)
    this.#socket = socket
    const listeners = new EventEmitter()
    socket.on('message', (datagram, source) => {
      if (this.#device.mute || !isLoopback(source.address) || !this.#speaks(datagram)) return
      this.#agent ??= this.#makeAgent(socket, listeners)
      this.#refresh(this.#agent)
      listeners.emit('message', datagram, source)
    })
  }

  /** Versions that the maker's own settings switched off are met with silence. */
  #speaks(datagram: Buffer): boolean {
    const { snmp: set } = this.#device.state.settings
    if (set === null) return true
    const version = versionOf(datagram)
    return (version === 0 && set.v1) || (version === 1 && set.v2c) || (version === 3 && set.v3)
  }

  async stop(): Promise<void> {
    const socket = this.#socket
    this.#socket = null
    this.#agent = null
    await closeUdpSocket(socket)
  }

  #makeAgent(socket: dgram.Socket, listeners: EventEmitter): Agent {
    // net-snmp makes its own socket through `dgramModule`: it is given ours, which is bound to the device's address already.
    const given = Object.assign(listeners, {
      bind: () => undefined,
      close: () => undefined,
      send: socket.send.bind(socket),
    })
    const agent = snmp.createAgent(
      {
        address: this.#device.address,
        port: this.#device.ports.snmp,
        dgramModule: { createSocket: () => given },
        engineID: engineIdOf(this.#device),
        accessControlModelType: snmp.AccessControlModelType.Simple,
      },
      (refusal: Refusal | null, heard: Heard | undefined) => this.#note(refusal, heard),
    )
    for (const [index, object] of this.#objects().entries()) register(agent, `object${index}`, object)
    const tables = this.#device.maker.snmpTables?.(this.#device.state) ?? []
    for (const [index, table] of tables.entries()) registerTable(agent, `table${index}`, table)
    if (!tables.some(({ oid }) => oid === oids.ifTable)) registerInterfaces(agent, this.#device)
    return agent
  }

  #objects(): readonly SnmpObject[] {
    const { state, maker } = this.#device
    return [
      ...maker.snmp(state),
      { oid: oids.sysUpTime, type: 'TimeTicks', value: 0 },
      { oid: oids.sysContact, type: 'OctetString', value: '' },
      { oid: oids.sysName, type: 'OctetString', value: state.hostname.name },
      { oid: oids.sysLocation, type: 'OctetString', value: state.location },
    ]
  }

  /** Communities, users and moving values may have changed since the last datagram. */
  #refresh(agent: Agent): void {
    const { communities, users } = this.#device.state.snmp ?? { communities: [], users: [] }
    const authorizer = agent.getAuthorizer()
    for (const known of [...authorizer.getCommunities()]) authorizer.deleteCommunity(known)
    for (const community of communities) authorizer.addCommunity(community)
    for (const known of [...authorizer.getUsers()]) authorizer.deleteUser(known.name)
    for (const { name, authProtocol, authKey, privProtocol, privKey } of users) {
      authorizer.addUser({
        name,
        level: snmp.SecurityLevel.authPriv,
        authProtocol: snmp.AuthProtocols[authProtocol],
        authKey,
        privProtocol: snmp.PrivProtocols[privProtocol],
        privKey,
      })
    }
    for (const provider of Object.values(agent.getProviders()) as { name: string; oid: string }[]) {
      if (provider.oid === oids.sysUpTime) agent.getMib().setScalarValue(provider.name, this.#device.upTimeTicks)
      if (provider.oid === oids.sysName) agent.getMib().setScalarValue(provider.name, this.#device.state.hostname.name)
    }
  }

  #note(refusal: Refusal | null, heard: Heard | undefined): void {
    const type = heard?.pdu.type
    const login = heard?.pdu.contextEngineID === undefined ? 'community' : 'usm'
    this.#device.requests.add({
      interface: 'snmp',
      operation: type === undefined ? 'unreadable' : (snmp.PduType[type] ?? String(type)),
      username: null,
      login: refusal === null ? login : 'none',
      outcome: refusal === null ? 'answered' : 'refused',
      source: heard?.rinfo.address ?? refusal?.rinfo?.address ?? '',
    })
  }
}

/** The first integer of the message. @see RFC 3417 section 8, RFC 1157 section 4 */
function versionOf(datagram: Buffer): number | null {
  const length = datagram[1] ?? 0
  const start = 2 + (length > 128 ? length - 128 : 0)
  return datagram[0] === 0x30 && datagram[start] === 0x02 && datagram[start + 1] === 1
    ? (datagram[start + 2] ?? null)
    : null
}

/** @see RFC 3411 section 5, SnmpEngineID: enterprise number with the top bit set, format 3 (MAC address) */
function engineIdOf({ maker, state }: PracticeDevice): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE((maker.enterprise | 0x80000000) >>> 0, 0)
  head[4] = 3
  return Buffer.concat([head, Buffer.from(state.identity.mac.replaceAll(':', ''), 'hex')])
}

function register(agent: Agent, name: string, { oid, type, value }: SnmpObject): void {
  agent.registerProvider({
    name,
    type: snmp.MibProviderType.Scalar,
    oid,
    scalarType: snmp.ObjectType[type],
    maxAccess: snmp.MaxAccess['read-only'],
  })
  agent.getMib().setScalarValue(name, value)
}

/** Columns that stand in the index alone; far above those of any MIB. */
const indexColumns = 1_000

function registerTable(agent: Agent, name: string, { oid, rows }: SnmpTable): void {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first.values).map(Number)
  const types: Readonly<Record<string, number>> = {
    string: snmp.ObjectType.OctetString,
    number: snmp.ObjectType.Integer,
  }
  const typeOf = (cell: SnmpCell | undefined) => types[typeof cell] ?? snmp.ObjectType.OctetString
  const index = first.index.map((_, place) => ({
    number: indexColumns + place,
    name: `${name}Index${place}`,
    type: snmp.ObjectType.Integer,
    maxAccess: snmp.MaxAccess['not-accessible'],
  }))
  agent.registerProvider({
    name,
    type: snmp.MibProviderType.Table,
    oid,
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: [
      ...columns.map((number) => ({
        number,
        name: `${name}Column${number}`,
        type: typeOf(first.values[number]),
        maxAccess: snmp.MaxAccess['read-only'],
      })),
      ...index,
    ],
    tableIndex: index.map(({ name: columnName }) => ({ columnName })),
  })
  for (const { index: arcs, values } of rows) {
    agent.getMib().addTableRow(name, [...columns.map((number) => values[number]), ...arcs])
  }
}

function registerInterfaces(agent: Agent, device: PracticeDevice): void {
  const column = (number: number, name: string, type: keyof typeof snmp.ObjectType) => ({
    number,
    name,
    type: snmp.ObjectType[type],
    maxAccess: snmp.MaxAccess['read-only'],
  })
  agent.registerProvider({
    name: 'ifTable',
    type: snmp.MibProviderType.Table,
    oid: oids.ifTable,
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: [
      column(1, 'ifIndex', 'Integer'),
      column(2, 'ifDescr', 'OctetString'),
      column(6, 'ifPhysAddress', 'OctetString'),
    ],
    tableIndex: [{ columnName: 'ifIndex' }],
  })
  agent.getMib().addTableRow('ifTable', [1, 'eth0', Buffer.from(device.state.identity.mac.replaceAll(':', ''), 'hex')])
}
