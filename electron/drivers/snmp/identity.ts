import { type Identity, noIdentity } from '../../model/device.ts'
import { ProtocolViolation } from '../../model/errors.ts'
import { makerOfSysObjectId } from '../../protocols/snmp/enterprise-numbers.ts'
import type { SnmpReader } from '../../protocols/snmp/reader.ts'
import { macOf, type SnmpValue, valueText } from '../../protocols/snmp/value.ts'

const system = {
  sysDescr: '1.3.6.1.2.1.1.1.0',
  sysObjectId: '1.3.6.1.2.1.1.2.0',
} as const
const ifPhysAddress = '1.3.6.1.2.1.2.2.1.6'

/** Columns of ENTITY-MIB::entPhysicalTable. Cameras rarely have it, switches and recorders on servers do. */
const entity = {
  hardwareId: '1.3.6.1.2.1.47.1.1.1.1.8',
  firmware: '1.3.6.1.2.1.47.1.1.1.1.9',
  build: '1.3.6.1.2.1.47.1.1.1.1.10',
  serial: '1.3.6.1.2.1.47.1.1.1.1.11',
  manufacturer: '1.3.6.1.2.1.47.1.1.1.1.12',
  model: '1.3.6.1.2.1.47.1.1.1.1.13',
} as const

type Part = 'manufacturer' | 'model' | 'firmware' | 'serial' | 'hardwareId' | 'mac'

/** One maker's own objects that only read. */
interface MakerObjects {
  readonly enterprise: string
  readonly maker: string
  readonly objects: Readonly<Partial<Record<Part, string>>>
}

const makerObjects: readonly MakerObjects[] = [
  // HIK-DEVICE-MIB; cameras answer it and nothing of the system group.
  {
    enterprise: '39165',
    maker: 'Hikvision',
    objects: { model: '1.1.0', hardwareId: '1.2.0', firmware: '1.3.0', mac: '1.4.0' },
  },
  // What Hikvision recorders answer.
  { enterprise: '50001', maker: 'Hikvision', objects: { serial: '1.3.0', firmware: '1.101.0' } },
  // DAHUA-SNMP-MIB
  {
    enterprise: '1004849',
    maker: 'Dahua',
    objects: {
      serial: '2.1.2.4.0',
      firmware: '2.1.2.5.0',
      model: '2.1.2.6.0',
      hardwareId: '2.1.1.2.0',
      mac: '2.2.2.2.0',
    },
  },
  // BSS-RCP-MIB
  {
    enterprise: '3967',
    maker: 'Bosch',
    objects: {
      hardwareId: '1.1.1.4.0',
      firmware: '1.1.1.5.0',
      serial: '1.1.1.6.0',
      manufacturer: '1.1.1.7.0',
      mac: '1.5.1.1.0',
    },
  },
]

/**
 * What the agent says of its device. Objects that it lacks stay null; nothing is guessed.
 *
 * @throws {ProtocolViolation} when it tells nothing that identifies
 * @see SNMPv2-MIB::system, ENTITY-MIB::entPhysicalTable, IF-MIB::ifPhysAddress
 */
export async function readIdentity(reader: SnmpReader): Promise<Identity> {
  const base = await reader.get([...Object.values(system), ...makerObjects.flatMap(firstObjects)])
  const sysDescr = valueText(base.get(system.sysDescr))
  const sysObjectId = valueText(base.get(system.sysObjectId))
  const parts = [
    fromSysDescr(sysDescr),
    await fromMaker(reader, base, sysObjectId),
    await fromEntity(reader),
    { manufacturer: makerOfSysObjectId(sysObjectId, sysDescr) },
  ]
  const rows = await reader.walk(ifPhysAddress, 8)
  const macs = [...parts.flatMap(({ macs }) => macs ?? []), ...rows.flatMap(({ value }) => macOf(value) ?? [])]
  const first = (key: Exclude<keyof Identity, 'macs'>) => parts.map((part) => part[key]).find(Boolean) ?? null
  const identity = {
    ...noIdentity,
    manufacturer: first('manufacturer'),
    model: first('model'),
    firmware: first('firmware'),
    build: first('build'),
    serial: first('serial'),
    hardwareId: first('hardwareId'),
    macs: [...new Set(macs)],
  }
  if (identity.manufacturer === null && identity.model === null && identity.serial === null && sysDescr === null) {
    throw new ProtocolViolation('The SNMP agent answers and tells nothing that identifies the device.')
  }
  return identity
}

