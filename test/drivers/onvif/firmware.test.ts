import { describe, expect, it } from 'vitest'
import { onvifUpgrade } from '../../../electron/drivers/onvif/firmware.ts'
import { CredentialsRefused } from '../../../electron/model/credentials-refused.ts'
import { WriteRefused } from '../../../electron/model/errors.ts'
import { cameraOf, fileFor, helpWith, restarted } from '../upload-help.ts'

describe('StartFirmwareUpgrade and its upload', () => {
  // Bosch logs in by Digest, Dahua by UsernameToken with Digest for its web pages only, Hanwha by either.
  it.each(['Bosch', 'Dahua', 'Hanwha Vision'])(
    'give a camera of %s its firmware, with no wrong login',
    async (maker) => {
      const { camera, connection } = await cameraOf(maker)
      const help = helpWith(connection)
      const version = '9.99.1'
      const { file, sha256, sizeBytes } = fileFor(camera, version)
      expect(await onvifUpgrade.offered(connection)).toBe(true)
      await onvifUpgrade.start(connection, file, help)
      expect(camera.firmware.uploads).toEqual([{ way: 'onvif', bytes: sizeBytes, sha256, outcome: 'taken' }])
      expect(help.bytes).toBe(sizeBytes)
      await restarted(camera, version)
      expect(camera.state.identity.firmware).toBe(version)
      expect(camera.failedLogins).toBe(0)
      expect(camera.requests.all.filter(({ login }) => login === 'clear')).toEqual([])
    },
  )

  it('end in the words of the camera when the file is a wrong one', async () => {
    const { camera, connection } = await cameraOf('Bosch')
    camera.faults.refusesFile = true
    const sending = onvifUpgrade.start(connection, fileFor(camera, '9.99.1').file, helpWith(connection))
    await expect(sending).rejects.toThrow(WriteRefused)
    await expect(sending).rejects.toThrow(/HTTP 415/)
  })

  it('do not begin with a login that the camera refuses', async () => {
    const { camera, stranger } = await cameraOf('Bosch')
    const connection = stranger('not the one')
    const { file, taken } = fileFor(camera, '9.99.1')
    await expect(onvifUpgrade.start(connection, file, helpWith(connection))).rejects.toThrow(CredentialsRefused)
    expect(taken.opened).toBe(0)
  })

  it('are not offered by a camera whose capabilities do not name them', async () => {
    const { connection } = await cameraOf('AXIS', (firmware) => firmware.startsWith('5.'))
    expect(await onvifUpgrade.offered(connection)).toBe(false)
  })
})
