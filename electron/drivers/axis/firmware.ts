import { PassThrough, type Readable } from 'node:stream'
import { CredentialsRefused } from '../../model/credentials-refused.ts'
import { Unsupported, WriteRefused } from '../../model/errors.ts'
import type { Credential } from '../../model/secret.ts'
import { type HttpAnswer, httpRequest } from '../../protocols/http/http-request.ts'
import type { LoginMemory } from '../../protocols/http/login-memory.ts'
import { httpUpload } from '../../protocols/http/upload.ts'
import type { Connection, FirmwareUpload, UpgradeTransport, UploadHelp } from '../driver.ts'
import { provenForUpload, webLogin } from '../web/web-login.ts'
import { WebMemory } from '../web/web-memory.ts'
import { webTarget } from '../web/web-target.ts'
import { axisPasswordRules } from './accounts.ts'
import { axisManner, readJson } from './vapix.ts'

const path = '/axis-cgi/firmwaremanagement.cgi'
const apiVersion = '1.0'
/** Minutes after its start after which a firmware that nobody confirmed goes back to the one before. */
const rollbackMinutes = '30'
const boundary = 'fieldseal-firmware-b7d2c4e19f'

const jsonBody = (message: object) => ({
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ apiVersion, ...message }),
})

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

function placeOf(device: Connection) {
  return { method: 'POST', ...webTarget(device), path, signal: device.signal } as const
}

async function logIn(device: Connection, help: UploadHelp): Promise<{ credential: Credential; memory: LoginMemory }> {
  const credential = await provenForUpload(device, help, managementLogin)
  return { credential, memory: WebMemory.of(device.memo, webTarget(device)).logins }
}

/** The web account, shown to the interface that the file goes to. */
const managementLogin = webLogin({
  knock: { method: 'POST', path, ...jsonBody({ method: 'status' }), manner: axisManner },
  passwordRules: axisPasswordRules,
})

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
  if (status >= 400) throw new WriteRefused(`${method}: the device declined (HTTP ${status}).`)
  return readJson(method, { body }, 'write', reasons)
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
