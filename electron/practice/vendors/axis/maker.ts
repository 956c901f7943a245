import type { DeviceState } from '../../device-state.ts'
import type { Maker } from '../../maker.ts'
import { bareMac, description, enterprises } from '../../maker-parts.ts'
import { asFound } from './as-found.ts'
import { buildDate, informationRoutes, kindOf, withoutMaker } from './device-info.ts'
import { disksRoute } from './disks.ts'
import { firmwareManagement } from './firmware.ts'
import { paramRoute } from './param-cgi.ts'
import { accountRoutes } from './password-groups.ts'
import { restRoutes } from './rest.ts'
import { soapRoute } from './services-soap.ts'
import { timeRoutes } from './time.ts'

/** ` ; AXIS <model>; <kind>; <firmware>; <build date>; <hardware id>; <n>` as LibreNMS recorded it. */
function axisDescription({ identity }: DeviceState): string {
  const kind = kindOf(identity.deviceClass)
  return ` ; AXIS ${withoutMaker(identity.model)}; ${kind}; ${identity.firmware}; ${buildDate}; ${identity.hardwareId}; 1`
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
  web: {
    server: 'Apache',
    title: 'AXIS',
    realm: ({ identity }) => `AXIS_${bareMac(identity.mac)}`,
    certificateName: ({ identity }) => `axis-${bareMac(identity.mac).toLowerCase()}`,
  },
  rtsp: {
    server: 'GStreamer RTSP server',
    realm: 'AXIS_RTSP',
    path: '/onvif-media/media.amp?profile=profile_{channel}',
    basicRealm: null,
    accounts: 'web',
  },
  banners: {
    telnet: ({ identity }) => `AXIS ${withoutMaker(identity.model)}`,
    ftp: ({ identity }) =>
      `AXIS ${withoutMaker(identity.model)} ${kindOf(identity.deviceClass)} ${identity.firmware} (2024) ready.`,
  },
  snmp: (state) => description(axisDescription(state), `${enterprises}.368.1.1`),
  enterprise: 368,
  api: [
    ...informationRoutes,
    ...accountRoutes,
    paramRoute,
    ...timeRoutes,
    ...restRoutes,
    soapRoute,
    disksRoute,
    firmwareManagement,
  ],
  asFound,
}
