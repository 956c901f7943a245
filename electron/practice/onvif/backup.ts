import type { ApiRoute } from '../api-endpoint.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { SoapFault } from '../soap.ts'
import { el } from '../xml.ts'
import type { Call, Reply } from './operation.ts'

const backupPath = '/onvif/system_backup'
const attachment = 'config@device'

/** How this device gives a copy of its configuration away. */
export const backupWay = ({ state, product }: PracticeDevice) =>
  state.settings.backup === undefined ? (product.current ? 'http' : null) : state.settings.backup

/** Everything that a restore needs, passwords among it. ASCII alone. */
export function configuration({ state }: PracticeDevice): Buffer {
  const { users, webUsers, settings, ntp, clock, hostname } = state
  const text = JSON.stringify({ users, webUsers, settings, ntp, clock, hostname })
  return Buffer.from(
    text.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
    'latin1',
  )
}

const notHere = () => new SoapFault('Receiver', ['ter:ActionNotSupported'], 'Optional Action Not Implemented')

/** @see ONVIF Core, GetSystemUris */
export function getSystemUris({ device, encrypted }: Call): Reply {
  const way = backupWay(device)
  if (way !== 'http' && way !== 'page' && way !== 'empty') return { content: [] }
  const host = encrypted ? device.secureAuthority : device.authority
  return { content: [el('tds:SystemBackupUri', `${encrypted ? 'https' : 'http'}://${host}${backupPath}`)] }
}

/** Its file stands in the answer, or beside it. @see ONVIF Core, GetSystemBackup; W3C MTOM */
export function getSystemBackup({ device }: Call): Reply {
  const way = backupWay(device)
  if (way !== 'inline' && way !== 'attached') throw notHere()
  const bytes = configuration(device)
  const include = el('xop:Include', [], {
    'xmlns:xop': 'http://www.w3.org/2004/08/xop/include',
    href: `cid:${attachment}`,
  })
  return {
    content: [
      el('tds:BackupFiles', [
        el('tt:Name', 'config.bin'),
        el('tt:Data', way === 'inline' ? bytes.toString('base64') : [include]),
      ]),
    ],
    ...(way === 'inline' ? {} : { attachment: { id: attachment, text: bytes.toString('latin1') } }),
  }
}

/** The place that GetSystemUris names. */
export const backupRoute: ApiRoute = {
  path: backupPath,
  level: 'Administrator',
  has: (device) => device.speaksOnvif && ['http', 'page', 'empty'].includes(backupWay(device) ?? ''),
  answer: async ({ device }) => {
    const way = backupWay(device)
    if (way === 'page') return { status: 200, type: 'text/html', body: '<!DOCTYPE html><html>Session expired</html>' }
    const body = way === 'empty' ? '' : configuration(device).toString('latin1')
    return { status: 200, type: 'application/octet-stream', body }
  },
}
