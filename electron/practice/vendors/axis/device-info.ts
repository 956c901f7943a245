import type { ApiRoute } from '../../api-endpoint.ts'
import { bareMac } from '../../maker-parts.ts'
import type { PracticeDevice } from '../../practice-device.ts'
import { jsonApi } from './json-api.ts'
import { isFirstController, isFrom } from './versions.ts'

export const withoutMaker = (model: string): string => model.replace(/^AXIS\s+/, '')

const kinds: Readonly<Record<string, string>> = {
  camera: 'Network Camera',
  nvr: 'Network Video Recorder',
  'door-controller': 'Network Door Controller',
}
export const kindOf = (deviceClass: string): string => kinds[deviceClass] ?? 'Network Camera'

export const buildDate = 'Jun 03 2024 14:13'

/** What a device tells of itself to anybody, password or not. */
function properties({ state }: PracticeDevice): Readonly<Record<string, string>> {
  const { model, firmware, hardwareId, mac, deviceClass } = state.identity
  const number = withoutMaker(model)
  return {
    Architecture: 'aarch64',
    Brand: 'AXIS',
    BuildDate: buildDate,
    HardwareID: hardwareId,
    ProdFullName: `AXIS ${number} ${kindOf(deviceClass)}`,
    ProdNbr: number,
    ProdShortName: `AXIS ${number}`,
    ProdType: kindOf(deviceClass),
    ProdVariant: '',
    SerialNumber: bareMac(mac),
    Soc: 'Axis Artpec-8',
    Version: firmware,
    WebURL: 'http://www.axis.com',
  }
}

/** @see VAPIX: basicdeviceinfo.cgi, systemready.cgi, apidiscovery.cgi */
export const informationRoutes: readonly ApiRoute[] = [
  ...jsonApi({
    path: '/axis-cgi/basicdeviceinfo.cgi',
    level: 'none',
    unactivated: true,
    has: (device) => isFrom(device, 8, 40),
    methods: { getAllUnrestrictedProperties: (device) => ({ data: { propertyList: properties(device) } }) },
  }),
  ...jsonApi({
    path: '/axis-cgi/systemready.cgi',
    level: 'none',
    unactivated: true,
    has: (device) => isFrom(device, 9, 50),
    methods: {
      systemready: (device) => ({
        data: {
          systemready: 'yes',
          needsetup: device.state.settings.activated ? 'no' : 'yes',
          uptime: String(Math.floor(device.upTimeTicks / 100)),
          bootid: `${device.state.identity.serial}-${device.state.identity.firmware}`,
        },
      }),
    },
  }),
  {
    path: '/axis-cgi/apidiscovery.cgi',
    level: 'User',
    has: (device) => isFrom(device, 8, 50) && !isFirstController(device),
    answer: async () => ({
      status: 200,
      type: 'application/json',
      body: JSON.stringify({
        apiVersion: '1.0',
        method: 'getApiList',
        data: {
          apiList: ['basic-device-info', 'ntp', 'param-cgi', 'systemready', 'time-service', 'user-management'].map(
            (id) => ({ id, version: '1.0', name: id, status: 'official' }),
          ),
        },
      }),
    }),
  },
]
