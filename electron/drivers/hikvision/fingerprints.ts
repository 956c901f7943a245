import type { Fingerprint } from '../driver.ts'

/**
 * What devices of this maker, under whatever brand, say before any login.
 * @see Rapid7 Recog and Nmap service probes; recordings of LibreNMS
 */
export const fingerprints: readonly Fingerprint[] = [
  {
    by: 'onvif.name',
    pattern: /^HIKVISION\b/i,
    examples: ['HIKVISION DS-2CD2142FWD-I', 'HIKVISION DS-2DF7276-AEL'],
  },
  {
    by: 'http.server',
    pattern: /^(?:App-webs\/|Hikvision-Webs\b|DNVRS-Webs\b|DVRDVS-Webs\b)/,
    examples: ['App-webs/', 'Hikvision-Webs', 'DNVRS-Webs', 'DVRDVS-Webs'],
  },
  // OEM brands keep this realm.
  { by: 'http.realm', pattern: /^hikvision$/i, examples: ['Hikvision', 'hikvision'] },
  { by: 'rtsp.realm', pattern: /^hikvision$/i, examples: ['Hikvision'] },
  {
    by: 'tls.subject',
    pattern: /\bO\s*=\s*HIKVISION\b/i,
    examples: ['CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION,L=HangZhou,ST=ZheJiang,C=CN'],
  },
  {
    by: 'http.icon',
    pattern: /^(?:89b932fcc47cf4ca3faadb0cfdef89cf|efca7d9aeaad122133c65cdf628ac574)$/,
    examples: ['89b932fcc47cf4ca3faadb0cfdef89cf', 'efca7d9aeaad122133c65cdf628ac574'],
  },
  { by: 'telnet.greeting', pattern: /^192\.0\.0\.64\b/, examples: ['192.0.0.64 login:'] },
  // The number that recorders answer under belongs to somebody else: what they call themselves decides.
  {
    by: 'snmp.sysDescr',
    pattern: /^Hikvision company products\b/i,
    examples: ['Hikvision company products'],
    deviceClass: 'nvr',
  },
  { by: 'snmp.hikvision', pattern: /^i?DS-/, examples: ['DS-2CD2185FWD-I'] },
  { by: 'sadp.model', pattern: /./, examples: ['DS-2CD2142FWD-I', 'DS-7604NI-K1/4P(B)', 'IPC-T221H'] },
  { by: 'ssdp.manufacturer', pattern: /^hikvision\b/i, examples: ['Hikvision', 'HIKVISION'] },
]
