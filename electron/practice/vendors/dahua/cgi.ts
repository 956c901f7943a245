import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { carryOut } from '../../api-write.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { configOf, mergeConfig, writeConfig } from './config.ts'
import { flatten } from './table.ts'
import { passwordIsGood, usersOf } from './users.ts'

const crlf = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('')
const text = (lines: readonly string[], status = 200): ApiAnswer => ({
  status,
  type: 'text/plain;charset=utf-8',
  body: crlf(lines),
})
const ok = text(['OK'])
/** A missing endpoint is answered with 400, never with 404. */
const badRequest = text(['Error', 'Bad Request!'], 400)

type Action = (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer | 'cut'>

const identityLines = ({ state }: PracticeDevice): readonly string[] => [
  `deviceType=${state.identity.model}`,
  `hardwareVersion=${state.identity.hardwareId}`,
  'processor=ST7108',
  `serialNumber=${state.identity.serial}`,
  `updateSerial=${state.identity.model}`,
]

const two = (value: number): string => String(value).padStart(2, '0')

/** Local time of a fixed zone, the way the device keeps it. */
function localTime(device: PracticeDevice): string {
  const at = device.utc()
  const date = [at.getUTCFullYear(), two(at.getUTCMonth() + 1), two(at.getUTCDate())].join('-')
  return `${date} ${[at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':')}`
}

const actions: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  magicBox: {
    getSystemInfo: ({ device }) => text(identityLines(device)),
    getDeviceType: ({ device }) => text([`type=${device.state.identity.model}`]),
    getDeviceClass: ({ device }) => text([`class=${device.state.identity.deviceClass === 'nvr' ? 'NVR' : 'IPC'}`]),
    getSerialNo: ({ device }) => text([`sn=${device.state.identity.serial}`]),
    getSoftwareVersion: ({ device }) =>
      text([`version=${device.state.identity.firmware.replace(', build: ', ',build:')}`]),
    getHardwareVersion: ({ device }) => text([`version=${device.state.identity.hardwareId}`]),
    getMachineName: ({ device }) => text([`name=${device.state.hostname.name}`]),
    getVendor: ({ device }) => text([`vendor=${device.state.identity.vendor}`]),
    reboot: (request) => ({ ...ok, afterwards: () => void request.device.reboot() }),
  },
  global: { getCurrentTime: ({ device }) => text([`result=${localTime(device)}`]) },
  configManager: { getConfig, setConfig },
  userManager: { getUserInfoAll, modifyPassword, modifyPasswordByManager },
  storageDevice: { getDeviceAllInfo },
  recordManager: { getCaps: () => text(['caps.MaxPreRecordTime=30']) },
}

function getConfig({ device, query }: ApiRequest): ApiAnswer {
  const name = query.get('name') ?? ''
  const table = configOf(device, name)
  return table === null ? badRequest : text(flatten(`table.${name}`, table))
}

function setConfig(request: ApiRequest): ApiAnswer | Promise<ApiAnswer | 'cut'> {
  const { device, query } = request
  const wanted = [...query].filter(([key]) => key !== 'action')
  const names = [...new Set(wanted.map(([key]) => key.split(/[.[]/)[0] ?? ''))]
  const merged = names.map((name) => ({ name, table: mergeConfig(device, name, wanted) }))
  if (merged.length === 0 || merged.some(({ table }) => table === null)) return text(['Error'], 200)
  const change = async () => {
    for (const { name, table } of merged) await writeConfig(device, name, table)
  }
  return carryOut(request, `setConfig ${names.join(' ')}`, change, ok)
}

function getUserInfoAll({ device }: ApiRequest): ApiAnswer {
  return text(flatten('users', usersOf(device)))
}

function modifyPassword(request: ApiRequest): ApiAnswer | Promise<ApiAnswer | 'cut'> {
  const { query } = request
  return setPassword(request, query.get('name') ?? '', query.get('pwd') ?? '', query.get('pwdOld') ?? '')
}

/** The old password of the changed account, or the one of the manager who does it. */
function setPassword(
  request: ApiRequest,
  name: string,
  password: string,
  proof: string,
  prover: string = name,
): ApiAnswer | Promise<ApiAnswer | 'cut'> {
  const { device } = request
  const users = device.state.webUsers ?? device.state.users
  const knows = users.some((user) => user.username === prover && user.password === proof)
  if (!knows || !users.some(({ username }) => username === name) || !passwordIsGood(password)) return text(['Error'])
  const change = () =>
    device.changeWebUsers((list) => list.map((user) => (user.username === name ? { ...user, password } : user)))
  return carryOut(request, `userManager ${request.query.get('action')}`, change, ok)
}

function modifyPasswordByManager(request: ApiRequest): ApiAnswer | Promise<ApiAnswer | 'cut'> {
  const { query: given, user } = request
  const manager = given.get('managerName') ?? ''
  if (user?.level !== 'Administrator' || manager !== user.username) return text(['Error'])
  const [name, password] = [given.get('userName') ?? '', given.get('pwd') ?? '']
  return setPassword(request, name, password, given.get('managerPwd') ?? '', manager)
}

function getDeviceAllInfo({ device }: ApiRequest): ApiAnswer {
  if (device.state.identity.deviceClass !== 'nvr') return text(['list.info=[]'])
  return text(
    flatten('list', {
      info: [
        {
          Detail: [
            {
              IsError: false,
              Path: '/mnt/dvr/sda0',
              TotalBytes: '4000785104896.000000',
              Type: 'ReadWrite',
              UsedBytes: '3999999000000.000000',
            },
          ],
          Name: '/dev/sda',
          State: 'Success',
        },
      ],
    }),
  )
}

/** Reads are for every account but the list of users; changes are for administrators. */
const levelOf = (name: string, action: string): 'User' | 'Administrator' =>
  name === 'userManager' || /^(set|reboot)/.test(action) ? 'Administrator' : 'User'

const hasCgi = ({ product }: PracticeDevice): boolean => product.lacks?.includes('CGI') !== true

const scripts: readonly ApiRoute[] = Object.entries(actions).map(([name, table]) => ({
  path: `/cgi-bin/${name}.cgi`,
  level: 'User',
  has: hasCgi,
  async answer(request) {
    const action = request.query.get('action') ?? ''
    const work = Object.hasOwn(table, action) ? table[action] : undefined
    if (work === undefined) return badRequest
    if (levelOf(name, action) === 'Administrator' && request.user?.level !== 'Administrator') {
      return text(['Error', 'No Authority!'], 403)
    }
    return work(request)
  },
}))

/** Whatever else somebody asks the web server for, but its page, its RPC and ONVIF. */
const nothingHere: ApiRoute = {
  path: /^\/(?!$|onvif\/|RPC2|rootDesc)/,
  level: 'none',
  unactivated: true,
  answer: async () => badRequest,
}

export const cgiRoutes: readonly ApiRoute[] = [...scripts, nothingHere]
