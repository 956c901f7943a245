import type { PracticeDevice } from '../practice-device.ts'
import { booleanOf, inOrder, namespaces, SoapFault } from '../soap.ts'
import { el, type Markup } from '../xml.ts'
import { backupWay } from './backup.ts'
import { hasKeystore, keystoreCapabilities } from './keystore.ts'
import type { Call, Reply, ServicePrefix } from './operation.ts'

export const servicePaths: Readonly<Record<ServicePrefix, string>> = {
  tds: '/onvif/device_service',
  trt: '/onvif/media_service',
  tdc: '/onvif/doorcontrol_service',
  tac: '/onvif/accesscontrol_service',
  trc: '/onvif/recording_service',
  tas: '/onvif/advancedsecurity_service',
}

/** Prefixes of the services that the device offers. */
export function servicesOf(device: PracticeDevice): readonly ServicePrefix[] {
  const prefixes = { media: 'trt', doorcontrol: 'tdc', accesscontrol: 'tac', recording: 'trc' } as const
  const hasAdvancedSecurity = device.state.settings.dot1x !== null || hasKeystore(device)
  return [
    'tds',
    ...device.personality.services.map((service) => prefixes[service]),
    ...(hasAdvancedSecurity ? (['tas'] as const) : []),
  ]
}

/** URL of a service, as the device advertises it. */
function serviceUrl(device: PracticeDevice, prefix: ServicePrefix, encrypted: boolean): string {
  const own = encrypted ? device.secureAuthority : device.authority
  return `${encrypted ? 'https' : 'http'}://${device.faults.foreignXAddr ?? own}${servicePaths[prefix]}`
}

const version = (device: PracticeDevice): Markup[] => {
  const [major, minor] = device.product.current ? [22, 6] : [2, 10]
  return [el('tt:Major', major), el('tt:Minor', minor)]
}

/** `GetServiceCapabilities` of each service. */
const capabilities: Readonly<Record<ServicePrefix, (device: PracticeDevice) => Markup>> = {
  tds: (device) => {
    const { maker, personality, product, state } = device
    const { digest, wsse } = maker.authentication
    const hardware = { camera: 'Camera', nvr: 'Recorder', 'door-controller': 'AccessControl' } as const
    const type = hardware[personality.deviceClass as keyof typeof hardware]
    return el('tds:Capabilities', [
      el('tds:Network', [], {
        IPFilter: state.settings.filter !== null,
        ZeroConfiguration: false,
        IPVersion6: false,
        DynDNS: state.settings.services.ddns !== undefined,
        Dot1XConfigurations: state.settings.dot1x === null ? 0 : 1,
        HostnameFromDHCP: false,
        NTP: 4,
      }),
      el('tds:Security', [], {
        'TLS1.0': state.settings.tls?.versions.includes('TLSv1') === true,
        'TLS1.1': state.settings.tls?.versions.includes('TLSv1.1') === true,
        'TLS1.2': state.settings.tls?.versions.includes('TLSv1.2') === true,
        AccessPolicyConfig: false,
        DefaultAccessPolicy: true,
        UsernameToken: wsse !== null,
        HttpDigest: digest.length > 0,
        MaxUsers: 16,
        MaxUserNameLength: 32,
        MaxPasswordLength: maker.passwords.maxLength,
        ...(digest.length > 0 ? { HashingAlgorithms: digest.join(',') } : {}),
      }),
      el('tds:System', [], {
        DiscoveryResolve: false,
        DiscoveryBye: false,
        RemoteDiscovery: false,
        SystemBackup: ['inline', 'attached'].includes(backupWay(device) ?? ''),
        SystemLogging: false,
        FirmwareUpgrade: false,
        HttpSystemBackup: ['http', 'page', 'empty'].includes(backupWay(device) ?? ''),
        HttpFirmwareUpgrade: !(product.lacks ?? []).includes('StartFirmwareUpgrade'),
        ...(type === undefined ? {} : { HardwareType: type }),
      }),
    ])
  },
  trt: ({ product }) =>
    el(
      'trt:Capabilities',
      [
        el('trt:ProfileCapabilities', [], { MaximumNumberOfProfiles: 10 }),
        el('trt:StreamingCapabilities', [], { RTPMulticast: false, RTP_TCP: true, RTP_RTSP_TCP: true }),
      ],
      { SnapshotUri: !(product.lacks ?? []).includes('GetSnapshotUri'), Rotation: false },
    ),
  trc: ({ state }) =>
    el('trc:Capabilities', [], { DynamicRecordings: false, DynamicTracks: false, MaxRecordings: state.channels }),
  tas: (device) =>
    el('tas:Capabilities', [
      ...keystoreCapabilities(device),
      ...(device.state.settings.dot1x === null
        ? []
        : [el('tas:Dot1XCapabilities', [], { MaximumNumberOfDot1XConfigurations: 1 })]),
    ]),
  tdc: ({ state }) => el('tdc:Capabilities', [], { MaxLimit: 8, MaxDoors: state.doors.length }),
  tac: ({ state }) => el('tac:Capabilities', [], { MaxLimit: 8, MaxAccessPoints: state.doors.length * 2, MaxAreas: 0 }),
}

