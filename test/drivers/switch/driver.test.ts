import { describe, expect, it } from 'vitest'
import { driverFor } from '../../../electron/drivers/index.ts'
import { managedSwitch } from '../../../electron/drivers/switch/driver.ts'
import { readSwitchPorts } from '../../../electron/drivers/switch/ports.ts'
import { DeviceUnreachable, Unsupported } from '../../../electron/model/errors.ts'
import { wiredPort } from '../../../electron/practice/vendors/switch/maker.ts'
import type { SnmpReader, SnmpRow } from '../../../electron/protocols/snmp/reader.ts'
import { octets, type SnmpValue } from '../../../electron/protocols/snmp/value.ts'
import { practiceBoard, readFact, strangerAt, usmOf } from '../door-board.ts'

const macText = (bytes: readonly number[]) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':')

describe('the switch driver', () => {
  it('reads each port with state, speed, addresses and neighbour', async () => {
    const device = await practiceBoard('network-switch', 'Comnet')
    const ports = await readFact(managedSwitch, strangerAt(device.address), 'switch.ports')
    expect(ports).toHaveLength(10)
    expect(ports[0]).toEqual({
      index: 10_101,
      name: 'Gi0/1',
      enabled: true,
      linked: true,
      speed: 1_000_000_000,
      macs: wiredPort(device.state, 1).macs.map(macText),
      neighbour: null,
    })
    expect(ports[1]?.neighbour).toBe('neighbour-2')
    expect(ports[7]?.macs).toEqual(wiredPort(device.state, 8).macs.map(macText))
    expect(ports.slice(8).map(({ enabled, linked, speed, macs }) => ({ enabled, linked, speed, macs }))).toEqual([
      { enabled: true, linked: false, speed: 10_000_000, macs: [] },
      { enabled: false, linked: false, speed: 10_000_000, macs: [] },
    ])
  })

  it('reads who it is, and all of it as a user of version 3 where no community is open', async () => {
    const device = await practiceBoard('network-switch', 'Comnet')
    const { vendor, model, firmware, serial, mac } = device.state.identity
    device.state.snmp?.communities.splice(0)
    await expect(readFact(managedSwitch, strangerAt(device.address), 'switch.ports')).rejects.toBeInstanceOf(
      DeviceUnreachable,
    )
    const known = strangerAt(device.address, { usm: usmOf(device) })
    expect(await readFact(managedSwitch, known, 'identity')).toMatchObject({
      manufacturer: vendor,
      model,
      firmware,
      serial,
      macs: [mac],
    })
    expect(await readFact(managedSwitch, known, 'switch.ports')).toHaveLength(10)
  })

  it('is the driver of what calls itself a switch, and of no camera', () => {
    const of = (sysDescr: string) => driverFor({ marks: { 'snmp.sysDescr': sysDescr }, ports: { snmp: 161 } })?.id
    const examples = managedSwitch.identifies.flatMap((fingerprint) => fingerprint.examples)
    expect(examples.map(of)).toEqual(examples.map(() => 'switch'))
    expect([
      of('Linux camera 4.9'),
      of(' ; AXIS P1375; Network Camera; 10.1.0; Sep 20 2019 09:11; 775; 1;'),
    ]).not.toContain('switch')
  })
})

describe('tables that do not fit together', () => {
  const number = (value: number): SnmpValue => ({ kind: 'number', value: BigInt(value) })
  const text = (value: string) => octets(Buffer.from(value))
  const agent = (objects: Readonly<Record<string, SnmpValue>>): SnmpReader => ({
    get: async () => new Map(),
    walk: async (root, most = 64) =>
      Object.entries(objects)
        .filter(([oid]) => oid.startsWith(`${root}.`))
        .map(([oid, value]): SnmpRow => ({ oid, value }))
        .slice(0, most),
  })
  const ethernet = { '1.3.6.1.2.1.2.2.1.3.1': number(6), '1.3.6.1.2.1.2.2.1.3.2': number(6) }

  it('give ports without the rest', async () => {
    expect(await readSwitchPorts(agent(ethernet))).toEqual(
      [1, 2].map((index) => ({
        index,
        name: String(index),
        enabled: null,
        linked: null,
        speed: null,
        macs: [],
        neighbour: null,
      })),
    )
  })

  it('lose addresses that are none and neighbours of ports that are not there', async () => {
    const ports = await readSwitchPorts(
      agent({
        ...ethernet,
        '1.3.6.1.2.1.17.4.3.1.2.0.64.140.1.2.3': number(2),
        '1.3.6.1.2.1.17.4.3.1.2.0.64.140.1.2.999': number(2),
        '1.3.6.1.2.1.17.4.3.1.2.0.64.140.1.2.4': number(0),
        '1.3.6.1.2.1.17.4.3.1.2.1.2': number(2),
        '1.0.8802.1.1.2.1.4.1.1.9.0.77.1': text('ghost'),
        '1.0.8802.1.1.2.1.4.1.1.9.0.1.1': text('uplink'),
      }),
    )
    expect(ports.map(({ macs, neighbour }) => [macs, neighbour])).toEqual([
      [[], 'uplink'],
      [['00:40:8c:01:02:03'], null],
    ])
  })

  it('are no switch without an Ethernet port', async () => {
    await expect(readSwitchPorts(agent({ '1.3.6.1.2.1.2.2.1.3.1': number(24) }))).rejects.toBeInstanceOf(Unsupported)
  })
})
