import { describe, expect, it } from 'vitest'
import { Secret } from '../../../electron/model/secret.ts'
import { durationMs, offersFirmwareUpload, startFirmwareUpgrade } from '../../../electron/protocols/onvif/firmware.ts'
import { clientOf, fakeDevice } from './fake-device.ts'

const credential = { username: 'admin', password: Secret.of('right') }

const deviceThatSays = (uri: string, delay = 'PT5S', down = 'PT1M30S') =>
  fakeDevice({
    answers: {
      StartFirmwareUpgrade: `<d:UploadUri>${uri}</d:UploadUri><d:UploadDelay>${delay}</d:UploadDelay><d:ExpectedDownTime>${down}</d:ExpectedDownTime>`,
    },
  })

describe('StartFirmwareUpgrade', () => {
  it.each([
    ['http://127.71.99.99/up?s=1', { path: '/up?s=1', foreignHost: '127.71.99.99' }],
    ['http://cam.local:8080/fw', { path: '/fw', port: 8080, foreignHost: 'cam.local' }],
    ['http://127.71.99.99/a/../b%20c', { path: '/b%20c', foreignHost: '127.71.99.99' }],
  ])('takes of %s the path, and of a foreign host nothing', async (uri, wanted) => {
    const device = await deviceThatSays(uri)
    const client = clientOf(device, credential)
    const door = await startFirmwareUpgrade(client, false)
    expect(door).toMatchObject({ address: device.address, port: device.port, https: false, ...wanted })
    expect(door).toMatchObject({ uploadDelayMs: 5_000, expectedDownMs: 90_000 })
  })

  it('leaves a forwarded device at its own port', async () => {
    const device = await deviceThatSays('http://cam.local:8080/fw')
    expect((await startFirmwareUpgrade(clientOf(device, credential), true)).port).toBe(device.port)
  })

  it.each(['ftp://cam/fw', 'file:///etc/passwd', 'not a uri', `http://cam/${'x'.repeat(3_000)}`])(
    'takes %s for no address',
    async (uri) => {
      const device = await deviceThatSays(uri)
      await expect(startFirmwareUpgrade(clientOf(device, credential), false)).rejects.toMatchObject({
        code: 'device/malformed-answer',
      })
    },
  )

  it('waits for nothing that is no duration', async () => {
    const device = await deviceThatSays('http://cam/fw', 'soon')
    await expect(startFirmwareUpgrade(clientOf(device, credential), false)).rejects.toThrow(/delay/)
  })

  it.each([
    ['<d:System HttpFirmwareUpgrade="true"/>', true],
    ['<d:System HttpFirmwareUpgrade="false" FirmwareUpgrade="true"/>', false],
    ['<d:System/>', false],
    ['', false],
  ])('is offered when the capabilities say so: %s', async (system, offered) => {
    const device = await fakeDevice({
      answers: { GetServiceCapabilities: `<d:Capabilities>${system}</d:Capabilities>` },
    })
    expect(await offersFirmwareUpload(clientOf(device, credential))).toBe(offered)
  })
})

describe('a duration', () => {
  it.each([
    ['PT5S', 5_000],
    ['PT0S', 0],
    ['PT0.25S', 250],
    ['PT1M30S', 90_000],
    ['PT2H', 7_200_000],
    ['P1DT1S', 86_401_000],
    ['P1D', 86_400_000],
    ['P', null],
    ['PT', null],
    ['P1M', null],
    ['-PT5S', null],
    ['5', null],
    ['', null],
  ])('%s is %s ms', (text, ms) => {
    expect(durationMs(text)).toBe(ms)
  })
})