const oid = (enterprise: string, object: string): string => `1.3.6.1.4.1.${enterprise}.${object}`
const firstObjects = ({ enterprise, objects }: MakerObjects): string[] =>
  [objects.manufacturer ?? objects.model ?? objects.serial].flatMap((object) =>
    object === undefined ? [] : [oid(enterprise, object)],
  )

/** Axis: ` ; AXIS P1375; Network Camera; 10.1.0; Sep 20 2019 09:11; 775; 1;` and Illustra-like free text, of which nothing is taken. */
function fromSysDescr(sysDescr: string | null): Partial<Identity> {
  const [, product = '', , firmware = '', built = '', hardwareId = ''] = (sysDescr ?? '')
    .split(';')
    .map((part) => part.trim())
  if (!/^AXIS /.test(product)) return {}
  return { manufacturer: 'AXIS', model: product.slice('AXIS '.length), firmware, build: built, hardwareId }
}

async function fromMaker(
  reader: SnmpReader,
  base: ReadonlyMap<string, SnmpValue>,
  sysObjectId: string | null,
): Promise<Partial<Identity>> {
  const hanwha = await fromHanwha(reader, sysObjectId)
  if (hanwha !== null) return hanwha
  const row = makerObjects.find(
    (one) =>
      sysObjectId?.startsWith(`1.3.6.1.4.1.${one.enterprise}`) ||
      firstObjects(one).some((object) => valueText(base.get(object)) !== null),
  )
  if (row === undefined) return {}
  const { enterprise, objects, maker } = row
  const values = await reader.get(Object.values(objects).map((object) => oid(enterprise, object)))
  const value = (part: Part) => (objects[part] === undefined ? undefined : values.get(oid(enterprise, objects[part])))
  const mac = macOf(value('mac'))
  return {
    manufacturer: maker,
    model: valueText(value('model')),
    serial: valueText(value('serial')),
    hardwareId: valueText(value('hardwareId')),
    ...splitBuild(valueText(value('firmware'))),
    macs: mac === null ? [] : [mac],
  }
}

/** Hanwha hangs model and version below the very OID that it names as its own. */
async function fromHanwha(reader: SnmpReader, sysObjectId: string | null): Promise<Partial<Identity> | null> {
  if (sysObjectId === null || !sysObjectId.startsWith('1.3.6.1.4.1.36849.1.2.')) return null
  const [model, firmware] = [`${sysObjectId}.1.0`, `${sysObjectId}.2.1.1.0`]
  const values = await reader.get([model, firmware])
  return {
    manufacturer: 'Hanwha Vision',
    model: valueText(values.get(model)),
    ...splitBuild(valueText(values.get(firmware))),
  }
}

/** `V5.5.3 build 171025` is a version and a build. */
function splitBuild(text: string | null): Pick<Identity, 'firmware' | 'build'> {
  const [, firmware, build] = /^(.+?),?\s+build[: ]\s*(\S+)/i.exec(text ?? '') ?? []
  return { firmware: firmware ?? text, build: build ?? null }
}

/** The first row that has a serial, which is the chassis. */
async function fromEntity(reader: SnmpReader): Promise<Partial<Identity>> {
  const serials = await reader.walk(entity.serial, 4)
  const row = serials.find(({ value }) => valueText(value) !== null)
  if (row === undefined) return {}
  const index = row.oid.slice(entity.serial.length)
  const values = await reader.get(Object.values(entity).map((column) => `${column}${index}`))
  const value = (column: keyof typeof entity) => valueText(values.get(`${entity[column]}${index}`))
  return {
    manufacturer: value('manufacturer'),
    model: value('model'),
    firmware: value('firmware'),
    build: value('build'),
    serial: value('serial'),
    hardwareId: value('hardwareId'),
  }
}
