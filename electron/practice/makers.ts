import type { DeviceState } from './device-state.ts'
import type { LockoutPolicy } from './login-guard.ts'
import type { Maker } from './maker.ts'

const enterprises = '1.3.6.1.4.1'
const sysDescr = '1.3.6.1.2.1.1.1'
const sysObjectId = '1.3.6.1.2.1.1.2'

const bareMac = (mac: string): string => mac.replaceAll(':', '').toUpperCase()
const lock = (failures: number, minutes: number, per: LockoutPolicy['per'], status: number): LockoutPolicy => ({
  failures,
  minutes,
  per,
  status,
})
const description = (
  text: string,
  objectId: string,
): readonly { oid: string; type: 'OctetString' | 'OID'; value: string }[] => [
  { oid: sysDescr, type: 'OctetString', value: text },
  { oid: sysObjectId, type: 'OID', value: objectId },
]

const withoutMaker = (model: string): string => model.replace(/^AXIS\s+/, '')

const axisKinds: Readonly<Record<string, string>> = {
  camera: 'Network Camera',
  nvr: 'Network Video Recorder',
  'door-controller': 'Network Door Controller',
}

/** ` ; AXIS <model>; <kind>; <firmware>; <build date>; <hardware id>; <n>` as LibreNMS recorded it. */
function axisDescription({ identity }: DeviceState): string {
  const kind = axisKinds[identity.deviceClass] ?? 'Network Camera'
  return ` ; AXIS ${withoutMaker(identity.model)}; ${kind}; ${identity.firmware}; Jun 03 2024 14:13; ${identity.hardwareId}; 1`
}

export const axis: Maker = {
  vendor: 'AXIS',
  macPrefixes: ['00:40:8c', 'ac:cc:8e', 'b8:a4:4f', 'e8:27:25'],
  defaultLogin: { username: 'root', password: 'pass' },
  administrator: 'root',
  serial: (_random, mac) => bareMac(mac),
  authentication: {
    wsse: { windowSeconds: 3_600, replayRejected: true, staleCounts: false },
    digest: ['SHA-256', 'MD5'],
    refusal: { status: 400, subcode: 'ter:NotAuthorized' },
  },
  lockout: null,
  passwords: { minLength: 1, maxLength: 64, missingClears: false },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'Apache', title: 'AXIS', realm: ({ identity }) => `AXIS_${bareMac(identity.mac)}` },
  rtsp: {
    server: 'GStreamer RTSP server',
    realm: 'AXIS_RTSP',
    path: '/onvif-media/media.amp?profile=profile_{channel}',
    basicRealm: null,
  },
  banners: {
    telnet: ({ identity }) => `AXIS ${withoutMaker(identity.model)}`,
    ftp: ({ identity }) =>
      `AXIS ${withoutMaker(identity.model)} ${axisKinds[identity.deviceClass] ?? 'Network Camera'} ${identity.firmware} (2024) ready.`,
  },
  snmp: (state) => description(axisDescription(state), `${enterprises}.368.1.1`),
  enterprise: 368,
}

export const hikvision: Maker = {
  vendor: 'HIKVISION',
  macPrefixes: ['28:57:be', '44:19:b6', 'c0:56:e3', 'bc:ad:28'],
  defaultLogin: { username: 'admin', password: '12345' },
  administrator: 'admin',
  serial: (random, _mac, model) =>
    `${model}20${random.integer(14, 25)}0${random.integer(1, 9)}${random.integer(10, 28)}CCWR${random.digits(9)}`,
  authentication: {
    wsse: { windowSeconds: 5, replayRejected: false, staleCounts: false },
    digest: ['MD5'],
    refusal: { status: 400, subcode: 'ter:NotAuthorized' },
  },
  lockout: lock(7, 30, 'source', 401),
  passwords: { minLength: 1, maxLength: 16, missingClears: false },
  envelopePrefix: 'env',
  web: { server: 'App-webs/', title: 'index', realm: () => 'Hikvision' },
  rtsp: { server: null, realm: 'Hikvision', path: '/Streaming/Channels/{channel}01', basicRealm: '/' },
  banners: { telnet: () => '192.0.0.64', ftp: () => 'FTP server ready.' },
  // Cameras have neither sysDescr nor sysObjectID; recorders answer under a number that is not the maker's own.
  snmp: ({ identity }) =>
    identity.deviceClass === 'nvr'
      ? [
          ...description('Hikvision company products', `${enterprises}.50001`),
          { oid: `${enterprises}.50001.1.3`, type: 'OctetString', value: identity.serial },
          { oid: `${enterprises}.50001.1.101`, type: 'OctetString', value: identity.firmware },
        ]
      : [
          { oid: `${enterprises}.39165.1.1`, type: 'OctetString', value: identity.model },
          { oid: `${enterprises}.39165.1.3`, type: 'OctetString', value: identity.firmware },
          { oid: `${enterprises}.39165.1.4`, type: 'OctetString', value: identity.mac },
        ],
  enterprise: 39165,
}

