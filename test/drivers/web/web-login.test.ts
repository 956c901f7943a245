import { describe, expect, it } from 'vitest'
import { webLogin } from '../../../electron/drivers/web/web-login.ts'
import { ProtocolViolation, Unsupported } from '../../../electron/model/errors.ts'
import { webServer } from '../../protocols/http/servers.ts'
import { connectionTo, login } from '../onvif/connection.ts'

const admin = login('admin', 'right')
const door = webLogin({
  knock: { method: 'GET', path: '/list' },
  judge: ({ body }) => (body.toString('utf8').startsWith('Error') ? 'refused' : 'accepted'),
  passwordRules: { maxLength: 16, alphabet: 'abc' },
})

/** A server that answers the same to everybody and never asks for a login. */
async function deafServer(status: number, text: string) {
  const { address, port, seen } = await webServer((_seen, response) => {
    response.writeHead(status)
    response.end(text)
  })
  return { connection: connectionTo({ address, ports: { http: port } }), seen }
}

describe('a web login that the device never asked for', () => {
  it.each([
    ['shut to everybody', 403, '', Unsupported],
    ['open to everybody', 200, 'admin', Unsupported],
    ['an error for everybody', 200, 'Error: no', ProtocolViolation],
    ['a refusal without a challenge', 401, '', ProtocolViolation],
  ] as const)('%s: is neither accepted nor refused, and was not shown', async (_, status, text, end) => {
    const { connection, seen } = await deafServer(status, text)
    await expect(door.authenticate(connection, admin)).rejects.toThrow(end)
    expect(seen.every(({ headers }) => headers.authorization === undefined)).toBe(true)
    // Nothing was learned about this credential either.
    await expect(door.authenticate(connection, admin)).rejects.toThrow(end)
    expect(seen).toHaveLength(2)
  })
})
