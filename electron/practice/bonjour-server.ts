import { type Answer, decode, encode, type Packet } from 'dns-packet'
import type { PracticeDevice } from './practice-device.ts'
import type { Datagram, VendorUdpServer } from './vendor-server.ts'

const group = '224.0.0.251'
const everyType = '_services._dns-sd._udp.local'
const lifetime = 120

/** Multicast DNS: names the services of the device to whoever asks. @see RFC 6762, RFC 6763 */
export const bonjourServer: VendorUdpServer = {
  name: 'query',
  interface: 'bonjour',
  transport: 'udp',
  port: 5_353,
  group,
  on: ({ state }) => state.settings.services.bonjour === true,
  // An answer to the group is for those who asked from port 5353; all others are legacy queries and answered directly.
  answer: answerQuery,
}

function answerQuery(device: PracticeDevice, { bytes, source }: Datagram): Buffer | null {
  const query = decodeOrNull(bytes)
  if (query === null || query.type !== 'query' || query.questions === undefined) return null
  const services = servicesOf(device)
  const answers = query.questions.flatMap(({ name, type }): Answer[] => {
    if (!['PTR', 'ANY'].includes(String(type))) return []
    if (name === everyType) return services.map(({ type: own }) => ptr(everyType, `${own}.local`))
    return services
      .filter(({ type: own }) => name === `${own}.local`)
      .map((own) => ptr(name, fullName(device, own.type)))
  })
  if (answers.length === 0) return null
  const named = services.filter(({ type }) => answers.some((answer) => answer.name === `${type}.local`))
  return encode({
    id: source.port === 5_353 ? 0 : (query.id ?? 0),
    type: 'response',
    flags: 1 << 10,
    ...(source.port === 5_353 ? {} : { questions: query.questions }),
    answers,
    additionals: named.flatMap((service) => details(device, service)),
  })
}

function decodeOrNull(bytes: Buffer): Packet | null {
  try {
    return decode(bytes)
  } catch {
    // Whatever it is, it is no question.
    return null
  }
}

interface Service {
  readonly type: string
  readonly port: number
  readonly txt: readonly string[]
}

function servicesOf(device: PracticeDevice): readonly Service[] {
  const web = { type: '_http._tcp', port: device.ports.http, txt: [] }
  return [web, ...(device.maker.bonjour?.(device.state) ?? []).map((own) => ({ ...own, port: device.ports.http }))]
}

const nameOf = ({ state }: PracticeDevice): string =>
  `${state.identity.model} - ${state.identity.mac.replaceAll(':', '')}`
const fullName = (device: PracticeDevice, type: string): string =>
  `${nameOf(device).replaceAll('.', ' ')}.${type}.local`
const ptr = (name: string, data: string): Answer => ({ name, type: 'PTR', ttl: lifetime, data })

function details(device: PracticeDevice, { type, port, txt }: Service): Answer[] {
  const name = fullName(device, type)
  const target = `${device.state.hostname.name || 'device'}.local`
  return [
    { name, type: 'SRV', ttl: lifetime, data: { port, target } },
    { name, type: 'TXT', ttl: lifetime, data: txt.length === 0 ? [''] : [...txt] },
    { name: target, type: 'A', ttl: lifetime, data: device.address },
  ]
}
