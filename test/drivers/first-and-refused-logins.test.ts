import { describe, expect, it } from 'vitest'
import { axis } from '../../electron/drivers/axis/driver.ts'
import { hanwha } from '../../electron/drivers/hanwha/driver.ts'
import { ExpectedError } from '../../electron/model/errors.ts'
import { Secret } from '../../electron/model/secret.ts'
import { login } from './onvif/connection.ts'
import { reader, writer } from './vendor-device.ts'
import { wrongAnswers, wrongDevice } from './web-double.ts'

/** Makers whose devices take a first password from anybody. What no driver may do is in bad-input.test.ts. */
const makers = [
  { driver: axis, name: 'root' },
  { driver: hanwha, name: 'admin' },
]
const rows = makers.flatMap((maker) => wrongAnswers.map((wrong) => ({ ...maker, wrong, id: maker.driver.id })))

describe.each(rows)('$id and a device that answers with $wrong.name', ({ driver, name, wrong }) => {
  it('ends a password and a first password in an expected error, and puts neither into an address', async () => {
    const credential = login(name, 'right')
    const { connection, seen } = await wrongDevice(wrong, credential)
    const secret = Secret.of('never-in-the-open')
    const [door] = driver.logins
    if (door?.setPassword === undefined || driver.activation === undefined) throw new Error('nothing to try')
    await expect(door.setPassword(connection, credential, name, secret)).rejects.toThrow(ExpectedError)
    await expect(driver.activation.activate(connection, secret)).rejects.toThrow(ExpectedError)
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.some(({ url }) => url.includes('never-in-the-open'))).toBe(false)
  })
})

const unguarded = rows.filter(({ wrong }) => !wrong.guarded)

describe.each(unguarded)('$id and a device that answers with $wrong.name', ({ driver, name, wrong }) => {
  it('is shown a login once where it asks for one, and never where it does not', async () => {
    const { connection, seen } = await wrongDevice(wrong, login(name, 'right'))
    const read = reader(driver)
    for (const { fact } of driver.supports)
      await read(connection, fact).catch((error: unknown) => expect(error).toBeInstanceOf(ExpectedError))
    const services = [{ name: 'bonjour', enabled: false, writable: true }] as const
    await expect(writer(driver)(connection, 'network.services', services)).rejects.toThrow(ExpectedError)
    // ONVIF and the web interface are different lists of accounts: once each.
    const shown = seen.filter(({ headers, url }) => headers.authorization !== undefined && !url.startsWith('/onvif'))
    expect(shown).toHaveLength(wrong.name === 'a refusal for ever' ? 1 : 0)
  })
})
