import type { VersionScheme } from '../electron/catalog/product.ts'
import type { Fact } from './firmware-facts.ts'

/** A maker whose facts are imported. */
export interface Maker {
  readonly vendor: string
  /** How the facts name the maker. */
  readonly from: string
  readonly folder: string
  /** Put before the name of each family; for a brand that lives in the folder of its factory. */
  readonly brand?: string
  readonly scheme: VersionScheme
  readonly names: readonly string[]
}

export const makers: readonly Maker[] = [
  {
    vendor: 'Amcrest',
    from: 'Amcrest (Dahua OEM)',
    folder: 'dahua',
    brand: 'amcrest',
    scheme: 'dahua',
    names: ['amcrest'],
  },
  { vendor: 'Axis', from: 'Axis', folder: 'axis', scheme: 'axis', names: ['axis'] },
  { vendor: 'Bosch', from: 'Bosch', folder: 'bosch', scheme: 'dotted', names: ['bosch'] },
  { vendor: 'Dahua', from: 'Dahua', folder: 'dahua', scheme: 'dahua', names: ['dahua', 'zhejiang dahua'] },
  {
    vendor: 'Hanwha',
    from: 'Hanwha Vision',
    folder: 'hanwha',
    scheme: 'hanwha',
    names: ['hanwha', 'samsung techwin', 'wisenet'],
  },
  {
    vendor: 'Hikvision',
    from: 'Hikvision',
    folder: 'hikvision',
    scheme: 'hikvision',
    names: ['hikvision', 'hangzhou hikvision'],
  },
  { vendor: 'Uniview', from: 'Uniview', folder: 'uniview', scheme: 'uniview', names: ['uniview', 'zhejiang uniview'] },
  { vendor: 'Vivotek', from: 'Vivotek', folder: 'vivotek', scheme: 'vivotek', names: ['vivotek'] },
]

const families: Readonly<Record<string, string>> = {
  camera: 'cameras',
  nvr: 'recorders',
  'door-controller': 'access-control',
  intercom: 'intercoms',
  switch: 'switches',
  encoder: 'encoders',
}

/** Hikvision's model numbers tell the family; the class alone would make one file of 200 products. */
const hikvisionFamilies: readonly (readonly [RegExp, string])[] = [
  [/^(AE-|DS-M)/, 'mobile'],
  [/^DS-2T/, 'thermal'],
  [/^DS-2(DE|DF|DP|DV|DY|SE|SF|SK|ST)/, 'ptz-cameras'],
  [/^(THC-|DS-2CE)/, 'analog-cameras'],
  [/^DS-D/, 'displays'],
]

/** The file that a record goes into. */
export function familyOf(maker: Maker, record: Fact): string {
  if (maker.vendor === 'Axis' && record.id.startsWith('axis-axis-os')) return 'axis-os'
  const [model = ''] = record.models
  const special = maker.vendor === 'Hikvision' ? hikvisionFamilies.find(([pattern]) => pattern.test(model)) : undefined
  return special?.[1] ?? families[record.deviceClass] ?? 'other'
}
