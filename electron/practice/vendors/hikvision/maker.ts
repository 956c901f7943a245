import { sadpServer } from '../../discovery-sadp.ts'
import type { Maker } from '../../maker.ts'
import { description, enterprises, lock } from '../../maker-parts.ts'
import { activationRoutes } from './activation.ts'
import { asFound } from './as-found.ts'
import { contentRoutes } from './content.ts'
import { firmwareRoutes } from './firmware.ts'
import { networkRoutes } from './network.ts'
import { securityRoutes } from './security.ts'
import { systemRoutes } from './system.ts'
import { notActivated, userCheckRefusal } from './user-check.ts'

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
  web: { server: 'App-webs/', title: 'index', realm: () => 'Hikvision', refusal: userCheckRefusal },
  rtsp: { server: null, realm: 'Hikvision', path: '/Streaming/Channels/{channel}01', basicRealm: '/', accounts: 'web' },
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
  unactivated: { onvif: 'off', web: { status: 403, ...notActivated } },
  api: [...activationRoutes, ...systemRoutes, ...networkRoutes, ...securityRoutes, ...contentRoutes, ...firmwareRoutes],
  servers: [sadpServer],
  asFound,
}
