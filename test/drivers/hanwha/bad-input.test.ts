import { describe, expect, it } from 'vitest'
import { hanwha } from '../../../electron/drivers/hanwha/driver.ts'
import { ExpectedError } from '../../../electron/model/errors.ts'
import type { FactKey } from '../../../electron/model/facts.ts'
import { Secret } from '../../../electron/model/secret.ts'
import { login } from '../onvif/connection.ts'
import { reader, writer } from '../vendor-device.ts'
import { wrongAnswers, wrongDevice } from '../web-double.ts'

const read = reader(hanwha)
const write = writer(hanwha)
const admin = login('admin', 'right')

const facts: readonly FactKey[] = [
  'identity',
  'activation',
  'accounts.web',
  'accounts.passwordPolicy',
  'time.ntp',
  'network.services',
  'network.filter',
  'network.8021x',
  'snmp.settings',
  'http.policy',
  'storage.units',
  'recorder.cameras',
]

describe.each(wrongAnswers)('a device that answers with $name', (wrong) => {
  it('ends every reading in an expected error, and is asked to change nothing', async () => {
    const { connection, seen } = await wrongDevice(wrong, admin)
    for (const fact of facts) await expect(read(connection, fact), fact).rejects.toThrow(ExpectedError)
    expect(seen.filter(({ url }) => /action=(?:set|update|add|remove)/.test(url))).toEqual([])
    expect(seen.filter(({ url, method }) => method !== 'GET' && !url.startsWith('/onvif'))).toEqual([])
  })

  it('ends a change in an expected error, and shows a refused login once', async () => {
    const { connection, seen } = await wrongDevice(wrong, admin)
    await expect(
      write(connection, 'network.services', [{ name: 'bonjour', enabled: false, writable: true }]),
    ).rejects.toThrow(ExpectedError)
    await expect(write(connection, 'time.ntp', { source: 'ntp', fromDhcp: false, servers: [] })).rejects.toThrow(
      ExpectedError,
    )
    await expect(
      hanwha.logins[0]?.setPassword?.(connection, admin, 'admin', Secret.of('never-in-the-open')),
    ).rejects.toThrow(ExpectedError)
    await expect(hanwha.activation?.activate(connection, Secret.of('never-in-the-open'))).rejects.toThrow(ExpectedError)
    expect(seen.some(({ url }) => url.includes('never-in-the-open'))).toBe(false)
    if (!wrong.guarded) {
      // ONVIF and the web interface are different lists of accounts: once each.
      const shown = seen.filter(({ headers, url }) => headers.authorization !== undefined && !url.startsWith('/onvif'))
      expect(shown.length).toBeLessThanOrEqual(1)
    }
  })

  it('is never mistaken for one that took a login', async () => {
    const { connection } = await wrongDevice(wrong, admin)
    const answer = await hanwha.logins[0]?.authenticate(connection, admin).catch((error: unknown) => error)
    expect(answer === 'refused' || answer instanceof ExpectedError).toBe(true)
  })
})

describe('the fingerprints of Hanwha', () => {
  it.each(
    hanwha.identifies.flatMap(({ by, pattern, examples }) => examples.map((example) => ({ by, pattern, example }))),
  )('$by knows $example', ({ pattern, example }) => {
    expect(example).toMatch(pattern)
  })
})
