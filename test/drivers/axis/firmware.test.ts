import { describe, expect, it } from 'vitest'
import { axis } from '../../../electron/drivers/axis/driver.ts'
import { vapixUpgrade } from '../../../electron/drivers/axis/firmware.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { Unsupported, WriteRefused } from '../../../electron/model/errors.ts'
import { cameraOf, fileFor, helpWith, restarted } from '../upload-help.ts'

const isOld = (firmware: string) => Number(firmware.split('.')[0]) < 7
const isNew = (firmware: string) => !isOld(firmware)

describe('the firmware management of an Axis camera', () => {
  it('takes a file whole, runs it, and keeps it only when it is confirmed', async () => {
    const { camera, connection } = await cameraOf('AXIS', isNew)
    const help = helpWith(connection)
    const { file, sha256, sizeBytes } = fileFor(camera, '13.1.5')
    expect(await vapixUpgrade.offered(connection)).toBe(true)
    expect(help.logins).toBe(0)
    await vapixUpgrade.start(connection, file, help)
    expect(camera.firmware.uploads).toEqual([{ way: 'vapix', bytes: sizeBytes, sha256, outcome: 'taken' }])
    expect(help).toMatchObject({ logins: 1 })
    expect(help.bytes).toBeGreaterThan(sizeBytes)
    await restarted(camera, '13.1.5')
    expect(camera.state.identity.firmware).toBe('13.1.5')
    expect(camera.firmware.committed).toBe(false)
    await camera.reboot()
    await vapixUpgrade.confirm?.(connection, help)
    expect(camera.firmware.committed).toBe(true)
    expect(camera.requests.all.filter(({ login }) => login === 'clear')).toEqual([])
  })

  it('is not what an old camera has, which is upgraded by ONVIF or not at all', async () => {
    const { camera, connection } = await cameraOf('AXIS', isOld)
    expect(await vapixUpgrade.offered(connection)).toBe(false)
    const { file, taken } = fileFor(camera, '6.50.5')
    await expect(vapixUpgrade.start(connection, file, helpWith(connection))).rejects.toThrow(Unsupported)
    expect(taken.opened).toBe(0)
    expect(axis.upgrades?.map(({ name }) => name)).toEqual(['vapix', 'onvif'])
  })

  it('gets no byte when the web login is another one than that of ONVIF', async () => {
    const { camera, stranger } = await cameraOf('AXIS', isNew)
    const connection = stranger('not the one')
    const help = helpWith(connection)
    const { file, taken } = fileFor(camera, '13.1.5')
    await expect(vapixUpgrade.start(connection, file, help)).rejects.toThrow(CredentialsRefused)
    expect(taken.opened).toBe(0)
    expect(help.logins).toBe(1)
    expect(camera.failedLogins).toBe(1)
  })

  it('gets no byte while its running firmware is not confirmed', async () => {
    const { camera, connection } = await cameraOf('AXIS', isNew)
    camera.firmware.inactive = '9.80.1'
    camera.firmware.committed = false
    const { file, taken } = fileFor(camera, '13.1.5')
    await expect(vapixUpgrade.start(connection, file, helpWith(connection))).rejects.toThrow(/committed/)
    expect(taken.opened).toBe(0)
  })

  it('says in its own words that a file is for another product', async () => {
    const { camera, connection } = await cameraOf('AXIS', isNew)
    const { file } = fileFor(camera, '13.1.5')
    camera.faults.refusesFile = true
    const sending = vapixUpgrade.start(connection, file, helpWith(connection))
    await expect(sending).rejects.toThrow(WriteRefused)
    await expect(sending).rejects.toThrow(/421, not for this product/)
  })
})
