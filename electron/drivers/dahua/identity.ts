import type { Identity } from '../../model/device.ts'
import { ProtocolViolation, Unsupported } from '../../model/errors.ts'
import type { ActivationState } from '../../model/security-facts.ts'
import { visibleOrNull } from '../../model/visible-text.ts'
import { getDeviceInformation } from '../../protocols/onvif/information.ts'
import { getNetworkInterfaces } from '../../protocols/onvif/network-settings.ts'
import type { Capability, Connection } from '../driver.ts'
import { attempt } from '../onvif/attempt.ts'
import { onvifIdentity } from '../onvif/capabilities.ts'
import { openClient } from '../onvif/open-client.ts'
import { cgiRead } from './cgi.ts'
import { overCgi } from './config.ts'
import { lineOf } from './lines.ts'
import { askChallenge, NotInitialised, rpcCall } from './rpc.ts'

interface Told {
  readonly model: string | null
  readonly serial: string | null
  readonly hardware: string | null
  readonly version: string | null
  readonly build: string | null
  readonly vendor: string | null
}

/** `version=2.800.0000000.8.R,build:2020-06-05` */
export function versionOf(text: string | null): Pick<Told, 'version' | 'build'> {
  const match = /^([^,]+),\s*build:\s*(.+)$/i.exec(text ?? '')
  return match === null ? { version: text, build: null } : { version: match[1] ?? null, build: match[2] ?? null }
}

/** @see Dahua HTTP API: magicBox.cgi */
async function byCgi(device: Connection): Promise<Told> {
  const info = await cgiRead(device, 'magicBox', 'getSystemInfo')
  const serial = lineOf(info, 'serialNumber')
  if (serial === null && lineOf(info, 'deviceType') === null)
    throw new ProtocolViolation('The device answered with something else than what it is.')
  const ask = (action: string, key: string) =>
    attempt(device, async () => lineOf(await cgiRead(device, 'magicBox', action), key))
  // Some firmware numbers its type in getSystemInfo and names it here.
  const model = (await ask('getDeviceType', 'type')) ?? lineOf(info, 'deviceType')
  return {
    model,
    serial: serial ?? (await ask('getSerialNo', 'sn')),
    hardware: lineOf(info, 'hardwareVersion'),
    ...versionOf(await ask('getSoftwareVersion', 'version')),
    vendor: await ask('getVendor', 'vendor'),
  }
}

const textIn = (from: unknown, name: string): string | null => {
  const value = typeof from === 'object' && from !== null ? (from as Readonly<Record<string, unknown>>)[name] : null
  return typeof value === 'string' && value !== '' ? value : null
}

/** @see Dahua RPC2: magicBox.getSystemInfo, magicBox.getSoftwareVersion */
async function byRpc(device: Connection): Promise<Told> {
  const info = await rpcCall(device, 'magicBox.getSystemInfo')
  if (info === null) throw new Unsupported('The device does not tell its RPC what it is.')
  const answer = await rpcCall(device, 'magicBox.getSoftwareVersion')
  const software = (answer as { readonly version?: unknown } | null)?.version ?? null
  return {
    model: textIn(info, 'updateSerial') ?? textIn(info, 'deviceType'),
    serial: textIn(info, 'serialNumber'),
    hardware: textIn(info, 'hardwareVersion'),
    version: textIn(software, 'Version'),
    build: textIn(software, 'BuildDate'),
    vendor: null,
  }
}

const onvif = onvifIdentity()

export const identityFact: Capability = {
  fact: 'identity',
  async read(device): Promise<Identity> {
    if (device.credential('web') === null && device.credential('onvif') !== null)
      return (await onvif.read(device)) as Identity
    const told = await overCgi(
      device,
      () => byCgi(device),
      () => byRpc(device),
    )
    const firmware = visibleOrNull(told.version)
    const build = visibleOrNull(told.build)
    return {
      manufacturer: await manufacturerOf(device, told.vendor),
      model: visibleOrNull(told.model),
      firmware: firmware === null || build === null ? firmware : `${firmware}, build: ${build}`,
      build,
      serial: visibleOrNull(told.serial),
      hardwareId: visibleOrNull(told.hardware),
      macs: await macsOf(device),
    }
  },
}

/** Many brands sell this maker's devices under their own name. */
async function manufacturerOf(device: Connection, vendor: string | null): Promise<string> {
  const own = visibleOrNull(vendor, 80)
  // `General` and `Private` are what the factory writes for no brand.
  if (own !== null && !/^(?:general|private)$/i.test(own)) return own
  if (device.credential('onvif') !== null) {
    const known = await attempt(device, () => getDeviceInformation(openClient(device)))
    if (known?.manufacturer != null) return known.manufacturer
  }
  const announced = device.memo.get('onvif.name')
  const brand = typeof announced === 'string' ? visibleOrNull(announced.split(/[\s_%]/)[0], 40) : null
  return brand ?? 'Dahua'
}

async function macsOf(device: Connection): Promise<readonly string[]> {
  if (device.credential('onvif') === null) return []
  const interfaces = await attempt(device, () => getNetworkInterfaces(openClient(device)))
  return [...new Set((interfaces ?? []).flatMap(({ mac }) => (mac === null ? [] : [mac])))]
}

/** Asked by the first half of a login, which shows no secret. */
export const activationFact: Capability = {
  fact: 'activation',
  async read(device): Promise<ActivationState> {
    try {
      await askChallenge(device, 'admin')
      return { state: 'activated', evidence: 'global.login answers with a challenge: there is an account to log in to' }
    } catch (error) {
      if (!(error instanceof NotInitialised)) throw error
      return { state: 'factory', evidence: 'global.login answers 268632086: not initialised' }
    }
  },
}
