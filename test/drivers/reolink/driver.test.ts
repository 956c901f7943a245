import { describe, expect, it } from 'vitest'
import { reolink } from '../../../electron/drivers/reolink/driver.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { CredentialWithheld, DeviceLockedOut, ExpectedError, Unsupported } from '../../../electron/model/errors.ts'
import type { FactKey } from '../../../electron/model/facts.ts'
import { openSessions } from '../../../electron/practice/vendors/reolink/api.ts'
import { connectionTo, login } from '../onvif/connection.ts'
import { reader, vendorDevice } from '../vendor-device.ts'
import { wrongAnswers, wrongDevice } from '../web-double.ts'
import { secureServer } from '../wrong-web.ts'

const read = reader(reolink)
const web = reolink.logins.find(({ name }) => name === 'web') ?? expect.unreachable()
const camera = () => vendorDevice('Reolink', () => true, 'reolink-camera')
const facts: readonly FactKey[] = [
  'identity',
  'accounts.web',
  'time.ntp',
  'network.services',
  'network.addressing',
  'storage.units',
]

describe('a Reolink camera', () => {
  it('tells what it is and how it is set, and keeps no session open', async () => {
    const { device, connect } = await camera()
    const { identity, users, ntp, clock } = device.state
    expect(await read(connect(), 'identity')).toEqual({
      manufacturer: 'Reolink',
      model: identity.model,
      firmware: identity.firmware,
      build: null,
      serial: identity.serial,
      hardwareId: identity.hardwareId,
      macs: [identity.mac],
    })
    expect(await read(connect(), 'accounts.web')).toEqual(
      users.map(({ username, level }) => ({
        username,
        level: level === 'Administrator' ? 'administrator' : 'user',
        enabled: null,
      })),
    )
    expect(await read(connect(), 'time.ntp')).toEqual({
      source: clock.source === 'NTP' ? 'ntp' : 'manual',
      fromDhcp: false,
      servers: ntp.servers.map(({ value }) => value).slice(0, 1),
    })
    expect(await read(connect(), 'network.addressing')).toEqual({
      gateways: ['127.0.0.1'],
      dnsFromDhcp: false,
      dnsServers: ['127.0.0.53'],
    })
    expect(await read(connect(), 'storage.units')).toEqual([
      { name: 'storage 0', kind: 'card', state: 'ok', capacityBytes: 30_436 * 1024 * 1024, encrypted: null },
    ])
    const services = await read(connect(), 'network.services')
    expect(services.find(({ name }) => name === 'onvif')).toEqual({ name: 'onvif', enabled: true, writable: false })
    expect(openSessions(device)).toBe(0)
    expect(device.failedLogins).toBe(0)
  })

  it('proves a password inside TLS, and no other', async () => {
    const { device, connect, credential } = await camera()
    expect(await web.withoutLogin(connect())).toBe('guarded')
    expect(await web.authenticate(connect(), credential)).toBe('accepted')
    expect(await web.authenticate(connect(), login(credential.username, 'wrong'))).toBe('refused')
    expect(device.failedLogins).toBe(1)
    expect(openSessions(device)).toBe(0)
  })

  it('without HTTPS is never sent its password', async () => {
    const { device, connect, credential } = await camera()
    device.state.settings.tls = null
    device.state.settings.httpPolicy = 'http-only'
    await device.followState()
    const before = device.requests.all.length
    await expect(web.authenticate(connect(), credential)).rejects.toThrow(CredentialWithheld)
    await expect(read(connect(), 'accounts.web')).rejects.toThrow(CredentialWithheld)
    const after = device.requests.all.slice(before)
    expect(after.filter(({ operation }) => operation.includes('api.cgi'))).toEqual([])
  })

  it('is left alone before it locks the account', async () => {
    const { device, credential } = await camera()
    const wrong = login(credential.username, 'wrong')
    // Nothing but the wrong logins: a right one of ONVIF would end the row of failures.
    const connection = connectionTo({ address: device.address, ports: { https: device.ports.https } })
    const answers: unknown[] = []
    for (let count = 0; count < 12; count += 1)
      answers.push(await web.authenticate(connection, wrong).catch((error: unknown) => error))
    expect(answers.filter((answer) => answer === 'refused').length).toBe(7)
    expect(answers.slice(7).every((answer) => answer instanceof DeviceLockedOut)).toBe(true)
    expect(device.lockedOut).toBe(false)
    expect(device.failedLogins).toBe(8)
  })
})

