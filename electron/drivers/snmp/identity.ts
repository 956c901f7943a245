import { type Identity, noIdentity } from '../../model/device.ts'
import { ProtocolViolation } from '../../model/errors.ts'
import { makerOfSysObjectId } from '../../protocols/snmp/enterprise-numbers.ts'
import { identityOfSysDescr, makerHints, makerQuestion } from '../../protocols/snmp/maker-objects.ts'
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

/**
 * What the agent says of its device. Objects that it lacks stay null; nothing is guessed.
 *
 * @throws {ProtocolViolation} when it tells nothing that identifies
 * @see SNMPv2-MIB::system, ENTITY-MIB::entPhysicalTable, IF-MIB::ifPhysAddress
 */
export async function readIdentity(reader: SnmpReader): Promise<Identity> {
  const base = await reader.get([...Object.values(system), ...makerHints])
  const sysDescr = valueText(base.get(system.sysDescr))
  const sysObjectId = valueText(base.get(system.sysObjectId))
  const parts = [
    identityOfSysDescr(sysDescr),
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

async function fromMaker(
  reader: SnmpReader,
  base: ReadonlyMap<string, SnmpValue>,
  sysObjectId: string | null,
): Promise<Partial<Identity>> {
  const question = makerQuestion(base, sysObjectId)
  return question === null ? {} : question.read(await reader.get(question.oids))
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
