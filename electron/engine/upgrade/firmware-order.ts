import type { VersionScheme } from '../../catalog/product.ts'
import { compareLines, compareVersions, parseVersion } from '../../catalog/versions.ts'
import type { Identity } from '../../model/device.ts'
import type { FirmwareFile } from '../../model/firmware-file.ts'
import { wholeVersion } from '../../model/firmware-version.ts'

/** How each maker writes versions; of any other maker plain numbers with dots are understood. */
const schemes: readonly (readonly [maker: string, scheme: VersionScheme])[] = [
  ['axis', 'axis'],
  ['hikvision', 'hikvision'],
  ['dahua', 'dahua'],
  ['hanwha', 'hanwha'],
  ['vivotek', 'vivotek'],
  ['uniview', 'uniview'],
]

/** Long-term lines of AXIS OS. Between two majors the maker wants each one installed in turn. */
const axisLongTerm = ['6.50', '8.40', '9.80', '10.12', '11.11', '12.11']

/** The maker's name without legal form and spelling: `AXIS`, `Axis Communications` and `axis` are one. */
export const plainMaker = (name: string): string =>
  (name.trim().split(/\s+/)[0] ?? '').toLowerCase().replace(/[^a-z0-9]/g, '')

/** A model as different answers of one device spell it: without the maker in front, in capitals, one space. */
export function plainModel(model: string, maker: string): string {
  const words = model.trim().toUpperCase().split(/\s+/)
  if (words.length > 1 && plainMaker(words[0] ?? '') === plainMaker(maker)) words.shift()
  return words.join(' ')
}

/** Whether the file was made for such a device: same maker, and one of its models, letter by letter. */
export function isFor({ vendor, models }: Pick<FirmwareFile, 'vendor' | 'models'>, identity: Identity): boolean {
  const { manufacturer, model } = identity
  if (manufacturer === null || model === null || plainMaker(vendor) !== plainMaker(manufacturer)) return false
  return models.some((own) => plainModel(own, vendor) === plainModel(model, manufacturer))
}

export const installedVersion = wholeVersion

/** Negative, zero or positive as `left` is older, the same or newer; null when the maker's way to count does not say. */
export function compareFirmware(maker: string, left: string, right: string): number | null {
  if (left.trim().toLowerCase() === right.trim().toLowerCase()) return 0
  const scheme = schemes.find(([name]) => name === plainMaker(maker))?.[1] ?? 'dotted'
  const [one, other] = [parseVersion(scheme, left), parseVersion(scheme, right)]
  if (one === null || other === null) return null
  const order = compareVersions(one, other)
  if (order !== null) return order
  const lines = compareLines(one, other)
  return lines === 0 ? null : lines
}

/** The long-term lines of AXIS OS that lie between two versions and should be installed on the way. */
export function axisSteps(from: string, to: string): string[] {
  const track = (version: string) => /^(\d+\.\d+)(?:\.|$)/.exec(version.trim())?.[1] ?? null
  const [first, last] = [track(from), track(to)]
  if (first === null || last === null) return []
  const older = (left: string, right: string) => (compareFirmware('axis', left, right) ?? 0) < 0
  return axisLongTerm.filter((line) => older(first, line) && older(line, last))
}
