import type { ApiRoute } from '../../api-endpoint.ts'
import type { DeviceState } from '../../device-state.ts'

const hexOctets = (mac: string): string => mac.replaceAll(':', ' ')

/** What can be read, by command and type. @see Bosch RCP+ over CGI */
const readings: Readonly<Record<string, (state: DeviceState) => string>> = {
  '0x0cd4 P_STRING': ({ identity }) => identity.firmware,
  '0x002f P_STRING': ({ identity }) => compactVersion(identity.firmware),
  '0x00bc P_OCTET': ({ identity }) => hexOctets(identity.mac),
}

/** `7.93.0024` is build 24, platform 50 and version 07.93: `24500793`. */
export function compactVersion(firmware: string): string {
  const [major = '0', minor = '0', build = '0'] = firmware.split('.')
  return `${Number(build)}50${major.padStart(2, '0')}${minor.padStart(2, '0')}`
}

const escaped = (text: string): string => text.replace(/[<>&"]/g, (letter) => `&#${letter.charCodeAt(0)};`)

/** A command that it does not know is answered with an error inside HTTP 200. */
export const rcp: ApiRoute = {
  path: '/rcp.xml',
  level: 'User',
  answer: async ({ device, query }) => {
    const code = query.get('command') ?? ''
    const type = query.get('type') ?? ''
    const reads = query.get('direction') === 'READ'
    const reading = reads ? readings[`${code.toLowerCase()} ${type}`] : undefined
    const result = reading === undefined ? '<err>0x40</err>' : `<str>${escaped(reading(device.state))}</str>`
    const body = `<?xml version="1.0" encoding="UTF-8" ?>
<rcp>
<command><hex>${escaped(code)}</hex><dec>${Number(code) || 0}</dec></command>
<type>${escaped(type)}</type>
<direction>${reads ? 'READ' : 'WRITE'}</direction>
<num>0</num>
<idstring></idstring>
<payload></payload>
<cltid>0x0001</cltid><sessionid>0x00000000</sessionid><auth>3</auth><protocol>TCP</protocol>
<result>${result}</result>
</rcp>
`
    return { status: 200, type: 'text/xml', body }
  },
}
