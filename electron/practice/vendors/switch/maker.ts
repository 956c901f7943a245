import type { DeviceState } from '../../device-state.ts'
import type { Maker, SnmpTable } from '../../maker.ts'
import { description, enterprises } from '../../maker-parts.ts'

const portCount = 10
/** Interface of port 1; the numbers of a bridge and those of its interfaces are not the same. */
const firstIndex = 10_101
const ports = Array.from({ length: portCount }, (_, index) => index + 1)
const indexOf = (port: number): number => firstIndex + port - 1
const nameOf = (port: number): string => `Gi0/${port}`

/** What hangs on a port: nothing on the last two, of which one is switched off. */
export const wiredPort = (
  { identity }: DeviceState,
  port: number,
): { readonly macs: readonly (readonly number[])[] } => {
  const seed = Number.parseInt(identity.mac.slice(-2), 16)
  if (port > portCount - 2) return { macs: [] }
  const one = (extra: number) => [0x00, 0x40, 0x8c, seed, port, extra]
  // The last wired port leads to the rest of the plant.
  return { macs: port === portCount - 2 ? [one(1), one(2), one(3)] : [one(0)] }
}

const rowsOf = (values: (port: number) => Readonly<Record<number, string | number | Buffer>>) =>
  ports.map((port) => ({ index: [indexOf(port)], values: values(port) }))

/** IF-MIB, BRIDGE-MIB, Q-BRIDGE-MIB and LLDP-MIB as a managed switch fills them. */
function tables(state: DeviceState): readonly SnmpTable[] {
  const mac = Buffer.from(state.identity.mac.replaceAll(':', ''), 'hex')
  const linked = (port: number) => wiredPort(state, port).macs.length > 0
  const learned = ports.flatMap((port) => wiredPort(state, port).macs.map((address) => ({ port, address })))
  return [
    {
      oid: '1.3.6.1.2.1.2.2.1',
      rows: [
        ...rowsOf((port) => ({
          1: indexOf(port),
          2: `GigabitEthernet0/${port}`,
          3: 6,
          5: linked(port) ? 100_000_000 : 10_000_000,
          6: mac,
          7: port === portCount ? 2 : 1,
          8: linked(port) ? 1 : 2,
        })),
        // The interface of VLAN 1, which is no port.
        { index: [1], values: { 1: 1, 2: 'Vlan1', 3: 53, 5: 1_000_000_000, 6: mac, 7: 1, 8: 1 } },
      ],
    },
    { oid: '1.3.6.1.2.1.31.1.1.1', rows: rowsOf((port) => ({ 1: nameOf(port), 15: linked(port) ? 1_000 : 0 })) },
    { oid: '1.3.6.1.2.1.17.1.4.1', rows: ports.map((port) => ({ index: [port], values: { 2: indexOf(port) } })) },
    {
      oid: '1.3.6.1.2.1.17.7.1.2.2.1',
      rows: learned.map(({ port, address }) => ({ index: [1, ...address], values: { 2: port, 3: 3 } })),
    },
    {
      oid: '1.0.8802.1.1.2.1.3.7.1',
      rows: ports.map((port) => ({ index: [port], values: { 2: 5, 3: nameOf(port) } })),
    },
    {
      oid: '1.0.8802.1.1.2.1.4.1.1',
      rows: ports
        .filter((port) => linked(port) && port % 2 === 0)
        .map((port) => ({ index: [0, port, 1], values: { 9: `neighbour-${port}` } })),
    },
  ]
}

/** A managed switch of no particular maker, over SNMP v2c and v3. */
export const managedSwitch: Maker = {
  vendor: 'Comnet',
  macPrefixes: ['00:22:3b'],
  defaultLogin: { username: 'admin', password: 'admin' },
  administrator: 'admin',
  serial: (random) => `SW${random.digits(8)}`,
  authentication: { wsse: null, digest: [], refusal: { status: 401, subcode: null } },
  lockout: null,
  passwords: { minLength: 1, maxLength: 32, missingClears: false },
  envelopePrefix: 's',
  web: { server: 'GoAhead-Webs', title: 'Managed Switch', realm: () => 'Managed Switch' },
  rtsp: { server: null, realm: 'none', path: '/{channel}', basicRealm: null },
  banners: { telnet: ({ identity }) => identity.model, ftp: () => 'FTP ready.' },
  snmp: ({ identity }) => [
    ...description(`${identity.model} Industrial Managed Switch, ${portCount} ports`, `${enterprises}.34086.1`),
  ],
  snmpTables: (state) => [
    ...tables(state),
    {
      oid: '1.3.6.1.2.1.47.1.1.1.1',
      rows: [
        {
          index: [1],
          values: {
            8: state.identity.hardwareId,
            9: state.identity.firmware,
            10: '',
            11: state.identity.serial,
            12: state.identity.vendor,
            13: state.identity.model,
          },
        },
      ],
    },
  ],
  enterprise: 34_086,
  asFound: (state, random) => {
    const users = state.snmp?.users ?? []
    state.snmp = {
      communities: ['public'],
      users:
        users.length > 0
          ? users
          : [
              {
                name: 'technician',
                authProtocol: 'sha',
                authKey: random.hex(16),
                privProtocol: 'aes',
                privKey: random.hex(16),
              },
            ],
    }
  },
}
