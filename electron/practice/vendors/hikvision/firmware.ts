import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import { el } from '../../xml.ts'
import { accepted, refused, responseStatus, xml } from './isapi.ts'

/**
 * What Hikvision devices answer about their firmware.
 * @see ISAPI: /ISAPI/System/updateFirmware, upgradeStatus, reboot
 */
const answers: Readonly<Record<string, ApiRoute['answer']>> = {
  '/ISAPI/System/upgradeStatus': async ({ device }) =>
    xml(device, 'upgradeStatus', [el('upgrading', 'false'), el('percent', '100')]),
  '/ISAPI/System/updateFirmware': update,
  '/ISAPI/System/reboot': async (request) => {
    if (request.request.method !== 'PUT') return refused(request, 'methodNotAllowed', 405)
    return { ...accepted(request), afterwards: () => void request.device.reboot() }
  },
}

export const firmwareRoutes: readonly ApiRoute[] = Object.entries(answers).map(([path, answer]) => ({
  path,
  level: 'Administrator',
  answer,
}))

async function update(request: ApiRequest): Promise<ApiAnswer | 'cut'> {
  const { device } = request
  if (request.request.method !== 'PUT') return refused(request, 'methodNotAllowed', 405)
  const received = await request.receive('isapi')
  if (received === 'cut') return received
  if (received === null) return refused(request, 'firmwareMismatch')
  device.firmware.stage(received.version, { committed: true })
  return responseStatus(device, request.path, 200, ['7', 'Reboot Required', 'rebootRequired'])
}
