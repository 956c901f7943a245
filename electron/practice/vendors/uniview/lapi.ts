import type { ApiAnswer, ApiRoute } from '../../api-endpoint.ts'
import type { DeviceState, Level } from '../../device-state.ts'
import type { PracticeDevice } from '../../practice-device.ts'

const base = '/LAPI/V1.0'

const envelope = (path: string, status: number, ResponseCode: number, Data: unknown): ApiAnswer => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(
    {
      Response: {
        ResponseURL: `${base}${path}`,
        CreatedID: -1,
        ResponseCode,
        SubResponseCode: 0,
        ResponseString: ResponseCode === 0 ? 'Succeed' : 'Not Supported',
        StatusCode: ResponseCode,
        StatusString: ResponseCode === 0 ? 'Succeed' : 'Not Supported',
        Data,
      },
    },
    null,
    '\t',
  )}\n`,
})

interface Resource {
  readonly path: string
  readonly level?: Level
  readonly has?: (device: PracticeDevice) => boolean
  readonly tells: (state: DeviceState) => unknown
}

const isRecorder = ({ state }: PracticeDevice): boolean => state.identity.deviceClass === 'nvr'
const levels: Readonly<Record<Level, number>> = { Administrator: 0, Operator: 1, User: 2 }

const numbers = (state: DeviceState): number[] => Array.from({ length: state.channels }, (_, index) => index + 1)

/** Cameras hang behind the ports of the recorder, in a network of its own. */
export const cameraBehind = (channel: number) => ({
  name: `Camera ${channel}`,
  address: `172.16.0.${channel + 1}`,
  model: 'IPC2122LB-SF28-A',
  firmware: 'IPCU-B2301.5.20.220415',
  online: channel !== 3,
})

const resources: readonly Resource[] = [
  {
    path: '/System/DeviceInfo',
    level: 'User',
    tells: ({ identity, hostname }) => ({
      DeviceName: hostname.name,
      DeviceModel: identity.model,
      SerialNumber: identity.serial,
      FirmwareVersion: identity.firmware,
    }),
  },
  {
    path: '/Channel/0/System/Users',
    tells: ({ users, webUsers }) => {
      const list = webUsers ?? users
      return {
        Number: list.length,
        Users: list.map(({ username, level }, ID) => ({ ID, Name: username, Level: levels[level] })),
      }
    },
  },
  {
    path: '/System/Security/AccessPolicy',
    tells: ({ settings }) => ({
      FriendlyPassword: { Enabled: settings.services.debug === true ? 1 : 0 },
      MacBind: { Enabled: 1 },
    }),
  },
  {
    path: '/Channel/0/NetWork/Telnet',
    has: ({ state }) => state.settings.services.telnet !== undefined,
    tells: ({ settings }) => ({ Enable: settings.services.telnet === true ? 1 : 0 }),
  },
  {
    path: '/Channels/System/ChannelDetailInfos',
    has: isRecorder,
    tells: (state) => ({
      Num: state.channels,
      DetailInfos: numbers(state).map((ID) => {
        const { name, address, model, online } = cameraBehind(ID)
        return {
          ID,
          Name: name,
          Status: online ? 1 : 0,
          Manufacturer: 'UNIVIEW',
          DeviceModel: model,
          AddressInfo: { AddressType: 0, Address: address, Port: 80 },
        }
      }),
    }),
  },
  {
    path: '/Channels/System/DeviceInfos',
    has: isRecorder,
    tells: (state) => ({
      Num: state.channels,
      DeviceInfos: numbers(state).map((ID) => {
        const { model, firmware } = cameraBehind(ID)
        return { ID, DeviceModel: model, SerialNumber: '', FirmwareVersion: firmware }
      }),
    }),
  },
]

/** What this firmware does not have is answered with status 599. */
export const lapi: readonly ApiRoute[] = [
  ...resources.map(
    ({ path, level = 'Administrator', has, tells }): ApiRoute => ({
      path: `${base}${path}`,
      level,
      ...(has === undefined ? {} : { has }),
      answer: async ({ device, request }) =>
        request.method === 'GET' ? envelope(path, 200, 0, tells(device.state)) : envelope(path, 599, 1, 'null'),
    }),
  ),
  {
    path: /^\/LAPI\/V1\.0\//,
    level: 'User',
    answer: async ({ path }) => envelope(path.slice(base.length), 599, 1, 'null'),
  },
]
