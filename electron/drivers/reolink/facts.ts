import { z } from 'zod'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { noIdentity } from '../../model/device.ts'
import { ExpectedError, ProtocolViolation } from '../../model/errors.ts'
import type { StorageUnit } from '../../model/security-facts.ts'
import { visibleOrNull, visibleText } from '../../model/visible-text.ts'
import { macOf } from '../../protocols/onvif/network-settings.ts'
import type { Capability, Connection, Login } from '../driver.ts'
import { safeAlphabet } from '../onvif/onvif-login.ts'
import { identityOrOnvif, servicesBesideOnvif } from '../web/beside-onvif.ts'
import { WebMemory } from '../web/web-memory.ts'
import { secretTarget } from '../web/web-target.ts'
import { askAsStranger, withSession } from './session.ts'

/** The accounts of the device, logged in to with a session. */
export const reolinkWebLogin: Login = {
  name: 'web',
  passwordRules: { maxLength: 16, alphabet: safeAlphabet },
  async authenticate(device, credential) {
    return (await withSession(device, credential, async () => 'accepted' as const))?.value ?? 'refused'
  },
  withoutLogin: (device) => askAsStranger(device, 'GetDevInfo'),
}

/** What the device tells to one command, in a session of its own. A login that was refused is not shown a second time. */
async function told<T>(device: Connection, name: string, shape: z.ZodType<T>): Promise<T> {
  const [value] = await toldAll(device, [name])
  return shaped(name, shape, value)
}

async function toldAll(device: Connection, names: readonly string[]): Promise<readonly (() => unknown)[]> {
  const credential = device.credential('web')
  if (credential === null) throw new CredentialsRefused('No web login of this device is proven.', { shown: null })
  if (WebMemory.of(device.memo, await secretTarget(device)).wasRefused(credential))
    throw new CredentialsRefused(
      `The web login of the device did not take "${credential.username}" a moment ago; it is not shown again.`,
      { shown: null },
    )
  const session = await withSession(device, credential, (ask) => ask(names))
  if (session === null)
    throw new CredentialsRefused(`The web login of the device does not take "${credential.username}".`, {
      shown: { login: 'web', credential, times: 1, isLogin: true },
    })
  return session.value
}

function shaped<T>(name: string, shape: z.ZodType<T>, value: (() => unknown) | undefined): T {
  const parsed = shape.safeParse(value?.())
  if (parsed.success) return parsed.data
  throw new ProtocolViolation(`${name}: the answer of the device lacks what it must hold.`)
}

const devInfoShape = z.object({
  DevInfo: z.object({
    model: z.string(),
    firmVer: z.string().optional(),
    hardVer: z.string().optional(),
    serial: z.string().optional(),
  }),
})
const linkShape = z.object({
  LocalLink: z.object({
    mac: z.string().optional(),
    static: z.object({ gateway: z.string() }),
    dns: z.object({ auto: z.int(), dns1: z.string(), dns2: z.string().catch('') }),
  }),
})

/** Some products tell nothing but noughts for their serial number. @see Reolink HTTP API: GetDevInfo, GetLocalLink */
export const reolinkIdentity = (): Capability =>
  identityOrOnvif(async (device) => {
    const [info, link] = await toldAll(device, ['GetDevInfo', 'GetLocalLink'])
    const { DevInfo } = shaped('GetDevInfo', devInfoShape, info)
    const serial = visibleOrNull(DevInfo.serial, 128)
    return {
      ...noIdentity,
      manufacturer: 'Reolink',
      model: visibleOrNull(DevInfo.model, 128),
      firmware: visibleOrNull(DevInfo.firmVer, 128),
      hardwareId: visibleOrNull(DevInfo.hardVer, 128),
      serial: serial === null || /^0+$/.test(serial) ? null : serial,
      macs: macsIn(link),
    }
  })

/** Good to have: a device that does not tell its address tells the rest all the same. */
function macsIn(link: (() => unknown) | undefined): readonly string[] {
  try {
    const mac = macOf(shaped('GetLocalLink', linkShape, link).LocalLink.mac ?? null)
    return mac === null ? [] : [mac]
  } catch (error) {
    if (error instanceof ExpectedError) return []
    throw error
  }
}

const usersShape = z.object({ User: z.array(z.object({ userName: z.string(), level: z.string() })).min(1) })

/** @see Reolink HTTP API: GetUser, `level` admin or guest */
export const reolinkAccounts = (): Capability => ({
  fact: 'accounts.web',
  async read(device) {
    const { User } = await told(device, 'GetUser', usersShape)
    return User.map(({ userName, level }) => ({
      username: visibleText(userName, 64),
      level: level === 'admin' ? 'administrator' : level === 'guest' ? 'user' : 'unknown',
      enabled: null,
    }))
  },
})

const ntpShape = z.object({ Ntp: z.object({ enable: z.int(), server: z.string() }) })

/** @see Reolink HTTP API: GetNtp */
export const reolinkNtp = (): Capability => ({
  fact: 'time.ntp',
  async read(device) {
    const { Ntp } = await told(device, 'GetNtp', ntpShape)
    const server = visibleOrNull(Ntp.server, 255)
    return { source: Ntp.enable === 1 ? 'ntp' : 'manual', fromDhcp: false, servers: server === null ? [] : [server] }
  },
})

const portShape = z.object({ NetPort: z.object({ onvifEnable: z.int() }) })

/** @see Reolink HTTP API: GetNetPort, `onvifEnable` */
export const reolinkServices = (): Capability =>
  servicesBesideOnvif(async (device) => {
    const { NetPort } = await told(device, 'GetNetPort', portShape)
    return [{ name: 'onvif', enabled: NetPort.onvifEnable === 1, writable: false }]
  })

/** @see Reolink HTTP API: GetLocalLink */
export const reolinkAddressing = (): Capability => ({
  fact: 'network.addressing',
  async read(device) {
    const { LocalLink } = await told(device, 'GetLocalLink', linkShape)
    const real = (text: string) => text !== '' && text !== '0.0.0.0'
    return {
      gateways: [LocalLink.static.gateway].filter(real).map((text) => visibleText(text, 64)),
      dnsFromDhcp: LocalLink.dns.auto === 1,
      dnsServers: [LocalLink.dns.dns1, LocalLink.dns.dns2].filter(real).map((text) => visibleText(text, 64)),
    }
  },
})

const disksShape = z.object({
  HddInfo: z.array(
    z.object({
      capacity: z.number(),
      mount: z.int().optional(),
      id: z.int().optional(),
      storageType: z.int().optional(),
    }),
  ),
})

/** Megabytes; storage type 1 is a disk, 2 a card. @see Reolink HTTP API: GetHddInfo */
export const reolinkStorage = (): Capability => ({
  fact: 'storage.units',
  async read(device) {
    const { HddInfo } = await told(device, 'GetHddInfo', disksShape)
    return HddInfo.map(
      ({ capacity, mount, id, storageType }, index): StorageUnit => ({
        name: `storage ${id ?? index}`,
        kind: storageType === 1 ? 'disk' : storageType === 2 ? 'card' : 'unknown',
        state: mount === 1 ? 'ok' : 'unknown',
        capacityBytes: Math.round(capacity * 1024 * 1024),
        encrypted: null,
      }),
    )
  },
})
