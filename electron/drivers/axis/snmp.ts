import { z } from 'zod'
import { ProtocolViolation, WriteRefused } from '../../model/errors.ts'
import type { SnmpSettings } from '../../model/security-facts.ts'
import { isWellKnownCommunity } from '../../model/well-known-communities.ts'
import type { Capability, Connection } from '../driver.ts'
import { isOn, needParams, type Params, switchWord, updateParams } from './params.ts'
import { newerOrOlder, patchRest, readRest, shaped } from './vapix.ts'

const path = '/config/rest/snmp/v1'

const version = z.object({ enabled: z.boolean() })
const snmpShape = z.object({
  enabled: z.boolean(),
  snmpV1: version,
  snmpV2: version,
  snmpV1V2Common: z.object({ readCommunity: z.string().optional(), writeCommunity: z.string().optional() }).optional(),
  snmpV3: version.extend({ userEncryption: z.string().optional(), userPasswdSet: z.boolean().optional() }),
})

/**
 * How the SNMP agent is set. Communities are compared with the well-known ones and forgotten.
 * @see VAPIX: /config/rest/snmp/v1 (AXIS OS 11 and later); parameters SNMP
 */
export const axisSnmp = (): Capability => ({
  fact: 'snmp.settings',
  read: (device) =>
    newerOrOlder(
      async () => ofRest(await rest(device)),
      async () => ofParams(await params(device)),
    ),
  write: (device, wanted) =>
    newerOrOlder(
      () => writeRest(device, wanted),
      () => writeParams(device, wanted),
    ),
})

const rest = async (device: Connection) => shaped(snmpShape, await readRest(device, path), 'snmp')
const params = (device: Connection) => needParams(device, ['SNMP'])

function ofRest({ enabled, snmpV1, snmpV2, snmpV1V2Common: common, snmpV3 }: z.infer<typeof snmpShape>): SnmpSettings {
  const v3 = enabled && snmpV3.enabled
  return {
    v1: enabled && snmpV1.enabled,
    v2c: enabled && snmpV2.enabled,
    v3,
    ...communities(common?.readCommunity, common?.writeCommunity),
    // A user with encryption has authentication too: there is no level with privacy alone. @see RFC 3411, section 3.4.3
    v3Levels: v3 && /^AES-/.test(snmpV3.userEncryption ?? '') ? ['authPriv'] : [],
  }
}

async function writeRest(device: Connection, wanted: SnmpSettings): Promise<void> {
  const found = await rest(device)
  assertWritable(ofRest(found), wanted)
  if (wanted.v3 && !found.snmpV3.enabled && found.snmpV3.userPasswdSet === false) throw withoutUser()
  await patchRest(device, path, {
    enabled: [wanted.v1, wanted.v2c, wanted.v3].includes(true),
    snmpV1: { enabled: wanted.v1 === true },
    snmpV2: { enabled: wanted.v2c === true },
    snmpV3: { enabled: wanted.v3 === true },
  })
}

function ofParams(found: Params): SnmpSettings {
  const isOff = isOn(found, 'SNMP.Enabled') === false
  const version = (name: string) => (isOff ? false : isOn(found, name))
  const versions = { v1: version('SNMP.V1'), v2c: version('SNMP.V2c'), v3: version('SNMP.V3') }
  if (Object.values(versions).every((on) => on === null))
    throw new ProtocolViolation('param.cgi: the device does not say which versions of SNMP are on.')
  return {
    ...versions,
    ...communities(found.get('SNMP.V1ReadCommunity'), found.get('SNMP.V1WriteCommunity')),
    v3Levels: [],
  }
}

async function writeParams(device: Connection, wanted: SnmpSettings): Promise<void> {
  const found = await params(device)
  assertWritable(ofParams(found), wanted)
  const values = {
    'SNMP.Enabled': [wanted.v1, wanted.v2c, wanted.v3].includes(true),
    'SNMP.V1': wanted.v1 === true,
    'SNMP.V2c': wanted.v2c === true,
    'SNMP.V3': wanted.v3 === true,
  }
  const known = Object.entries(values).filter(([name]) => found.has(name))
  await updateParams(
    device,
    Object.fromEntries(known.map(([name, on]) => [name, switchWord(found.get(name) ?? '', on)])),
  )
}

function communities(
  read: string | undefined,
  write: string | undefined,
): Pick<SnmpSettings, 'defaultCommunities' | 'writeCommunity'> {
  const told = [read, write].filter((name) => name !== undefined)
  return {
    defaultCommunities: told.length === 0 ? null : told.some(isWellKnownCommunity),
    writeCommunity: write === undefined ? null : write !== '',
  }
}

/** Communities are secrets of the site, and no secret is made up here. */
function assertWritable(found: SnmpSettings, wanted: SnmpSettings): void {
  const same = wanted.defaultCommunities === found.defaultCommunities && wanted.writeCommunity === found.writeCommunity
  if (same || (!wanted.v1 && !wanted.v2c)) return
  throw new WriteRefused(
    'Communities are not written; SNMP v1 and v2c, which use them, can be switched off. Nothing was sent.',
  )
}

const withoutUser = () =>
  new WriteRefused('The device has no SNMPv3 user yet; SNMPv3 would be on for nobody. Nothing was sent.')
