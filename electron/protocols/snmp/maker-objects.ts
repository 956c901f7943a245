import type { Identity } from '../../model/device.ts'
import { macOf, type SnmpValue, valueText } from './value.ts'

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

const oid = (enterprise: string, object: string): string => `1.3.6.1.4.1.${enterprise}.${object}`
const firstObjects = ({ enterprise, objects }: MakerObjects): string[] =>
  [objects.manufacturer ?? objects.model ?? objects.serial].flatMap((object) =>
    object === undefined ? [] : [oid(enterprise, object)],
  )

/** One object of each maker: who answers it has the others too, whatever its sysObjectID says. */
export const makerHints: readonly string[] = makerObjects.flatMap(firstObjects)

/** What to ask a device next, and what the answer means. */
export interface MakerQuestion {
  readonly oids: readonly string[]
  readonly read: (values: ReadonlyMap<string, SnmpValue>) => Partial<Identity>
}

/**
 * The objects of its maker that say model, firmware, serial and MAC address, or null where none are known.
 *
 * @param base values of `makerHints`
 */
export function makerQuestion(base: ReadonlyMap<string, SnmpValue>, sysObjectId: string | null): MakerQuestion | null {
  // Hanwha hangs model and version below the very OID that it names as its own.
  if (sysObjectId?.startsWith('1.3.6.1.4.1.36849.1.2.')) {
    const [model, firmware] = [`${sysObjectId}.1.0`, `${sysObjectId}.2.1.1.0`]
    return {
      oids: [model, firmware],
      read: (values) => ({
        manufacturer: 'Hanwha Vision',
        model: valueText(values.get(model)),
        ...splitBuild(valueText(values.get(firmware))),
      }),
    }
  }
  const row = makerObjects.find(
    (one) =>
      sysObjectId?.startsWith(`1.3.6.1.4.1.${one.enterprise}.`) ||
      sysObjectId === `1.3.6.1.4.1.${one.enterprise}` ||
      firstObjects(one).some((object) => valueText(base.get(object)) !== null),
  )
  if (row === undefined) return null
  const { enterprise, objects, maker } = row
  return {
    oids: Object.values(objects).map((object) => oid(enterprise, object)),
    read: (values) => {
      const value = (part: Part) =>
        objects[part] === undefined ? undefined : values.get(oid(enterprise, objects[part]))
      const mac = macOf(value('mac'))
      return {
        manufacturer: maker,
        model: valueText(value('model')),
        serial: valueText(value('serial')),
        hardwareId: valueText(value('hardwareId')),
        ...splitBuild(writtenOut(valueText(value('firmware')))),
        macs: mac === null ? [] : [mac],
      }
    },
  }
}

/** Bosch leaves the dots out: `24500793` is build 24, platform 50 and version 07.93, which is 7.93.0024 everywhere else. */
function writtenOut(version: string | null): string | null {
  const [, build, major, minor] = /^([1-9]\d{0,3})50(\d\d)(\d\d)$/.exec(version ?? '') ?? []
  if (build === undefined) return version
  return `${Number(major)}.${minor}.${build.padStart(4, '0')}`
}

/**
 * What a description says by its maker's own grammar. Axis: ` ; AXIS P1375; Network Camera; 10.1.0; Sep 20 2019 09:11; 775; 1;`.
 * Mercury and its brands: `LNL-4420 ... Firmware Version 1.27.5 Build 0615`. Of free text nothing is taken.
 */
export function identityOfSysDescr(sysDescr: string | null): Partial<Identity> {
  const [, board, version, number] =
    /^(\S+)\s.*?\bFirmware Version (\d[\w.]*)(?: Build (\w+))?/.exec(sysDescr ?? '') ?? []
  if (board !== undefined && version !== undefined) return { model: board, firmware: version, build: number ?? null }
  const [, product = '', , firmware = '', built = '', hardwareId = ''] = (sysDescr ?? '')
    .split(';')
    .map((part) => part.trim())
  if (!/^AXIS /.test(product)) return {}
  return { manufacturer: 'AXIS', model: product.slice('AXIS '.length), firmware, build: built, hardwareId }
}

/** `V5.5.3 build 171025` is a version and a build. */
export function splitBuild(text: string | null): Pick<Identity, 'firmware' | 'build'> {
  const [, firmware, build] = /^(.+?),?\s*build[: ]\s*(\S+)/i.exec(text ?? '') ?? []
  return { firmware: firmware ?? text, build: build ?? null }
}
