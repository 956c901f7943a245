import type { ApiRoute } from '../../api-endpoint.ts'
import type { Level } from '../../device-state.ts'
import type { PracticeDevice } from '../../practice-device.ts'

const parameters = ({ state: { identity, hostname } }: PracticeDevice): Readonly<Record<string, string>> => ({
  system_hostname: hostname.name,
  system_info_modelname: identity.model,
  system_info_serialnumber: identity.serial,
  system_info_firmwareversion: `${identity.model}-VVTK-${identity.firmware}`,
})

/** A group is all parameters whose names begin with it. */
function told(device: PracticeDevice, wanted: string): string {
  const found = Object.entries(parameters(device)).filter(([name]) => name === wanted || name.startsWith(`${wanted}_`))
  if (found.length === 0) return `ERROR: parameter "${wanted}" not found\r\n`
  return found.map(([name, value]) => `${name}='${value}'\r\n`).join('')
}

const doors = { viewer: 'User', operator: 'Operator', admin: 'Administrator' } as const satisfies Record<string, Level>

const picture = { status: 200, type: 'image/jpeg', body: 'JFIF' } as const

/** @see VIVOTEK URL commands: getparam.cgi, which says of a wrong name that it is one, with status 200 */
export const cgi: readonly ApiRoute[] = [
  ...Object.entries(doors).map(
    ([door, level]): ApiRoute => ({
      path: `/cgi-bin/${door}/getparam.cgi`,
      level,
      answer: async ({ device, request }) => {
        const [, query = ''] = (request.url ?? '').split('?')
        const names = query.split('&').map((part) => part.split('=')[0] ?? '')
        return { status: 200, type: 'text/plain', body: names.map((name) => told(device, name)).join('') }
      },
    }),
  ),
  {
    path: '/cgi-bin/viewer/video.jpg',
    level: 'none',
    has: ({ state }) => state.settings.services['anonymous-viewing'] === true,
    answer: async () => picture,
  },
  {
    path: '/cgi-bin/viewer/video.jpg',
    level: 'User',
    answer: async () => picture,
  },
]
