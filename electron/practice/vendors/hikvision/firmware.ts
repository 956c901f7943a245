import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { el } from '../../xml.ts'

const xmlns = 'http://www.hikvision.com/ver20/XMLSchema'

/**
 * What Hikvision devices answer about their firmware.
 * @see ISAPI: /ISAPI/System/deviceInfo, updateFirmware, upgradeStatus, reboot
 */
const answers: Readonly<Record<string, ApiRoute['answer']>> = {
  '/ISAPI/System/deviceInfo': async ({ device }) => {
    const { model, serial, mac, firmware } = device.state.identity
    const [version = '', released] = firmware.split(' build ')
    return xml('DeviceInfo', [
      el('model', model),
      el('serialNumber', serial),
      el('macAddress', mac),
      el('firmwareVersion', version),
      el('firmwareReleasedDate', `build ${released ?? ''}`.trim()),
    ])
  },
  '/ISAPI/System/upgradeStatus': async () => xml('upgradeStatus', [el('upgrading', 'false'), el('percent', '100')]),
  '/ISAPI/System/updateFirmware': update,
  '/ISAPI/System/reboot': async ({ device, request }) => {
    if (request.method !== 'PUT') return responseStatus('reboot', 405, '4', 'Invalid Operation', 'methodNotAllowed')
    return { ...responseStatus('reboot', 200, '1', 'OK', 'ok'), afterwards: () => void device.reboot() }
  },
}

export const firmwareRoutes: readonly ApiRoute[] = Object.entries(answers).map(([path, answer]) => ({
  path,
  level: 'Administrator',
  answer,
}))

async function update({ device, request, receive }: ApiRequest): Promise<ApiAnswer | 'cut'> {
  const path = 'updateFirmware'
  if (request.method !== 'PUT') return responseStatus(path, 405, '4', 'Invalid Operation', 'methodNotAllowed')
  const received = await receive('isapi')
  if (received === 'cut') return received
  if (received === null) return responseStatus(path, 400, '4', 'Invalid Operation', 'firmwareMismatch')
  device.firmware.stage(received.version, { committed: true })
  return responseStatus(path, 200, '7', 'Reboot Required', 'rebootRequired')
}

const xml = (root: string, children: readonly ReturnType<typeof el>[], status = 200): ApiAnswer => ({
  status,
  type: 'application/xml; charset="UTF-8"',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${el(root, children, { version: '2.0', xmlns }).xml}`,
})

const responseStatus = (path: string, status: number, code: string, text: string, sub: string): ApiAnswer =>
  xml(
    'ResponseStatus',
    [
      el('requestURL', `/ISAPI/System/${path}`),
      el('statusCode', code),
      el('statusString', text),
      el('subStatusCode', sub),
    ],
    status,
  )
