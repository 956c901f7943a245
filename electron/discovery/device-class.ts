import type { DeviceClass } from '../model/device.ts'

/**
 * What kind of device its own words speak of. The first line that fits wins: a door station has a camera, a recorder names its
 * cameras, so the special words stand before the general ones.
 */
const words: readonly { readonly deviceClass: DeviceClass; readonly pattern: RegExp }[] = [
  {
    deviceClass: 'intercom',
    pattern: /\b(intercom|door ?(station|phone|bell)|video ?door|entry panel|vto|ip ?station)\b/i,
  },
  {
    deviceClass: 'door-controller',
    pattern: /\b(door ?(controller|control)|access ?(controller|control)|reader controller|pacs|acu)\b/i,
  },
  { deviceClass: 'nvr', pattern: /\b([a-z-]*(nvr|dvr|xvr)\d*[a-z]?|(network|digital|video) ?(video )?recorder)\b/i },
  { deviceClass: 'nvr', pattern: /(^|[^a-z])(ds-[79]\d|nvr|dvr|xvr)/i },
  // Families of models whose names hold no word.
  { deviceClass: 'intercom', pattern: /(^|[^a-z])ds-k[bdhv]\d/i },
  { deviceClass: 'door-controller', pattern: /(^|[^a-z])ds-k[1-4]/i },
  { deviceClass: 'camera', pattern: /(^|[^a-z])i?ds-2[a-z]/i },
  { deviceClass: 'door-controller', pattern: /\b2n access unit/i },
  { deviceClass: 'intercom', pattern: /\b2n (ip|helios|lte|sip|indoor)\b/i },
  { deviceClass: 'nvr', pattern: /\brln\d/i },
  { deviceClass: 'camera', pattern: /\brlc-\d/i },
  { deviceClass: 'encoder', pattern: /\b(video )?(encoder|video server|decoder)\b/i },
  { deviceClass: 'switch', pattern: /\b(ethernet |managed |network )?switch\b/i },
  {
    deviceClass: 'camera',
    pattern:
      /\b((network|ip|ptz|dome|bullet|box|panoramic|thermal|web) ?camera|ipc|ipcam|dome|bullet|turret|camera)\b/i,
  },
]

/** From free text: sysDescr, a web page title, a hardware scope. */
export function classOfText(text: string | null | undefined): DeviceClass {
  return words.find(({ pattern }) => pattern.test(text ?? ''))?.deviceClass ?? 'unknown'
}

/** Makers all of whose network devices are of one kind. */
const makersOfOneKind: ReadonlyMap<string, DeviceClass> = new Map([
  ['Mercury Security', 'door-controller'],
  ['Lenel', 'door-controller'],
  ['HID', 'door-controller'],
  ['ZKTeco', 'door-controller'],
  ['Brivo', 'door-controller'],
  ['Gallagher', 'door-controller'],
  ['AMAG Technology', 'door-controller'],
  ['SALTO', 'door-controller'],
  ['Nedap', 'door-controller'],
  ['Commend', 'intercom'],
  ['Zenitel', 'intercom'],
  ['Aiphone', 'intercom'],
])

/** From what an SNMP agent says: its description, else what its maker makes. */
export function classOfAgent(sysDescr: string | null, maker: string | null): DeviceClass {
  const named = classOfText(sysDescr)
  return named === 'unknown' ? (makersOfOneKind.get(maker ?? '') ?? 'unknown') : named
}

/** From the makers that a device gave signs of: where all of them make one kind of thing, it is that kind. */
export function classOfMakers(makers: readonly string[]): DeviceClass {
  const [kind, ...others] = new Set(makers.map((maker) => makersOfOneKind.get(maker) ?? 'unknown'))
  return others.length > 0 ? 'unknown' : (kind ?? 'unknown')
}

/**
 * From the types and scopes of a ProbeMatch. What it declares about itself comes first, then what its hardware is called, then
 * the network video types, which recorders and encoders declare as well.
 *
 * @see ONVIF Core, scope parameters; ONVIF profile specifications A, C, G, M, S, T
 */
export function classOfAnnouncement(types: readonly string[], scopes: readonly string[]): DeviceClass {
  const paths = scopes.map((scope) => /^onvif:\/\/www\.onvif\.org\/(.+)$/i.exec(scope)?.[1] ?? '')
  const has = (pattern: RegExp) => paths.some((path) => pattern.test(path))
  const declared = paths.filter((path) => /^type\//i.test(path)).join(' ')
  const named = paths
    .filter((path) => /^(hardware|name)\//i.test(path))
    .map((path) => classOfText(decode(path).replaceAll('_', ' ')))
    .find((found) => found !== 'unknown')
  if (/network_?video_?(recorder|storage)|\bnvr\b/i.test(declared)) return 'nvr'
  if (types.includes('dn:NetworkVideoStorage')) return 'nvr'
  if (named !== undefined) return named
  const video = has(/^Profile\/(Streaming|S|T|M)\b/i) || types.includes('dn:NetworkVideoTransmitter')
  const doors = has(/^Profile\/(A|C|D)\b/i)
  if (doors && !video) return 'door-controller'
  if (doors) return 'intercom'
  return video ? 'camera' : 'unknown'
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign: the text as it stands is as good.
    return text
  }
}
