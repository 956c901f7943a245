import type { VersionScheme } from '../electron/catalog/product.ts'
import type { Fact } from './firmware-facts.ts'

/** A maker whose facts are imported. */
export interface Maker {
  readonly vendor: string
  /** How the facts name the maker: often more than once. */
  readonly from: readonly string[]
  readonly folder: string
  readonly scheme: VersionScheme
  /** As devices name it: lower case, punctuation as one space. */
  readonly names: readonly string[]
  readonly builtBy: string | null
  readonly modelForms: readonly { readonly pattern: string; readonly examples: readonly string[] }[]
}

type Parts = Partial<Omit<Maker, 'from' | 'vendor'>>

const form = (pattern: string, ...examples: string[]) => ({ pattern, examples })

/** What differs from the rule: vendor as the facts name it without brackets, dotted versions, no factory behind it. */
const special: readonly (readonly [from: string, vendor: string, parts: Parts])[] = [
  ['ABUS', 'ABUS', { names: ['abus', 'abus security center'] }],
  ['ACTi', 'ACTi', { scheme: 'acti' }],
  ['AVTECH', 'AVTECH', { scheme: 'avtech', modelForms: [form('^AV[MN]\\d{3,4}', 'AVM1203', 'AVN801')] }],
  [
    'Amcrest (Dahua OEM)',
    'Amcrest',
    { scheme: 'dahua', builtBy: 'Dahua', modelForms: [form('^IP[24588]M-', 'IP5M-1173')] },
  ],
  ['Annke', 'Annke', { scheme: 'hikvision', builtBy: 'Hikvision' }],
  ['Avigilon (Motorola Solutions)', 'Avigilon', {}],
  [
    'Axis',
    'Axis',
    {
      scheme: 'axis',
      names: ['axis'],
      modelForms: [
        form('^[ACDFIMPQV][0-9]{4}(-[A-Z]{1,4})?( MK I+)?( .*)?$', 'M5525-E', 'P3265-V', 'Q3527-LVE', 'A1001'),
      ],
    },
  ],
  ['Bosch', 'Bosch', { modelForms: [form('^(FLEXIDOME|AUTODOME|DINION|MIC) ', 'FLEXIDOME INDOOR 5100I IR')] }],
  ['ByDemes', 'ByDemes', { scheme: 'dahua', builtBy: 'Dahua' }],
  [
    'CP Plus (Aditya Infotech)',
    'CP Plus',
    { scheme: 'dahua', builtBy: 'Dahua', names: ['cp plus', 'aditya'], modelForms: [form('^CP-[UV]', 'CP-VNR-3104')] },
  ],
  ['Cisco (video surveillance, EOL line)', 'Cisco', { names: ['cisco'] }],
  [
    'D-Link',
    'D-Link',
    { scheme: 'dlink', names: ['d link', 'dlink'], modelForms: [form('^D(CS|NR)-\\d', 'DCS-2530L', 'DNR-322L')] },
  ],
  [
    'Dahua',
    'Dahua',
    {
      scheme: 'dahua',
      names: ['dahua', 'zhejiang dahua'],
      modelForms: [
        form('^DHI?-', 'DH-IPC-HFW5231E', 'DHI-NVR5216'),
        form('^IPC-(H[A-Z]{1,4}|EB|PD|K)\\d', 'IPC-HDW1025C', 'IPC-HDBW5442E'),
        form('^(HCVR|XVR)\\d', 'HCVR7216A', 'XVR5108HS'),
      ],
    },
  ],
  ['Digiever', 'Digiever', { scheme: 'dashed' }],
  [
    'EZVIZ (Hikvision)',
    'EZVIZ',
    { scheme: 'hikvision', builtBy: 'Hikvision', modelForms: [form('^CS-(C|BC|DB)\\w', 'CS-C6N-A0-1C2WFR')] },
  ],
  ['Edimax', 'Edimax', { modelForms: [form('^IC-\\d{4}', 'IC-7100')] }],
  ['FLIR / Teledyne', 'FLIR', { names: ['flir', 'teledyne'] }],
  ['Foscam', 'Foscam', { scheme: 'build', modelForms: [form('^FI\\d{4}', 'FI9800P')] }],
  ['Gallagher', 'Gallagher', { scheme: 'gallagher-server' }],
  ['Genetec', 'Genetec', { scheme: 'genetec' }],
  ['GeoVision', 'GeoVision', { scheme: 'geovision', modelForms: [form('^GV-', 'GV-BX1500')] }],
  [
    'Geutebrück',
    'Geutebrück',
    { scheme: 'geutebrueck', folder: 'geutebrueck', names: ['geutebruck', 'geutebrueck', 'geutebr ck'] },
  ],
  ['HID', 'HID', { names: ['hid', 'mercury security', 'hid mercury'] }],
  [
    'Hanwha Vision',
    'Hanwha',
    {
      scheme: 'hanwha',
      folder: 'hanwha',
      names: ['hanwha', 'samsung techwin', 'wisenet'],
      modelForms: [form('^(X|Q|P|L|A)N[BDEFOPVMZ]-', 'XND-A9084RV', 'QNV-C8012')],
    },
  ],
  [
    'Hikvision',
    'Hikvision',
    {
      scheme: 'hikvision',
      names: ['hikvision', 'hangzhou hikvision'],
      modelForms: [form('^I?DS-(2[A-Z]|[6-9]\\d|K\\d|M\\w|A\\d|D\\d|T\\d|3)', 'DS-2CD2143G0-I', 'DS-7608NI-M2/8P')],
    },
  ],
  ['Honeywell', 'Honeywell', { scheme: 'dahua' }],
  ['Intelbras', 'Intelbras', { scheme: 'dahua', builtBy: 'Dahua', modelForms: [form('^VIP S?\\d', 'VIP S3020 G2')] }],
  ['Johnson Controls (Kantech)', 'Kantech', { names: ['kantech'] }],
  [
    'Johnson Controls (Tyco/Software House/American Dynamics)',
    'Johnson Controls',
    { names: ['johnson controls', 'tyco', 'software house', 'american dynamics', 'illustra', 'jci', 'sensormatic'] },
  ],
  ['Johnson Controls (exacq)', 'exacq', { scheme: 'exacq', names: ['exacq', 'exacq technologies'] }],
  ['LILIN', 'LILIN', { scheme: 'lilin', names: ['lilin', 'merit lilin'] }],
  ['LenelS2 (Carrier)', 'LenelS2', { names: ['lenels2', 'lenel', 's2'], builtBy: 'HID' }],
  ['Lorex (Dahua OEM)', 'Lorex', { scheme: 'dahua', builtBy: 'Dahua' }],
  [
    'Mercury (MERCURY Communication, TP-Link group)',
    'MERCURY Communication',
    { names: ['mercury communication', 'mercury com'] },
  ],
  ['Milesight', 'Milesight', { scheme: 'milesight', modelForms: [form('^MS-[CN]\\d', 'MS-C2972-PB')] }],
  ['Milestone', 'Milestone', { scheme: 'milestone' }],
  ['Mobotix', 'Mobotix', { scheme: 'mobotix', modelForms: [form('^MX-[A-Z]', 'MX-S14')] }],
  ['NUUO', 'NUUO', {}],
  ['Nice / Nortek Linear', 'Nice', { scheme: 'dashed', names: ['nice', 'nortek', 'linear'] }],
  ['Panasonic / i-PRO', 'Panasonic', { scheme: 'dashed', names: ['panasonic', 'i pro', 'ipro', 'sanyo'] }],
  ['Pelco (Motorola Solutions)', 'Pelco', {}],
  ['QNAP', 'QNAP', { scheme: 'build' }],
  ['Reolink', 'Reolink', { scheme: 'reolink', modelForms: [form('^RL[CNK]\\d?-', 'RLC-410W', 'RLN8-410')] }],
  ['Siemens', 'Siemens', { builtBy: null }],
  ['Siemens / Milestone', 'Siemens', { builtBy: null }],
  ['Siemens / PKE', 'Siemens', { builtBy: null }],
  ['Sony', 'Sony', { modelForms: [form('^SNC-', 'SNC-CH115')] }],
  ['Synology', 'Synology', { scheme: 'dashed' }],
  [
    'TP-Link',
    'TP-Link',
    { scheme: 'tp-link', names: ['tp link', 'tapo', 'vigi'], modelForms: [form('^TL-(IPC|SC) ?\\d', 'TL-SC3130')] },
  ],
  ['TRENDnet', 'TRENDnet', { scheme: 'build', modelForms: [form('^TV-IP\\d', 'TV-IP121WN')] }],
  ['TVT', 'TVT', { scheme: 'tvt', modelForms: [form('^TD-\\d{4}', 'TD-2308SS-B')] }],
  ['Tenda (cameras)', 'Tenda', {}],
  [
    'Ubiquiti',
    'Ubiquiti',
    { scheme: 'ubiquiti', names: ['ubiquiti', 'unifi', 'ui'], modelForms: [form('^UVC[ -]', 'UVC-G4-PRO')] },
  ],
  [
    'Uniview',
    'Uniview',
    {
      scheme: 'uniview',
      names: ['uniview', 'zhejiang uniview'],
      modelForms: [form('^(IPC\\d{3,4}[A-Z]|NVR30\\d-)', 'IPC322LB-SF28-A', 'NVR301-04S2-P4')],
    },
  ],
  [
    'Vivotek',
    'Vivotek',
    { scheme: 'vivotek', modelForms: [form('^(FD|IB|FE|MD|CC|SD|IT)\\d{4}', 'FD9360-H', 'IB8369')] },
  ],
  ['Xiongmai', 'Xiongmai', { scheme: 'exact', names: ['xiongmai', 'h264', 'xm', 'hangzhou xiongmai'] }],
  ['ZKTeco', 'ZKTeco', { scheme: 'zkteco', names: ['zkteco', 'zk', 'zksoftware'] }],
]

