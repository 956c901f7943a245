import { PassThrough, type Readable } from 'node:stream'
import { z } from 'zod'
import { CredentialsRefused, ProtocolViolation, Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { visibleText } from '../../model/visible-text.ts'
import { type HttpAnswer, httpRequest } from '../../protocols/http/http-request.ts'
import { LoginMemory } from '../../protocols/http/login-memory.ts'
import { httpUpload } from '../../protocols/http/upload.ts'
import type { Connection, FirmwareUpload, Login, UpgradeTransport, UploadHelp } from '../driver.ts'
import { onvifTarget } from '../onvif/open-client.ts'

const path = '/axis-cgi/firmwaremanagement.cgi'
const apiVersion = '1.0'
/** Minutes after its start after which a firmware that nobody confirmed goes back to the one before. */
const rollbackMinutes = '30'
const boundary = 'fieldseal-firmware-b7d2c4e19f'

const answerShape = z.union([
  z.object({ error: z.object({ code: z.int(), message: z.string().catch('') }) }),
  z.object({ data: z.record(z.string(), z.unknown()) }),
])

/**
 * The firmware management of AXIS OS 7.40 and later. The new firmware is confirmed only after it was proven; until then the
 * device goes back to the old one by itself, so that an upgrade that cuts us off undoes itself.
 *
 * @see VAPIX, Firmware management API: /axis-cgi/firmwaremanagement.cgi, upgrade, status, commit
 */
export const vapixUpgrade: UpgradeTransport = {
  name: 'vapix',
  async offered(device) {
    const { status } = await httpRequest(device.network, { ...placeOf(device), ...jsonBody({ method: 'status' }) })
    return status === 401 || (status >= 200 && status < 300)
  },
  async start(device, file, help) {
    const { credential, memory } = await logIn(device, help)
    const committed = (await call(device, 'status', credential, memory)).isCommited
    if (committed === false) {
      throw new WriteRefused(
        'The firmware of the device was never confirmed: it must be committed before another one is installed. Nothing was sent.',
      )
    }
    const answer = await httpUpload(device.network, {
      ...placeOf(device),
      headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
      body: multipart(file),
      credential,
      memory,
      onSent: (bytes) => help.sent(bytes),
    })
    read(answer, 'upgrade')
    return { expectedDownSeconds: null }
  },
  async confirm(device, help) {
    const { credential, memory } = await logIn(device, help)
    const { isCommited } = await call(device, 'status', credential, memory)
    // Only a device that holds an older firmware beside the new one has anything to confirm.
    if (isCommited === false) await call(device, 'commit', credential, memory)
  },
}

function placeOf({ endpoint, signal }: Connection) {
  const { address, port, https } = onvifTarget(endpoint)
  return { method: 'POST', address, port, https, path, signal } as const
}

const jsonBody = (message: object) => ({
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ apiVersion, ...message }),
})

/** The web account is one of its own: the login that ONVIF took is shown to it once, counted. */
async function logIn(device: Connection, help: UploadHelp): Promise<{ credential: Credential; memory: LoginMemory }> {
  const credential = device.credential('onvif')
  if (credential === null) throw new CredentialsRefused('No login of this device is proven.')
  const memory = new LoginMemory()
  const login: Login = {
    name: 'web',
    async authenticate(connection, shown) {
      const request = { ...placeOf(connection), ...jsonBody({ method: 'status' }), credential: shown, memory }
      const { status, shown: times } = await httpRequest(connection.network, request)
      if (status === 404 || status === 405 || status === 501) throw absent()
      if (status === 401 || status === 403) return 'refused'
      if (times === 0)
        throw new ProtocolViolation('The device lets anybody manage its firmware; it is not used that way.')
      return 'accepted'
    },
    withoutLogin: async () => 'guarded',
  }
  if ((await help.prove(login)) === 'accepted') return { credential, memory }
  throw new CredentialsRefused(`The web login of the device does not take "${credential.username}".`)
}

async function call(
  device: Connection,
  method: 'status' | 'commit',
  credential: Credential,
  memory: LoginMemory,
): Promise<Record<string, unknown>> {
  const request = { ...placeOf(device), ...jsonBody({ method }), credential, memory }
  return read(await httpRequest(device.network, request), method)
}

/** Errors ride on HTTP 200. */
function read({ status, body }: Pick<HttpAnswer, 'status' | 'body'>, method: string): Record<string, unknown> {
  if (status === 404 || status === 501) throw absent()
  if (status === 401 || status === 403) throw new CredentialsRefused(`${method}: the device asks for another login.`)
  const parsed = answerShape.safeParse(jsonOf(body))
  if (!parsed.success) {
    if (status >= 400) throw new WriteRefused(`${method}: the device declined (HTTP ${status}).`)
    throw new ProtocolViolation(
      `${method}: the device answered something that is no answer of its firmware management.`,
    )
  }
  if ('data' in parsed.data) return parsed.data.data
  const { code, message } = parsed.data.error
  throw new WriteRefused(
    `${method}: the device declined (${code}${code in reasons ? `, ${reasons[code]}` : ''}: ${visibleText(message, 160)}).`,
  )
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

const absent = () => new Unsupported('The device has no firmware management of this kind.')

const reasons: Readonly<Record<number, string>> = {
  409: 'older firmware needs factory settings',
  410: 'this firmware was revoked by the maker',
  412: 'the running firmware is not committed',
  415: 'not a firmware, or damaged',
  421: 'not for this product',
  422: 'the signature is missing',
  423: 'busy with another upgrade',
  424: 'signed with an unknown certificate',
}

/** The message first, then the file, as a form of two parts. */
function multipart(file: FirmwareUpload): { readonly sizeBytes: number; open(): Readable } {
  const message = {
    apiVersion,
    method: 'upgrade',
    params: { factoryDefaultMode: 'none', autoCommit: 'never', autoRollback: rollbackMinutes },
  }
  // The name stands in a header: nothing of what a person called the file may end that header.
  const name = file.fileName.replace(/[^\w.-]/g, '_').slice(0, 80)
  const head = Buffer.from(
    [
      `--${boundary}`,
      'Content-Disposition: form-data; name="json"',
      'Content-Type: application/json',
      '',
      JSON.stringify(message),
      `--${boundary}`,
      `Content-Disposition: form-data; name="file"; filename="${name}"`,
      'Content-Type: application/octet-stream',
      '',
      '',
    ].join('\r\n'),
  )
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  return {
    sizeBytes: head.length + file.sizeBytes + tail.length,
    open() {
      const source = file.open()
      const form = new PassThrough()
      form.write(head)
      source.on('error', (error) => form.destroy(error))
      form.on('close', () => source.destroy())
      source.on('end', () => form.end(tail))
      source.pipe(form, { end: false })
      return form
    },
  }
}
