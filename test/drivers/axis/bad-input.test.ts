import { describe, expect, it } from 'vitest'
import { axis } from '../../../electron/drivers/axis/driver.ts'
import { ExpectedError } from '../../../electron/model/errors.ts'
import type { FactKey } from '../../../electron/model/facts.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { login } from '../onvif/connection.ts'
import { reader, writer } from '../vendor-device.ts'
import { wrongAnswers, wrongDevice } from '../web-double.ts'

const read = reader(axis)
const write = writer(axis)
const root = login('root', 'right')

const facts: readonly FactKey[] = [
  'identity',
  'activation',
  'accounts.web',
  'accounts.lockout',
  'accounts.passwordPolicy',
  'time.ntp',
  'network.services',
  'network.filter',
  'network.8021x',
  'snmp.settings',
  'http.policy',
  'log.syslog',
  'log.audit',
  'storage.units',
]

describe.each(wrongAnswers)('a device that answers with $name', (wrong) => {
  it('ends every reading in an expected error, and is asked to change nothing', async () => {
    const { connection, seen } = await wrongDevice(wrong, root)
    for (const fact of facts) await expect(read(connection, fact), fact).rejects.toThrow(ExpectedError)
    expect(seen.filter(({ url, body }) => /action=(?:update|add|remove)/.test(`${url}${body}`))).toEqual([])
    expect(seen.filter(({ body }) => /"method":"set|Set\w+Configuration/.test(body))).toEqual([])
    expect(seen.filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([])
  })

  it('ends a change in an expected error, and shows a refused login once', async () => {
    const { connection, seen } = await wrongDevice(wrong, root)
    await expect(
      write(connection, 'network.services', [{ name: 'ssh', enabled: false, writable: true }]),
    ).rejects.toThrow(ExpectedError)
    await expect(write(connection, 'time.ntp', { source: 'ntp', fromDhcp: false, servers: [] })).rejects.toThrow(
      ExpectedError,
    )
    await expect(
      axis.logins[0]?.setPassword?.(connection, root, 'root', Secret.of('never-in-the-open')),
    ).rejects.toThrow(ExpectedError)
    await expect(axis.activation?.activate(connection, Secret.of('never-in-the-open'))).rejects.toThrow(ExpectedError)
    expect(seen.some(({ url }) => url.includes('never-in-the-open'))).toBe(false)
    if (!wrong.guarded) {
      // ONVIF and the web interface are different lists of accounts: once each.
      const shown = seen.filter(({ headers, url }) => headers.authorization !== undefined && !url.startsWith('/onvif'))
      expect(shown.length).toBeLessThanOrEqual(1)
    }
  })

  it('is never mistaken for one that took a login', async () => {
    const { connection } = await wrongDevice(wrong, root)
    const answer = await axis.logins[0]?.authenticate(connection, root).catch((error: unknown) => error)
    expect(answer === 'refused' || answer instanceof ExpectedError).toBe(true)
  })
})

describe('the fingerprints of Axis', () => {
  it.each(
    axis.identifies.flatMap(({ by, pattern, examples }) => examples.map((example) => ({ by, pattern, example }))),
  )('$by knows $example', ({ pattern, example }) => {
    expect(example).toMatch(pattern)
  })
})
