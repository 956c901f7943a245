import { Unsupported, WriteRefused } from '../../model/errors.ts'
import type { ServiceName, ServiceState } from '../../model/security-facts.ts'
import type { Capability, Connection } from '../driver.ts'
import { isOn, type Params, readParams, switchWord, updateParams } from './params.ts'

/** One function of the device and the parameters that it hangs on. */
interface Service {
  readonly name: ServiceName
  readonly params: readonly string[]
  readonly isOn: (params: Params, present: readonly string[]) => boolean
  /** What a parameter is set to. Absent: only read. */
  readonly valueFor?: (current: string, on: boolean) => string
}

const onOff = (name: ServiceName, param: string): Service => ({
  name,
  params: [param],
  isOn: (params) => isOn(params, param) === true,
  valueFor: switchWord,
})

const readOnly = ({ valueFor: _, ...service }: Service): Service => service

/** @see VAPIX parameter groups Network, RemoteService, WebService, System; values as of AXIS OS 12.11 */
const services: readonly Service[] = [
  onOff('ssh', 'Network.SSH.Enabled'),
  onOff('ftp', 'Network.FTP.Enabled'),
  onOff('upnp', 'Network.UPnP.Enabled'),
  onOff('upnp-port-mapping', 'Network.UPnP.NATTraversal.Enabled'),
  onOff('bonjour', 'Network.Bonjour.Enabled'),
  onOff('ws-discovery', 'WebService.DiscoveryMode.Discoverable'),
  {
    // `oneclick` waits for its button, `yes` calls the cloud all the time.
    name: 'p2p-cloud',
    params: ['RemoteService.Enabled'],
    isOn: (params) => params.get('RemoteService.Enabled') !== 'no',
    valueFor: (_current, on) => (on ? 'oneclick' : 'no'),
  },
  readOnly(onOff('ipv6', 'Network.IPv6.Enabled')),
  readOnly(onOff('audio', 'Audio.A0.Enabled')),
  onOff('debug', 'System.EditCgi'),
  {
    name: 'web-admin',
    params: ['System.WebInterfaceDisabled'],
    isOn: (params) => isOn(params, 'System.WebInterfaceDisabled') === false,
  },
  {
    name: 'anonymous-viewing',
    params: ['System.BoaProtViewer', 'Network.RTSP.ProtViewer', 'PTZ.BoaProtPTZOperator'],
    isOn: (params, present) => present.some((name) => params.get(name) === 'anonymous'),
    valueFor: (_current, on) => (on ? 'anonymous' : 'password'),
  },
]

/** SSH, FTP, UPnP, Bonjour, WS-Discovery, the cloud relay, anonymous viewing, as the parameters have them. */
export const axisServices = (): Capability => ({ fact: 'network.services', read, write })

export const axisSwitches: readonly ServiceName[] = services.flatMap(({ name, valueFor }) =>
  valueFor === undefined ? [] : [name],
)

const everyParam = services.flatMap(({ params }) => params)

async function read(device: Connection): Promise<readonly ServiceState[]> {
  const params = await readParams(device, everyParam)
  const states = services.flatMap((service) => {
    const present = service.params.filter((name) => params.has(name))
    if (present.length === 0) return []
    return [{ name: service.name, enabled: service.isOn(params, present), writable: service.valueFor !== undefined }]
  })
  if (states.length === 0) throw new Unsupported('The device has none of the parameters that switch its services.')
  return states
}

/** What was switched off is switched on again with the words that it had before, as long as they are known. */
async function write(device: Connection, wanted: readonly ServiceState[]): Promise<void> {
  const params = await readParams(device, everyParam)
  const values: Record<string, string> = {}
  for (const { name, enabled } of wanted) {
    const service = services.find((candidate) => candidate.name === name)
    const present = service?.params.filter((param) => params.has(param)) ?? []
    if (service === undefined || present.length === 0) throw new WriteRefused(`The device has no switch for ${name}.`)
    if (service.isOn(params, present) === enabled) continue
    if (service.valueFor === undefined) throw new WriteRefused(`${name} is only read on these devices, never switched.`)
    for (const param of present) {
      const current = params.get(param) ?? ''
      const key = `axis.before ${param}`
      const before = device.memo.get(key)
      if (!enabled) device.memo.set(key, current)
      values[param] = enabled && typeof before === 'string' ? before : service.valueFor(current, enabled)
    }
  }
  if (Object.keys(values).length > 0) await updateParams(device, values)
}
