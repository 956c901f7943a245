import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeSightings } from '../../electron/engine/inventory/inventory.ts'
import type { Device, Sighting } from '../../electron/model/device.ts'

let ids = 0
const options = (now = '2026-01-01T00:00:00.000Z') => ({
  now,
  newId: () => {
    ids += 1
    return `id-${ids}`
  },
  driverFor: ({ marks }: Pick<Sighting, 'marks'>) => (marks['onvif.path'] === undefined ? null : 'onvif'),
})
const sighting = (address: string, change: Partial<Sighting> = {}): Sighting => ({
  probe: 'ws-discovery',
  address,
  forwardedPort: null,
  seenAt: '2026-01-01T00:00:00.000Z',
  ports: {},
  openPorts: [],
  endpointReference: null,
  identity: {},
  deviceClass: 'unknown',
  marks: {},
  ...change,
})
const merge = (known: readonly Device[], sightings: readonly Sighting[], now?: string) =>
  mergeSightings(known, sightings, options(now))
const later = '2026-06-01T00:00:00.000Z'

describe('plain HTTP that was switched off since', () => {
  const before = sighting('10.0.0.1', { probe: 'tcp', ports: { http: 80, rtsp: 554 }, openPorts: [80, 443, 554] })
  const swept = (open: number[]) =>
    sighting('10.0.0.1', {
      probe: 'tcp',
      ports: open.includes(80) ? { http: 80 } : {},
      openPorts: open,
      marks: { 'tcp.open': open.join(' ') },
    })
  const overTls = sighting('10.0.0.1', { probe: 'http', ports: { https: 443 } })
  const portsAfter = (...sightings: Sighting[]) => {
    const { devices } = merge([], [before])
    return merge(devices, sightings, later).devices[0]?.endpoint.ports
  }

  it('is no way to the device any more where HTTPS answers', () => {
    expect(portsAfter(swept([443, 554]), overTls)).toEqual({ https: 443, rtsp: 554 })
    // Some go on announcing it.
    const announced = sighting('10.0.0.1', { ports: { http: 80 } })
    expect(portsAfter(announced, swept([443]), overTls)).toEqual({ https: 443, rtsp: 554 })
  })

  it('stays the way where nothing else answers, where it is open, and where nobody swept', () => {
    expect(portsAfter(swept([443, 554]))).toEqual({ http: 80, rtsp: 554 })
    expect(portsAfter(swept([80, 443]), overTls)).toEqual({ http: 80, https: 443, rtsp: 554 })
    expect(portsAfter(overTls)).toEqual({ http: 80, https: 443, rtsp: 554 })
  })
})

describe('one visit', () => {
  it('makes one device of what several probes heard at one place', () => {
    const { devices, conflicts } = merge(
      [],
      [
        sighting('10.0.0.1', { probe: 'tcp', ports: { http: 80, rtsp: 554 }, openPorts: [80, 554] }),
        sighting('10.0.0.1', {
          probe: 'http',
          ports: { http: 80 },
          marks: { 'http.server': 'App-webs/' },
          deviceClass: 'unknown',
        }),
        sighting('10.0.0.1', {
          probe: 'snmp',
          ports: { snmp: 161 },
          deviceClass: 'nvr',
          identity: { macs: ['44:19:b6:00:00:01'] },
        }),
        sighting('10.0.0.1', {
          endpointReference: 'urn:uuid:1',
          ports: { http: 8080 },
          deviceClass: 'camera',
          identity: { model: 'DS-1' },
          marks: { 'onvif.path': '/onvif/device_service' },
        }),
      ],
    )
    expect(conflicts).toEqual([])
    expect(devices).toHaveLength(1)
    expect(devices[0]).toMatchObject({
      endpoint: { address: '10.0.0.1', forwarded: false, ports: { http: 8080, rtsp: 554, snmp: 161 } },
      identity: { manufacturer: 'Hikvision', model: 'DS-1', serial: null, macs: ['44:19:b6:00:00:01'] },
      deviceClass: 'camera',
      driver: 'onvif',
      endpointReference: 'urn:uuid:1',
    })
  })

  it('talks to the web port where ONVIF answers', () => {
    const { devices } = merge(
      [],
      [
        sighting('10.0.0.1', { probe: 'http', ports: { http: 80 } }),
        sighting('10.0.0.1', {
          probe: 'http',
          ports: { http: 8899 },
          marks: { 'onvif.path': '/onvif/device_service' },
        }),
      ],
    )
    expect(devices[0]?.endpoint.ports.http).toBe(8899)
  })

  it('keeps devices behind one forwarded address apart', () => {
    const { devices, conflicts } = merge(
      [],
      [
        sighting('10.0.0.1', { forwardedPort: 8001, identity: { serial: 'A' }, ports: { snmp: 8001 } }),
        sighting('10.0.0.1', { forwardedPort: 8002, identity: { serial: 'B' } }),
      ],
    )
    expect(devices.map(({ endpoint }) => endpoint)).toEqual([
      { address: '10.0.0.1', forwarded: true, ports: { http: 8001, snmp: 8001 } },
      { address: '10.0.0.1', forwarded: true, ports: { http: 8002 } },
    ])
    expect(conflicts).toEqual([])
  })

  it('takes a new endpoint reference in each answer for a manner, not for a second device', () => {
    const { devices, conflicts } = merge(
      [],
      ['urn:uuid:1', 'urn:uuid:2'].map((endpointReference) =>
        sighting('10.0.0.1', { endpointReference, identity: { model: 'X' } }),
      ),
    )
    expect([devices.length, conflicts]).toEqual([1, []])
  })
})

