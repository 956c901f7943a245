import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import snmp from 'net-snmp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DiscoveryManner } from '../../electron/practice/device-state.ts'
import type { PracticeDevice } from '../../electron/practice/practice-device.ts'
import { type PracticeSite, startPracticeSite } from '../../electron/practice/practice-site.ts'
import { probe, probeTypes, soap, textOf } from './support.ts'

let site: PracticeSite
let devices: PracticeDevice[]
beforeAll(async () => {
  site = await startPracticeSite({ devices: 30, seed: 'discovery' })
  devices = site.devices.map(({ address, port }) => site.device(`${address}:${port ?? 80}`))
})
afterAll(() => site.close())

/** Answers of this site: another one may run on this computer. */
const heard = async (types: string, scopes = '', to?: string) => {
  const { id, answers } = await probe(types, to, scopes)
  const mine = answers.filter(({ text }) =>
    devices.some(({ state }) => text.includes(state.identity.endpointReference)),
  )
  const byDevice = (device: PracticeDevice) =>
    mine.find(({ text }) => text.includes(device.state.identity.endpointReference))
  return { id, mine, byDevice }
}
const behave = (device: PracticeDevice, manner: Partial<DiscoveryManner>) => {
  device.state.discovery = { ...usual, ...manner }
}
const usual: DiscoveryManner = {
  types: ['dn:NetworkVideoTransmitter', 'tds:Device'],
  answers: 'matching',
  directedOnly: false,
  lineBreaksInScopes: false,
  omitsRelatesTo: false,
  foreignHost: null,
}

type Eight = [
  PracticeDevice,
  PracticeDevice,
  PracticeDevice,
  PracticeDevice,
  PracticeDevice,
  PracticeDevice,
  PracticeDevice,
  PracticeDevice,
]

