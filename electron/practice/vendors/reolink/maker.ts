import type { Maker } from '../../maker.ts'
import { description, lock } from '../../maker-parts.ts'
import { api } from './api.ts'

/** One list of accounts for everything. The login of its own API carries the password as it is: HTTPS is on. */
export const reolink: Maker = {
  vendor: 'Reolink',
  macPrefixes: ['ec:71:db'],
  defaultLogin: null,
  administrator: 'admin',
  serial: (random) => `9527000${random.digits(10)}`,
  authentication: {
    wsse: { windowSeconds: 300, replayRejected: false, staleCounts: false },
    digest: ['MD5'],
    refusal: { status: 400, subcode: 'ter:NotAuthorized' },
  },
  lockout: lock(10, 5, 'account', 401),
  passwords: { minLength: 6, maxLength: 31, missingClears: false },
  envelopePrefix: 'SOAP-ENV',
  web: { server: 'nginx', title: 'Reolink', realm: () => 'IP Camera' },
  rtsp: { server: null, realm: 'BC Streaming Media', path: '/h264Preview_0{channel}_main', basicRealm: null },
  banners: { telnet: ({ identity }) => identity.model, ftp: () => 'FTP ready.' },
  snmp: ({ identity }) => description(identity.model, '1.3.6.1.4.1.8072.3.2.10'),
  enterprise: 8072,
  api: [api],
  asFound: ({ settings }) => {
    settings.tls = { versions: ['TLSv1.2', 'TLSv1.3'] }
    settings.httpPolicy = 'http-and-https'
    settings.services.onvif = true
  },
}