/** The operation of this name, which every service has. */
export const getServiceCapabilities =
  (prefix: ServicePrefix) =>
  ({ device }: Call): Reply => ({ content: [capabilities[prefix](device)] })

/** @see ONVIF Core, GetServices */
export function getServices({ device, body, encrypted }: Call): Reply {
  const include = booleanOf(inOrder(body, namespaces.tds, ['IncludeCapability']).IncludeCapability, 'IncludeCapability')
  return {
    content: servicesOf(device).map((prefix) =>
      el('tds:Service', [
        el('tds:Namespace', namespaces[prefix]),
        el('tds:XAddr', serviceUrl(device, prefix, encrypted)),
        ...(include ? [el('tds:Capabilities', capabilities[prefix](device))] : []),
        el('tds:Version', version(device)),
      ]),
    ),
  }
}

/** @see ONVIF Core, GetCapabilities; tt:Capabilities. Knows no PACS services: they came later. */
export function getCapabilities({ device, body, encrypted }: Call): Reply {
  const asked = (inOrder(body, namespaces.tds, ['Category']).Category ?? []).map(({ text }) => text.trim())
  const has: Readonly<Record<string, boolean>> = { Device: true, Media: servicesOf(device).includes('trt') }
  const all = asked.length === 0 || asked.includes('All')
  const missing = asked.find((category) => category !== 'All' && has[category] !== true)
  if (missing !== undefined) {
    throw new SoapFault('Receiver', ['ter:ActionNotSupported', 'ter:NoSuchService'], `There is no ${missing} service`)
  }
  const wanted = (category: string) => has[category] === true && (all || asked.includes(category))
  return {
    content: [
      el('tds:Capabilities', [
        ...(wanted('Device') ? [deviceCapabilities(device, encrypted)] : []),
        ...(wanted('Media') ? [mediaCapabilities(device, encrypted)] : []),
      ]),
    ],
  }
}

const flags = (names: readonly string[], value: boolean): Markup[] => names.map((name) => el(`tt:${name}`, value))

function deviceCapabilities(device: PracticeDevice, encrypted: boolean): Markup {
  const systemFlags = ['DiscoveryResolve', 'DiscoveryBye', 'RemoteDiscovery', 'SystemBackup', 'SystemLogging']
  return el('tt:Device', [
    el('tt:XAddr', serviceUrl(device, 'tds', encrypted)),
    el('tt:Network', flags(['IPFilter', 'ZeroConfiguration', 'IPVersion6', 'DynDNS'], false)),
    el('tt:System', [
      ...flags([...systemFlags, 'FirmwareUpgrade'], false),
      el('tt:SupportedVersions', version(device)),
    ]),
    el('tt:IO', [el('tt:InputConnectors', 0), el('tt:RelayOutputs', 0)]),
    el(
      'tt:Security',
      flags(
        [
          'TLS1.1',
          'TLS1.2',
          'OnboardKeyGeneration',
          'AccessPolicyConfig',
          'X.509Token',
          'SAMLToken',
          'KerberosToken',
          'RELToken',
        ],
        false,
      ),
    ),
  ])
}

function mediaCapabilities(device: PracticeDevice, encrypted: boolean): Markup {
  return el('tt:Media', [
    el('tt:XAddr', serviceUrl(device, 'trt', encrypted)),
    el('tt:StreamingCapabilities', [el('tt:RTPMulticast', false), el('tt:RTP_TCP', true), el('tt:RTP_RTSP_TCP', true)]),
  ])
}