describe('a Reolink camera that answers wrongly inside TLS', () => {
  const session = '[{"cmd":"Login","code":0,"value":{"Token":{"leaseTime":3600,"name":"abc"}}}]'
  const connectionFor = async (answer: Parameters<typeof secureServer>[0]) => {
    const { address, port, seen } = await secureServer(answer)
    return { connection: connectionTo({ address, ports: { https: port } }, login('admin', 'right')), seen }
  }

  it.each([
    ['a page', '<!DOCTYPE html><html></html>'],
    ['half an answer', session.slice(0, 30)],
    ['an empty list', '[]'],
    ['a login without a token', '[{"cmd":"Login","code":0,"value":{}}]'],
    ['an answer without end', `[${' '.repeat(3 * 1024 * 1024)}]`],
    ['no session left', '[{"cmd":"Login","code":1,"error":{"detail":"max session","rspCode":-5}}]'],
  ])('with %s ends in an expected error', async (_, text) => {
    const { connection } = await connectionFor(() => ({ text }))
    for (const fact of facts) await expect(read(connection, fact), fact).rejects.toThrow(ExpectedError)
    await expect(web.authenticate(connection, login('admin', 'right'))).rejects.toThrow(ExpectedError)
  })

  it.each([
    ['a redirect', 302],
    ['a refusal for ever', 401],
    ['an inner error', 500],
  ])('with %s ends in an expected error', async (_, status) => {
    const { connection } = await connectionFor(() => ({ status, text: '' }))
    for (const fact of facts) await expect(read(connection, fact), fact).rejects.toThrow(ExpectedError)
  })

  it('with a refusal in words is not shown the login a second time', async () => {
    const text = '[{"cmd":"Login","code":1,"error":{"detail":"password wrong","rspCode":-502}}]'
    const { connection, seen } = await connectionFor(() => ({ text }))
    for (const fact of facts) await expect(read(connection, fact), fact).rejects.toThrow(CredentialsRefused)
    expect(seen.filter((request) => request.includes('cmd=Login')).length).toBe(1)
  })

  it('with a lock in words is asked nothing more', async () => {
    const text = '[{"cmd":"Login","code":1,"error":{"detail":"Login has been locked","rspCode":-5}}]'
    const { connection, seen } = await connectionFor(() => ({ text }))
    for (const fact of facts) await expect(read(connection, fact), fact).rejects.toThrow(DeviceLockedOut)
    expect(seen.length).toBe(1)
  })

  it('with a command that it does not have says so, and is logged out', async () => {
    const { connection, seen } = await connectionFor((body) => ({
      text: body.includes('"Login"') ? session : '[{"cmd":"x","code":1,"error":{"detail":"not support","rspCode":-9}}]',
    }))
    await expect(read(connection, 'accounts.web')).rejects.toThrow(Unsupported)
    expect(seen.at(-1)).toContain('cmd=Logout')
    expect(seen.filter((request) => /"cmd":"Set|Reboot|Upgrade/.test(request))).toEqual([])
  })
})

describe.each(wrongAnswers)('a device without TLS that answers with $name', (wrong) => {
  it('is never sent a password', async () => {
    const { connection, seen } = await wrongDevice(wrong, login('admin', 'never-in-the-open'))
    for (const fact of facts) await expect(read(connection, fact), fact).rejects.toThrow(ExpectedError)
    expect(seen.filter(({ url, body }) => `${url}${body}`.includes('never-in-the-open'))).toEqual([])
  })
})