/** Every maker that the facts name, in the order of their names. */
export function makersIn(facts: readonly Fact[]): readonly Maker[] {
  const makers = new Map<string, Maker>()
  for (const from of new Set(facts.map(({ vendor }) => vendor))) {
    const maker = makerOf(from)
    makers.set(maker.vendor, { ...maker, from: [...(makers.get(maker.vendor)?.from ?? []), from] })
  }
  return [...makers.values()].sort((a, b) => (a.vendor.toLowerCase() < b.vendor.toLowerCase() ? -1 : 1))
}

function makerOf(from: string): Maker {
  const [, vendor = from.replace(/ [(/].*$/, ''), parts = {}] = special.find(([name]) => name === from) ?? []
  const plain = vendor
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  const rule = {
    folder: plain.replaceAll(' ', '-'),
    scheme: 'dotted',
    names: [plain],
    builtBy: null,
    modelForms: [],
  } as const
  return { ...rule, ...parts, vendor, from: [from] }
}

/** Where one product of a maker counts its versions another way. */
const productSchemes: Readonly<Record<string, readonly (readonly [RegExp, VersionScheme])[]>> = {
  Vivotek: [[/\bND\d{4}/, 'dotted']],
  'Johnson Controls': [
    [/istar/i, 'istar'],
    [/illustra/i, 'illustra'],
  ],
  HID: [[/mercury/i, 'mercury']],
  LenelS2: [[/LNL|S2-LP/, 'mercury']],
  Gallagher: [
    [/^Controller/, 'gallagher-controller'],
    [/Diagnostics Service/, 'dotted'],
  ],
  Honeywell: [[/MPA2|IP-AK2|ProWatch|Pro-Watch|WIN-PAK|MAXPRO|Prowatch/i, 'dotted']],
  Intelbras: [[/InControl/, 'dotted']],
  Siemens: [[/Siveillance (Video|VMS)/, 'milestone']],
  QNAP: [[/VioStor/, 'build']],
}

/** The scheme of one record where it is not the one of its maker. */
export function schemeOf({ vendor }: Maker, record: Fact): VersionScheme | null {
  const rules = productSchemes[vendor] ?? []
  return rules.find(([pattern]) => pattern.test(record.productLine))?.[1] ?? null
}

const families: Readonly<Record<string, string>> = {
  camera: 'cameras',
  nvr: 'recorders',
  'door-controller': 'access-control',
  intercom: 'intercoms',
  switch: 'switches',
  encoder: 'encoders',
  vms: 'software',
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

/** The maker behind a family where only part of a brand's products come from it. */
export const builtByOf = ({ vendor, builtBy }: Maker, family: string): string | null =>
  vendor === 'Honeywell' && (family === 'cameras' || family === 'recorders') ? 'Dahua' : builtBy