export const dahua: Maker = {
  vendor: 'Dahua',
  macPrefixes: ['3c:ef:8c', '4c:11:bf', '90:02:a9', 'e0:50:8b'],
  defaultLogin: { username: 'admin', password: 'admin' },
  administrator: 'admin',
  serial: (random) => `${random.integer(2, 9)}${random.text('ABCDEFGHJK', 1)}0${random.text('0123456789ABCDEF', 12)}`,
  authentication: {
    wsse: { windowSeconds: null, replayRejected: false, staleCounts: false },
    digest: [],
    refusal: { status: 400, subcode: 'ter:NotAuthorized' },
  },
  lockout: lock(5, 30, 'account', 400),
  passwords: { minLength: 5, maxLength: 32, missingClears: false },
  envelopePrefix: 's',
  web: { server: 'Webs', title: 'WEB SERVICE', realm: ({ identity }) => `Login to ${identity.serial}` },
  rtsp: {
    server: 'Dahua Rtsp Server',
    realm: 'Login to device',
    path: '/cam/realmonitor?channel={channel}&subtype=0',
    basicRealm: 'device',
  },
  banners: { telnet: ({ identity }) => identity.model, ftp: () => 'Welcome to FTP server' },
  snmp: ({ identity }) => [
    ...description(identity.model, `${enterprises}.1004849.3.2.10`),
    { oid: `${enterprises}.1004849.2.1.2.4`, type: 'OctetString', value: identity.serial },
    { oid: `${enterprises}.1004849.2.1.2.5`, type: 'OctetString', value: identity.firmware },
    { oid: `${enterprises}.1004849.2.1.2.6`, type: 'OctetString', value: identity.model },
  ],
  enterprise: 37496,
}

export const hanwha: Maker = {
  vendor: 'Hanwha Vision',
  macPrefixes: ['00:09:18', '44:b4:23', 'e4:30:22'],
  defaultLogin: { username: 'admin', password: '4321' },
  administrator: 'admin',
  serial: (random) => `ZN${random.text('0123456789ABCDEFGHJK', 10)}Y`,
  authentication: {
    wsse: { windowSeconds: 30, replayRejected: true, staleCounts: false },
    digest: ['MD5'],
    refusal: { status: 401, subcode: 'ter:NotAuthorized' },
  },
  lockout: lock(5, 30, 'account', 490),
  passwords: { minLength: 4, maxLength: 64, missingClears: false },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'Hanwha', title: 'Hanwha Techwin', realm: ({ identity }) => `iPolis_${bareMac(identity.mac)}` },
  rtsp: { server: 'Hanwha RTSP Server', realm: 'iPolis', path: '/profile{channel}/media.smp', basicRealm: null },
  banners: { telnet: ({ identity }) => identity.model, ftp: () => 'vsFTPd ready.' },
  snmp: () => description('SAMSUNG iPolis H.264 Premium Level IP Camera', `${enterprises}.36849.1.2.91`),
  enterprise: 36849,
}

