import type { Maker } from '../../maker.ts'
import { bareMac, description, enterprises } from '../../maker-parts.ts'

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
  web: {
    server: 'TargetWeb/1.0 (TargetOS)',
    title: 'Configuration Manager',
    realm: () => 'Configuration Manager',
    certificateName: ({ identity }) => `MAC${bareMac(identity.mac)}`,
  },
  rtsp: { server: null, realm: 'none', path: '/{channel}', basicRealm: null },
  banners: { telnet: ({ identity }) => identity.model, ftp: () => 'FTP ready.' },
  snmp: ({ identity }) =>
    description(`${identity.model} Firmware Version ${identity.firmware} Build 0615`, `${enterprises}.40334.1`),
  enterprise: 40334,
  asFound: (state) => {
    state.hostname.name = state.identity.model
    state.settings.services['web-admin'] = true
    state.settings.tls = {
      versions: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
      certificate: { keyBits: 1_024, hash: 'sha1', validFrom: '2000-01-01', validTo: '2030-01-01' },
    }
    state.settings.httpPolicy = 'http-and-https'
  },
}
