import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Driver, Login } from '../../electron/drivers/driver.ts'
import { drivers } from '../../electron/drivers/index.ts'
import { ExpectedError } from '../../electron/model/errors.ts'
import type { FactKey, Facts } from '../../electron/model/facts.ts'
import { Secret } from '../../electron/model/secret.ts'
import { login } from './onvif/connection.ts'
import { reader, writer } from './vendor-device.ts'
import { wrongAnswers } from './web-double.ts'
import { startWrongDevice, type WrongDevice } from './wrong-device.ts'

/** What can be seen of a device from outside, whatever it answers: ports, handshakes, challenges, a web server that is there. */
const seenFromOutside: readonly FactKey[] = [
  'network.ports',
  'tls.endpoints',
  'logins.schemes',
  'http.policy',
  'snmp.communities',
]

/** A value for each fact that some driver writes. A driver that writes another one needs its line here. */
const samples: { readonly [K in FactKey]?: Facts[K] } = {
  'time.clock': { offsetSeconds: 0, uncertaintySeconds: 1, timeZone: null, daylightSaving: false },
  'time.ntp': { source: 'ntp', fromDhcp: false, servers: ['192.0.2.1'] },
  'network.protocols': [{ name: 'HTTPS', enabled: true, ports: [443] }],
  'network.hostname': { name: 'never-shown', fromDhcp: false },
  'network.addressing': { gateways: ['192.0.2.254'], dnsFromDhcp: false, dnsServers: ['192.0.2.253'] },
  'network.filter': { enabled: false, entriesAre: 'denied', entries: [] },
  'discovery.mode': 'nonDiscoverable',
  'http.policy': 'http-and-https',
  'snmp.settings': { v1: false, v2c: false, v3: false, defaultCommunities: null, writeCommunity: null, v3Levels: [] },
  'accounts.lockout': { counts: 'failed-logins', enabled: true, attempts: 5, lockMinutes: 30 },
  'tls.endpoints': [
    {
      port: 443,
      accepted: ['TLSv1.2'],
      refused: ['TLSv1', 'TLSv1.1'],
      cipher: null,
      certificate: {
        subject: 'CN=a',
        issuer: 'CN=a',
        selfSigned: true,
        names: [],
        validFrom: '2020-01-01T00:00:00.000Z',
        validTo: '2040-01-01T00:00:00.000Z',
        keyType: 'rsa',
        keyBits: 2_048,
        signature: null,
        sha256: 'aa',
      },
    },
  ],
  'log.syslog': [{ host: '192.0.2.2', port: 514, transport: 'udp', enabled: true }],
  'log.audit': { kept: true, entries: null },
}

/** Requests that could change something, in the words of every maker. */
const couldWrite = ({ line, body }: WrongDevice['asked'][number]): boolean =>
  /^(?:PUT|PATCH|DELETE) |action=(?:set|add|update|remove|delete|modify|reboot|reset)|setparam|editaccount|direction=WRITE|\/restart|factory/i.test(
    line,
  ) ||
  /<(?:\w+:)?(?:Set|Create|Delete|Add|Remove|Load|Start|Upgrade|System(?:Reboot|Factory))\w*[ >/]|"(?:set\w*|add\w*|update\w*|remove\w*|factoryDefault|reboot|upgrade)"|\.set\w+"|never-shown/i.test(
    body,
  )

interface Looked {
  readonly device: WrongDevice
  /** What each reading came to: its value, or the error. */
  readonly readings: ReadonlyMap<FactKey, unknown>
  readonly writings: ReadonlyMap<string, unknown>
  /** What each login, and everything else that could be taken for a yes, came to. */
  readonly others: ReadonlyMap<string, unknown>
}

const admin = login('admin', 'right')
const firmware = { fileName: 'new.bin', sizeBytes: 11, open: () => Readable.from(['never-shown']) }
const isValue = (end: unknown, value: unknown): boolean => (end as { value?: unknown }).value === value
const settled = (work: () => Promise<unknown>): Promise<unknown> =>
  work().then(
    (value) => ({ value }),
    (error: unknown) => error,
  )