describe('conflicts', () => {
  it.each([
    ['serials', { serial: 'A' }, { serial: 'B' }],
    ['models', { model: 'A' }, { model: 'B' }],
    ['MAC addresses', { macs: ['00:00:00:00:00:01'] }, { macs: ['00:00:00:00:00:02'] }],
  ])('reports one address that answers as two devices, by their %s', (_, one, two) => {
    const { conflicts } = merge(
      [],
      [
        sighting('10.0.0.1', { endpointReference: 'urn:uuid:1', identity: one }),
        sighting('10.0.0.1', { endpointReference: 'urn:uuid:2', identity: two }),
      ],
    )
    expect(conflicts).toMatchObject([{ kind: 'duplicate-address', addresses: ['10.0.0.1'] }])
  })

  it('reports one device at two addresses when serial and MAC address agree, and merges nothing', () => {
    const identity = { serial: 'S', macs: ['00:40:8c:00:00:01', '00:40:8c:00:00:02'] }
    const { devices, conflicts } = merge([], [sighting('10.0.0.1', { identity }), sighting('10.0.0.2', { identity })])
    expect(devices).toHaveLength(2)
    expect(conflicts).toEqual([{ kind: 'two-addresses', value: 'S', addresses: ['10.0.0.1', '10.0.0.2'] }])
  })

  it('reports two devices that claim one serial, and two that have one MAC address', () => {
    const { devices, conflicts } = merge(
      [],
      [
        sighting('10.0.0.1', { identity: { serial: 'S', macs: ['00:40:8c:00:00:01'] } }),
        sighting('10.0.0.2', { identity: { serial: 'S', macs: ['00:40:8c:00:00:02'] } }),
        sighting('10.0.0.3', { identity: { serial: 'T', macs: ['00:40:8c:00:00:02'] } }),
      ],
    )
    expect(devices).toHaveLength(3)
    expect(conflicts).toEqual([
      { kind: 'duplicate-serial', value: 'S', addresses: ['10.0.0.1', '10.0.0.2'] },
      { kind: 'duplicate-mac', value: '00:40:8c:00:00:02', addresses: ['10.0.0.2', '10.0.0.3'] },
    ])
  })

  it.each(['sadp', 'dhip', 'hid-4070'])(
    'reports a device that changes what it is between two answers of %s',
    (probe) => {
      const { conflicts } = merge(
        [],
        [
          sighting('10.0.0.1', { probe, identity: { model: 'A', macs: ['00:40:8c:00:00:01'] } }),
          sighting('10.0.0.1', { probe, identity: { model: 'B', macs: ['00:40:8c:00:00:02'] } }),
        ],
      )
      expect(conflicts).toMatchObject([
        {
          kind: 'duplicate-address',
          value: 'devices A 00:40:8c:00:00:01, B 00:40:8c:00:00:02',
          addresses: ['10.0.0.1'],
        },
      ])
    },
  )

  it.each([
    ['the model in front', 'DS-2CD2142FWD-I20160525AAWR123456789', '20160525AAWR123456789'],
    ['dashes', 'AC-CC-8E-00-00-01', 'ACCC8E000001'],
  ])('takes a serial that two protocols write differently for one: %s', (_, one, two) => {
    const first = merge(
      [],
      [
        sighting('10.0.0.1', { probe: 'sadp', identity: { serial: one } }),
        sighting('10.0.0.1', { identity: { serial: two } }),
      ],
    )
    expect([first.devices.length, first.conflicts]).toEqual([1, []])
    const again = merge(first.devices, [sighting('10.0.0.1', { identity: { serial: one } })], later)
    expect(again.devices.map(({ id }) => id)).toEqual(first.devices.map(({ id }) => id))
  })

  it('takes different MAC addresses of different protocols for one recorder with two network cards', () => {
    const { conflicts } = merge(
      [],
      [
        sighting('10.0.0.1', { probe: 'sadp', identity: { macs: ['44:19:b6:00:00:01'] } }),
        sighting('10.0.0.1', { probe: 'snmp', identity: { macs: ['44:19:b6:00:00:02'] } }),
      ],
    )
    expect(conflicts).toEqual([])
  })

  it('lets two makers have the same number', () => {
    const { conflicts } = merge(
      [],
      [
        sighting('10.0.0.1', { identity: { manufacturer: 'Axis', serial: '1000' } }),
        sighting('10.0.0.2', { identity: { manufacturer: 'Bosch', serial: '1000' } }),
      ],
    )
    expect(conflicts).toEqual([])
  })

  it('sees a clone of a device whose serial was read on an earlier visit', () => {
    const [first] = merge([], [sighting('10.0.0.1', { identity: { serial: 'S' } })]).devices
    const known = first === undefined ? [] : [first]
    const run = merge(known, [sighting('10.0.0.1'), sighting('10.0.0.2', { identity: { serial: 'S' } })], later)
    // The clone announces the serial, the known device says nothing this time: it keeps its entry and its place.
    expect(run.devices.map(({ id, endpoint }) => [id === first?.id, endpoint.address])).toEqual([
      [true, '10.0.0.1'],
      [false, '10.0.0.2'],
    ])
    expect(run.conflicts).toMatchObject([{ kind: 'duplicate-serial', value: 'S' }])
  })
})

