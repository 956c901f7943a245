import { describe, expect, it } from 'vitest'
import { hikvision } from '../../../electron/drivers/hikvision/driver.ts'
import { isapiUpgrade } from '../../../electron/drivers/hikvision/firmware.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { DeviceUnreachable, WriteRefused } from '../../../electron/model/errors.ts'
import { cameraOf, fileFor, helpWith, restarted } from '../upload-help.ts'

const version = 'V5.9.10 build 260401'

describe('the firmware of a Hikvision camera', () => {
  it('goes by ISAPI, whole, and the restart that the camera asks for follows', async () => {
    const { camera, connection } = await cameraOf('HIKVISION')
    const help = helpWith(connection)
    const { file, sha256, sizeBytes } = fileFor(camera, version)
    expect(await isapiUpgrade.offered(connection)).toBe(true)
    await isapiUpgrade.start(connection, file, help)
    expect(camera.firmware.uploads).toEqual([{ way: 'isapi', bytes: sizeBytes, sha256, outcome: 'taken' }])
    expect(help.logins).toBe(1)
    expect(camera.requests.of('PUT /ISAPI/System/reboot').length).toBeGreaterThan(0)
    await restarted(camera, version)
    expect(camera.state.identity.firmware).toBe(version)
    expect(camera.failedLogins).toBe(0)
    expect(hikvision.upgrades?.map(({ name }) => name)).toEqual(['isapi', 'onvif'])
  })

  it('gets no byte when its web login is another one than that of ONVIF', async () => {
    const { camera, stranger } = await cameraOf('HIKVISION')
    const connection = stranger('not the one')
    const { file, taken } = fileFor(camera, version)
    await expect(isapiUpgrade.start(connection, file, helpWith(connection))).rejects.toThrow(CredentialsRefused)
    expect(taken.opened).toBe(0)
    expect(camera.failedLogins).toBe(1)
  })

  it('that it declines is declined in its own words, without a restart', async () => {
    const { camera, connection } = await cameraOf('HIKVISION')
    camera.faults.refusesFile = true
    const sending = isapiUpgrade.start(connection, fileFor(camera, version).file, helpWith(connection))
    await expect(sending).rejects.toThrow(WriteRefused)
    await expect(sending).rejects.toThrow(/firmwareMismatch/)
    expect(camera.requests.of('PUT /ISAPI/System/reboot')).toEqual([])
  })

  it('of which the line drops is in doubt, and no restart is sent', async () => {
    const { camera, connection } = await cameraOf('HIKVISION')
    camera.faults.cutsUpload = true
    const { file } = fileFor(camera, version, 8_000_000)
    await expect(isapiUpgrade.start(connection, file, helpWith(connection))).rejects.toThrow(DeviceUnreachable)
    expect(camera.requests.of('PUT /ISAPI/System/reboot')).toEqual([])
  })

  it('is asked for only from cameras that are its own', async () => {
    const { connection } = await cameraOf('Dahua')
    expect(await isapiUpgrade.offered(connection)).toBe(false)
  })
})