async function look(driver: Driver, wrong: (typeof wrongAnswers)[number], host: number): Promise<Looked> {
  const device = await startWrongDevice(wrong, host, admin)
  const { connection } = device
  const facts = [...new Set(driver.supports.map(({ fact }) => fact))]
  const readings = new Map<FactKey, unknown>()
  for (const fact of facts) readings.set(fact, await settled(() => reader(driver)(connection, fact)))
  const writings = new Map<string, unknown>()
  for (const fact of facts.filter(
    (each) => driver.supports.findLast((own) => own.fact === each)?.write !== undefined,
  )) {
    const values = fact === 'network.services' ? (driver.switches ?? []).map(switchedOff) : [samples[fact]]
    for (const [index, value] of values.entries()) {
      if (value === undefined) throw new Error(`no sample of ${fact}: add one, so that ${driver.id} is tried with it`)
      writings.set(`${fact} ${index}`, await settled(() => writer(driver)(connection, fact, value as never)))
    }
  }
  const others = new Map<string, unknown>()
  const secret = Secret.of('never-shown-9A')
  for (const door of driver.logins) {
    const proof = await settled(() => door.authenticate(connection, admin))
    others.set(`${door.name} login`, proof)
    others.set(`${door.name} without`, await settled(() => door.withoutLogin(connection)))
    const { setPassword } = door
    // As the engine does: a password goes only where a login was let in.
    if (setPassword !== undefined && isValue(proof, 'accepted'))
      others.set(`${door.name} password`, await settled(() => setPassword(connection, admin, 'admin', secret)))
  }
  const { activation } = driver
  if (activation !== undefined && !(readings.get('activation') instanceof Error))
    others.set('activation', await settled(() => activation.activate(connection, secret)))
  for (const upgrade of driver.upgrades ?? []) {
    const help = { prove: (door: Login) => door.authenticate(connection, admin), sent: () => undefined }
    others.set(`upgrade by ${upgrade.name}`, await settled(() => upgrade.start(connection, firmware, help)))
  }
  for (const [index, backup] of (driver.backups ?? []).entries())
    others.set(`backup ${index}`, await settled(() => backup.take(connection)))
  return { device, readings, writings, others }
}

const switchedOff = (name: NonNullable<Driver['switches']>[number]) =>
  [{ name, enabled: false, writable: true }] as const

const rows = wrongAnswers.flatMap((wrong) =>
  drivers.map((driver) => ({ wrong, driver, name: wrong.name, id: driver.id })),
)
const looks = new Map<string, Looked>()
const lookOf = ({ id, name }: (typeof rows)[number]): Looked => {
  const found = looks.get(`${id} ${name}`)
  if (found === undefined) throw new Error('not looked at')
  return found
}

// All at once: most of it is waiting for answers that are none.
beforeAll(async () => {
  await Promise.all(
    rows.map(async ({ driver, wrong, id, name }, index) => {
      looks.set(`${id} ${name}`, await look(driver, wrong, index))
    }),
  )
}, 240_000)
afterAll(async () => {
  await Promise.all([...looks.values()].map(({ device }) => device.close()))
})

const valuesIn = (ends: ReadonlyMap<string, unknown>): string[] =>
  [...ends].flatMap(([name, end]) => (end instanceof ExpectedError ? [] : [`${name}: ${JSON.stringify(end)}`]))

describe.each(rows)('$id and a device that answers with $name', (row) => {
  it('reads nothing out of it but errors that say what they are', () => {
    const { device, readings } = lookOf(row)
    expect(device.asked.length).toBeGreaterThan(0)
    expect(valuesIn(readings).filter((text) => !isFromOutside(text))).toEqual([])
  })

  it('sends nothing that could write, whatever was to be written', () => {
    const { device, writings } = lookOf(row)
    expect(valuesIn(writings)).toEqual([])
    expect(device.asked.filter(couldWrite)).toEqual([])
    expect(JSON.stringify(device.asked)).not.toContain('never-shown')
  })

  it('takes none of it for a yes', () => {
    const { others } = lookOf(row)
    const yes = valuesIn(others).filter((text) => !/login: \{"value":"refused"|without: \{"value":"guarded"/.test(text))
    expect(yes).toEqual([])
  })
})

/** That a picture is not shown to everybody, and that a web server is there, is seen without understanding a word. */
const isFromOutside = (text: string): boolean =>
  seenFromOutside.some((fact) => text.startsWith(`${fact}: {"value"`)) ||
  /^network\.services: \{"value":\[\{"name":"(?:anonymous-viewing","enabled":false|web-admin","enabled":true),"writable":false\}\]\}$/.test(
    text,
  )