describe('WS-Discovery', () => {
  let one: PracticeDevice
  beforeEach(() => {
    one = devices[0] ?? expect.fail()
    behave(one, {})
    one.state.discoverable = true
  })

  it('answers each kind of probe from the address of the device and repeats its id', async () => {
    for (const types of [probeTypes.nvt, probeTypes.device, probeTypes.none]) {
      const { id, byDevice } = await heard(types)
      const answer = byDevice(one)
      expect(answer?.source).toBe(one.address)
      expect(textOf(answer?.text ?? '', 'RelatesTo')).toBe(id)
      expect(textOf(answer?.text ?? '', 'XAddrs')).toBe(`http://${one.authority}/onvif/device_service`)
      expect(textOf(answer?.text ?? '', 'Scopes')).toContain(`hardware/${one.state.identity.model}`)
    }
    expect((await heard(probeTypes.printer)).byDevice(one)).toBeUndefined()
  })

  it('hears from every device that is open to multicast and speaks ONVIF, and from no other', async () => {
    for (const device of devices) behave(device, {})
    const { byDevice } = await heard(probeTypes.none)
    const silent = devices.filter((device) => byDevice(device) === undefined)
    expect(silent.filter(({ speaksOnvif }) => speaksOnvif)).toEqual([])
  })

  it('differs from device to device as in the field', async () => {
    const [, a, b, c, d, e, f, g] = devices.filter(({ product }) => product.onvif !== false) as Eight
    behave(a, { types: ['tds:Device'] })
    behave(b, { answers: 'only-untyped' })
    behave(c, { answers: 'everything' })
    behave(d, { directedOnly: true })
    behave(e, { lineBreaksInScopes: true })
    behave(f, { omitsRelatesTo: true })
    behave(g, { foreignHost: '127.99.0.9' })
    const [nvt, untyped, printer] = [
      await heard(probeTypes.nvt),
      await heard(probeTypes.none),
      await heard(probeTypes.printer),
    ]
    expect([a, b, c, d].map((device) => nvt.byDevice(device) !== undefined)).toEqual([false, false, true, false])
    expect([a, b, c, d].map((device) => untyped.byDevice(device) !== undefined)).toEqual([true, true, true, false])
    expect(printer.mine).toHaveLength(1)
    expect(untyped.byDevice(e)?.text).toMatch(/Scopes>[^<]*\n/)
    expect(untyped.byDevice(f)?.text).not.toContain('RelatesTo')
    expect(textOf(untyped.byDevice(g)?.text ?? '', 'XAddrs')).toBe('http://127.99.0.9/onvif/device_service')
    if (d.ports.discovery !== null) expect((await heard(probeTypes.none, '', d.address)).byDevice(d)).toBeDefined()
  })

  it('matches scopes by whole path segments', async () => {
    const hardware = `onvif://www.onvif.org/hardware/${one.state.identity.model}`
    expect((await heard('', hardware)).byDevice(one)).toBeDefined()
    expect((await heard('', 'onvif://www.onvif.org/hardware')).byDevice(one)).toBeDefined()
    expect((await heard('', hardware.slice(0, -1))).byDevice(one)).toBeUndefined()
  })

  it('says hello when the site starts, on request', async () => {
    const listener = createSocket({ type: 'udp4', reuseAddr: true })
    const heardTexts: string[] = []
    listener.on('message', (datagram) => heardTexts.push(datagram.toString('utf8')))
    await new Promise<void>((resolve) => listener.bind(3702, '239.255.255.250', resolve))
    listener.addMembership('239.255.255.250', '127.0.0.1')
    const other = await startPracticeSite({ devices: 1, seed: 'hello', hello: true })
    try {
      const [info] = other.devices
      const { endpointReference } = other.device(`${info?.address}:${info?.port ?? 80}`).state.identity
      await expect.poll(() => heardTexts.find((text) => text.includes(endpointReference))).toContain('discovery/Hello<')
    } finally {
      await other.close()
      await new Promise<void>((resolve) => listener.close(() => resolve()))
    }
  })

  it('lives through datagrams that are no probe', async () => {
    if (one.ports.discovery === null) return
    const socket = createSocket('udp4')
    for (const junk of [
      '',
      '\0\xff',
      '<a><b></a>',
      '<!DOCTYPE x><x/>',
      '<e:Envelope/>',
      '<x xmlns="u">&#99999999;</x>',
    ]) {
      socket.send(junk, one.ports.discovery, one.address)
    }
    expect((await heard(probeTypes.none, '', one.address)).byDevice(one)).toBeDefined()
    await new Promise<void>((resolve) => socket.close(() => resolve()))
  })

  it('falls silent when the device is set to be not discoverable', async () => {
    const { username, password } = one.info()
    const token = { username, password, created: one.utc().toISOString() }
    const set = '<tds:SetDiscoveryMode><tds:DiscoveryMode>NonDiscoverable</tds:DiscoveryMode></tds:SetDiscoveryMode>'
    expect((await soap({ address: one.address, port: one.ports.http }, set, token)).status).toBe(200)
    expect((await heard(probeTypes.none)).byDevice(one)).toBeUndefined()
    if (one.ports.discovery !== null)
      expect((await heard(probeTypes.none, '', one.address)).byDevice(one)).toBeUndefined()
  })
})

