import type { ApiAnswer, ApiRequest, ApiRoute } from '../../api-endpoint.ts'
import type { PracticeDevice } from '../../practice-device.ts'

const path = '/axis-cgi/firmwaremanagement.cgi'
const type = 'application/json'

/**
 * Firmware management of Axis devices from 7.40 on.
 * @see VAPIX, Firmware management API
 */
export const firmwareManagement: ApiRoute = { path, level: 'Administrator', has: isRecent, answer }

function isRecent({ product }: PracticeDevice): boolean {
  const [major = 0, minor = 0] = product.firmware.split('.').map(Number)
  return major > 7 || (major === 7 && minor >= 40)
}

async function answer(firmware: ApiRequest): Promise<ApiAnswer | 'cut'> {
  const { request } = firmware
  if (request.method !== 'POST') return { status: 405, body: '' }
  const boundary = /^multipart\/form-data;\s*boundary=("?)([\w-]{1,70})\1$/i.exec(
    request.headers['content-type'] ?? '',
  )?.[2]
  if (boundary !== undefined) return upgrade(firmware, boundary)
  return call(firmware, messageOf(await firmware.text()))
}

interface Message {
  readonly apiVersion?: string
  readonly method?: string
  readonly params?: {
    readonly factoryDefaultMode?: string
    readonly autoCommit?: string
    readonly autoRollback?: string
  }
}

function call({ device }: ApiRequest, message: Message | null): ApiAnswer {
  const { firmware, state } = device
  const method = message?.method ?? ''
  switch (method) {
    case 'status':
      return data(method, {
        activeFirmwareVersion: state.identity.firmware,
        ...(firmware.inactive === null
          ? {}
          : { inactiveFirmwareVersion: firmware.inactive, isCommited: firmware.committed }),
      })
    case 'commit':
      firmware.committed = true
      return data(method, { firmwareVersion: state.identity.firmware })
    case 'rollback':
      return firmware.rollBack()
        ? { ...data(method, {}), afterwards: () => void device.reboot() }
        : error(method, 404, 'No old firmware exists.')
    default:
      return error(method, message === null ? 400 : 405, 'Unknown method in request.')
  }
}

async function upgrade({ device, receive }: ApiRequest, boundary: string): Promise<ApiAnswer | 'cut'> {
  let message: Message | null = null
  const start = (head: Buffer): number | null => {
    const parts = partsOf(head.toString('latin1'), boundary)
    if (parts === null) return null
    message = messageOf(parts.json)
    return parts.fileAt
  }
  const received = await receive('vapix', start, `\r\n--${boundary}--\r\n`.length)
  if (received === 'cut') return received
  const { method, params } = (message as Message | null) ?? {}
  if (method !== 'upgrade') return error('upgrade', 400, 'Message could not be parsed.')
  if (!device.firmware.committed) return error(method, 412, 'Active firmware is uncommitted.')
  if (received === null) return error(method, 421, 'Upgrade failed due to image not matching device.')
  device.firmware.stage(received.version, { committed: params?.autoCommit !== 'never' })
  return {
    ...data(method, { firmwareVersion: received.version }),
    afterwards: () => void device.reboot(),
  }
}

/** The JSON of the first part and where the file of the second begins; null while that has not come in yet. */
function partsOf(head: string, boundary: string): { readonly json: string; readonly fileAt: number } | null {
  const first = head.indexOf('\r\n\r\n')
  const second = head.indexOf(`\r\n--${boundary}\r\n`, first)
  const file = second < 0 ? -1 : head.indexOf('\r\n\r\n', second + 2)
  return file < 0 ? null : { json: head.slice(first + 4, second), fileAt: file + 4 }
}

function messageOf(text: string): Message | null {
  try {
    return JSON.parse(text) as Message
  } catch {
    return null
  }
}

const data = (method: string, of: object): ApiAnswer => ({
  status: 200,
  type,
  body: JSON.stringify({ apiVersion: '1.0', method, data: of }),
})

/** Errors ride on 200. */
const error = (method: string, code: number, message: string): ApiAnswer => ({
  status: 200,
  type,
  body: JSON.stringify({ apiVersion: '1.0', method, error: { code, message } }),
})