export const bosch: Maker = {
  vendor: 'Bosch',
  macPrefixes: ['00:07:5f', '00:04:63'],
  defaultLogin: { username: 'service', password: 'service' },
  administrator: 'service',
  serial: (random) => `0443${random.digits(14)}`,
  authentication: {
    wsse: null,
    digest: ['SHA-256', 'MD5'],
    refusal: { status: 401, subcode: 'ter:NotAuthorized' },
  },
  lockout: lock(10, 5, 'source', 403),
  passwords: { minLength: 4, maxLength: 19, missingClears: true },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'VCS-VideoJet-Webserver', title: 'Bosch Security Systems', realm: () => 'Bosch' },
  rtsp: { server: null, realm: 'Bosch', path: '/rtsp_tunnel?inst={channel}', basicRealm: null },
  banners: {
    telnet: ({ identity }) => `Welcome to ${identity.model} ${identity.firmware} from 127.0.0.1`,
    ftp: () => 'FTP ready.',
  },
  // Texts of this maker end with a NUL.
  snmp: ({ identity }) => [
    ...description('Linux', `${enterprises}.8072.3.2.10`),
    { oid: `${enterprises}.3967.1.1.1.6`, type: 'OctetString', value: `${identity.serial}\0` },
    { oid: `${enterprises}.3967.1.1.1.7`, type: 'OctetString', value: 'Bosch\0' },
  ],
  enterprise: 3967,
}

export const vivotek: Maker = {
  vendor: 'VIVOTEK',
  macPrefixes: ['00:02:d1'],
  defaultLogin: null,
  administrator: 'root',
  serial: (_random, mac) => bareMac(mac),
  authentication: {
    wsse: { windowSeconds: 3_600, replayRejected: false, staleCounts: true },
    digest: [],
    refusal: { status: 500, subcode: 'wsse:FailedAuthentication' },
  },
  lockout: null,
  passwords: { minLength: 1, maxLength: 64, missingClears: false },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'Vivotek Network Camera', title: 'Network Camera', realm: () => 'streaming_server' },
  rtsp: { server: 'Vivotek RTSP Server', realm: 'streaming_server', path: '/live{channel}s1.sdp', basicRealm: null },
  banners: { telnet: ({ identity }) => identity.model, ftp: ({ identity }) => `${identity.model} FTP server ready.` },
  snmp: () => description('Mega-Pixel Network Camera', `${enterprises}.23465`),
  enterprise: 23465,
}

export const uniview: Maker = {
  vendor: 'UNIVIEW',
  macPrefixes: ['48:ea:63', '6c:f1:7e', 'c4:79:05'],
  defaultLogin: { username: 'admin', password: '123456' },
  administrator: 'admin',
  serial: (random) => `2102${random.digits(4)}DN${random.digits(11)}`,
  authentication: {
    wsse: { windowSeconds: 300, replayRejected: false, staleCounts: false },
    digest: ['MD5'],
    refusal: { status: 403, subcode: 'ter:OperationProhibited' },
  },
  lockout: lock(5, 10, 'account', 403),
  passwords: { minLength: 6, maxLength: 20, missingClears: false },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'GoAhead-Webs', title: 'Login', realm: ({ identity }) => `uniview ${bareMac(identity.mac)}` },
  rtsp: { server: null, realm: 'uniview', path: '/media/video{channel}', basicRealm: null },
  banners: { telnet: () => 'User Access Verification', ftp: () => 'FTP server ready.' },
  snmp: ({ identity }) => description(identity.model, `${enterprises}.39747`),
  enterprise: 39747,
}

/** Boards of door controllers: web page and SNMP, no ONVIF. */
export const mercury: Maker = {
  vendor: 'Mercury Security',
  macPrefixes: ['00:0f:e5'],
  defaultLogin: { username: 'admin', password: 'password' },
  administrator: 'admin',
  serial: (random) => random.digits(8),
  authentication: { wsse: null, digest: [], refusal: { status: 401, subcode: null } },
  lockout: null,
  passwords: { minLength: 6, maxLength: 10, missingClears: false },
  envelopePrefix: 's',
  web: { server: 'TargetWeb/1.0 (TargetOS)', title: 'Configuration Manager', realm: () => 'Configuration Manager' },
  rtsp: { server: null, realm: 'none', path: '/{channel}', basicRealm: null },
  banners: { telnet: ({ identity }) => identity.model, ftp: () => 'FTP ready.' },
  snmp: ({ identity }) =>
    description(`${identity.model} Firmware Version ${identity.firmware} Build 0615`, `${enterprises}.40334.1`),
  enterprise: 40334,
}