describe('SNMP', () => {
  const sysDescr = '1.3.6.1.2.1.1.1.0'
  const sysName = '1.3.6.1.2.1.1.5.0'
  const mac = '1.3.6.1.2.1.2.2.1.6.1'
  const get = (device: PracticeDevice, oids: string[], community = 'public', version: 0 | 1 = 1) =>
    new Promise<unknown[]>((resolve, reject) => {
      const session = snmp.createSession(device.address, community, {
        port: device.ports.snmp,
        version,
        timeout: 300,
        retries: 0,
      })
      session.get(oids, (error, varbinds) => {
        session.close()
        if (error !== null) reject(error)
        else resolve((varbinds ?? []).map((varbind) => ('value' in varbind ? varbind.value : null)))
      })
    })
  const withAgent = (vendor: string): PracticeDevice =>
    devices.find(({ state }) => state.snmp !== null && state.identity.vendor === vendor) ??
    expect.fail(`no agent of ${vendor}`)

  it('tells who the device is, over v1 and v2c', async () => {
    const device = withAgent('AXIS')
    for (const version of [0, 1] as const) {
      const [description, name, address] = await get(device, [sysDescr, sysName, mac], 'public', version)
      expect(String(description)).toMatch(/^ ; AXIS [^;]+; Network [^;]+; [\d.]+; /)
      expect(String(name)).toBe(device.state.hostname.name)
      expect((address as Buffer).toString('hex')).toBe(device.state.identity.mac.replaceAll(':', ''))
    }
  })

  it('follows the communities of the device and answers to no other', async () => {
    const device = withAgent('AXIS')
    device.state.snmp = { communities: ['changed'], users: [] }
    await expect(get(device, [sysDescr])).rejects.toThrow('timed out')
    expect(await get(device, [sysName], 'changed')).toHaveLength(1)
    expect(JSON.stringify(device.requests.all)).not.toContain('changed"')
    device.state.snmp = { communities: ['public'], users: [] }
  })

  it('refuses to write', async () => {
    const device = withAgent('AXIS')
    const session = snmp.createSession(device.address, 'public', {
      port: device.ports.snmp,
      version: 1,
      timeout: 300,
      retries: 0,
    })
    const done = new Promise((resolve) => {
      session.set([{ oid: sysName, type: snmp.ObjectType.OctetString, value: 'taken-over' }], (error) =>
        resolve(error?.name),
      )
    })
    expect(await done).toBe('RequestFailedError')
    session.close()
    expect(device.state.hostname.name).not.toBe('taken-over')
  })

  it('is not there on devices without an agent', async () => {
    const device = devices.find(({ state }) => state.snmp === null) ?? expect.fail()
    await expect(get(device, [sysDescr])).rejects.toThrow()
  })

  it('knows a user of version 3 with authentication and privacy', async () => {
    const device = withAgent('Hanwha Vision')
    device.state.settings.snmp = null
    device.state.snmp = {
      communities: [],
      users: [
        {
          name: 'tech',
          authProtocol: 'sha',
          authKey: 'auth-key-12345',
          privProtocol: 'aes',
          privKey: 'priv-key-12345',
        },
      ],
    }
    const ask = (authKey: string) =>
      new Promise<unknown>((resolve, reject) => {
        const user = {
          name: 'tech',
          level: snmp.SecurityLevel.authPriv,
          authProtocol: snmp.AuthProtocols.sha,
          authKey,
          privProtocol: snmp.PrivProtocols.aes,
          privKey: 'priv-key-12345',
        }
        const session = snmp.createV3Session(device.address, user, {
          port: device.ports.snmp,
          timeout: 300,
          retries: 0,
        })
        session.get([sysName], (error, varbinds) => {
          session.close()
          if (error !== null) reject(error)
          else resolve(String(varbinds?.[0]?.value))
        })
      })
    expect(await ask('auth-key-12345')).toBe(device.state.hostname.name)
    await expect(ask('wrong-key-12345')).rejects.toThrow()
    const snmpget = '/usr/bin/snmpget'
    if (!existsSync(snmpget)) return
    const flags = [
      '-v3',
      '-u',
      'tech',
      '-l',
      'authPriv',
      '-a',
      'SHA',
      '-A',
      'auth-key-12345',
      '-x',
      'AES',
      '-X',
      'priv-key-12345',
      '-t',
      '1',
      '-r',
      '0',
    ]
    const { stdout } = await promisify(execFile)(snmpget, [...flags, `${device.address}:${device.ports.snmp}`, sysName])
    expect(stdout).toContain(device.state.hostname.name)
  })

  it.skipIf(!existsSync('/usr/bin/snmpget'))("is understood by Debian's snmpget", async () => {
    const device = withAgent('HIKVISION')
    const where = `${device.address}:${device.ports.snmp}`
    const { stdout } = await promisify(execFile)('/usr/bin/snmpget', [
      '-v2c',
      '-c',
      'public',
      '-t',
      '1',
      '-r',
      '0',
      '-On',
      where,
      mac,
      sysDescr,
    ])
    expect(stdout.replaceAll(' ', '').toLowerCase()).toContain(device.state.identity.mac.replaceAll(':', ''))
  })
})