describe('later visits', () => {
  const firstVisit = (identity: Sighting['identity'], change: Partial<Sighting> = {}) =>
    merge([], [sighting('10.0.0.1', { identity, ...change })]).devices

  it.each<[string, Sighting['identity'], Partial<Sighting>]>([
    ['serial', { serial: 'S' }, {}],
    ['MAC address', { macs: ['00:40:8c:00:00:01'] }, {}],
    ['endpoint reference', {}, { endpointReference: 'urn:uuid:1' }],
  ])('know a device that moved by its %s', (_, identity, change) => {
    const known = firstVisit(identity, change)
    const { devices } = merge(known, [sighting('10.0.0.99', { identity, ...change })], later)
    expect(devices).toHaveLength(1)
    expect(devices[0]).toMatchObject({
      id: known[0]?.id,
      endpoint: { address: '10.0.0.99' },
      firstSeenAt: known[0]?.firstSeenAt,
      lastSeenAt: later,
    })
  })

  it('know a device by its place when it says nothing of itself, and forget nothing', () => {
    const known = firstVisit(
      { serial: 'S', firmware: '1.0' },
      { deviceClass: 'camera', ports: { http: 8080 }, marks: { 'onvif.path': '/x', 'xaddr.foreign': '9.9.9.9' } },
    )
    const { devices } = merge(known, [sighting('10.0.0.1', { probe: 'tcp', ports: { rtsp: 554 } })], later)
    expect(devices).toHaveLength(1)
    expect(devices[0]).toMatchObject({
      id: known[0]?.id,
      identity: { serial: 'S', firmware: '1.0' },
      deviceClass: 'camera',
      driver: 'onvif',
      endpoint: { ports: { http: 8080, rtsp: 554 } },
    })
    expect(devices[0]?.marks).toEqual({ 'onvif.path': '/x' })
  })

  it('keep the entry of a device that was replaced, and make a new one', () => {
    const known = firstVisit({ serial: 'OLD' })
    const { devices } = merge(known, [sighting('10.0.0.1', { identity: { serial: 'NEW' } })], later)
    expect(devices.map(({ id, identity }) => [id === known[0]?.id, identity.serial])).toEqual([
      [true, 'OLD'],
      [false, 'NEW'],
    ])
    expect(devices[0]?.lastSeenAt).toBe(known[0]?.lastSeenAt)
  })

  it('keep two devices apart that swapped their addresses', () => {
    const known = merge(
      [],
      [sighting('10.0.0.1', { identity: { serial: 'A' } }), sighting('10.0.0.2', { identity: { serial: 'B' } })],
    ).devices
    const { devices, conflicts } = merge(
      known,
      [sighting('10.0.0.1', { identity: { serial: 'B' } }), sighting('10.0.0.2', { identity: { serial: 'A' } })],
      later,
    )
    expect(devices.map(({ id, endpoint, identity }) => [id, endpoint.address, identity.serial])).toEqual([
      [known[0]?.id, '10.0.0.2', 'A'],
      [known[1]?.id, '10.0.0.1', 'B'],
    ])
    expect(conflicts).toEqual([])
  })

  it('do not take a reference that a whole batch shares for an identity', () => {
    const shared = { endpointReference: 'urn:uuid:factory' }
    const known = merge([], [sighting('10.0.0.1', shared), sighting('10.0.0.2', shared)]).devices
    expect(known).toHaveLength(2)
    const { devices } = merge(known, [sighting('10.0.0.2', shared), sighting('10.0.0.3', shared)], later)
    expect(devices.map(({ endpoint }) => endpoint.address)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3'])
    expect(devices[1]?.id).toBe(known[1]?.id)
  })

  it('look each device up, however many share one reference, moved or not', () => {
    const count = 400
    const batch = (network: number) =>
      Array.from({ length: count }, (_, index) =>
        sighting(`10.${network}.${index >> 8}.${index & 255}`, { endpointReference: 'urn:uuid:same' }),
      )
    let looks = 0
    const known = merge([], batch(0)).devices.map(
      (device) =>
        new Proxy(device, {
          get: (target, key) => {
            looks += 1
            return Reflect.get(target, key)
          },
        }),
    )
    for (const network of [0, 1]) {
      looks = 0
      const { devices } = merge(known, batch(network), later)
      expect(devices).toHaveLength(network === 0 ? count : 2 * count)
      expect(looks / count).toBeLessThan(100)
    }
  })

  it('do not let an announcement overwrite what the device itself told', () => {
    const known = firstVisit({ manufacturer: 'AXIS', model: 'P1375', serial: 'S' })
    const { devices } = merge(
      known,
      [sighting('10.0.0.1', { identity: { manufacturer: 'Other', model: 'Fake' } })],
      later,
    )
    expect(devices[0]?.identity).toMatchObject({ manufacturer: 'AXIS', model: 'P1375', serial: 'S' })
  })

  it('leave a device that did not answer as it was', () => {
    const known = firstVisit({ serial: 'S' })
    expect(merge(known, [], later).devices).toEqual(known)
  })
})

describe('any answers in any order', () => {
  const some = <T>(...values: T[]) => fc.constantFrom(...values)
  const anySighting = fc.record({
    address: some('10.0.0.1', '10.0.0.2', '10.0.0.3'),
    forwardedPort: some(null, null, 8001),
    probe: some('ws-discovery', 'snmp', 'tcp', 'http'),
    endpointReference: some(null, 'urn:uuid:1', 'urn:uuid:2'),
    identity: fc.record({ serial: some(null, 'A', 'B'), macs: some([], ['00:40:8c:00:00:01']) }),
  })
  const toSightings = (list: readonly Partial<Sighting>[]) => list.map((one) => sighting('', one))

  it('give each place one device, keep every known id, and are stable when heard again', () => {
    fc.assert(
      fc.property(fc.array(anySighting, { maxLength: 8 }), fc.array(anySighting, { maxLength: 8 }), (one, two) => {
        const first = merge([], toSightings(one)).devices
        const second = merge(first, toSightings(two), later).devices
        const idsOf = (devices: readonly Device[]) => devices.map(({ id }) => id)
        expect(idsOf(second).slice(0, first.length)).toEqual(idsOf(first))
        expect(new Set(idsOf(second)).size).toBe(second.length)
        const seen = second.filter(({ lastSeenAt }) => lastSeenAt === later)
        const places = seen.map(({ endpoint }) => `${endpoint.address} ${endpoint.forwarded}`)
        expect(new Set(places).size).toBe(places.length)
        expect(places).toHaveLength(
          new Set(two.map(({ address, forwardedPort }) => `${address} ${forwardedPort}`)).size,
        )
        const again = merge(second, toSightings(two), '2026-07-01T00:00:00.000Z').devices
        expect(again.length).toBe(second.length)
      }),
      { numRuns: 300 },
    )
  })
})
